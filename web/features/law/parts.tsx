import type { Output } from '#web/client/call.ts'
import { Icon } from '#web/ui/icon.tsx'
import { dateText } from '#web/ui/when.ts'

/** Meeting rules as every surface shows them: the value here, its article in words, and why it is stricter here. */

export type Law = Output<'meetings.law'>
type Limit = Law['limits'][number]

/** What the rest is about, by the beginning of its name. */
const OTHERS: readonly { name: string; note: string; begins: readonly string[] }[] = [
  {
    name: '谁能进哪个组织',
    note: '人数、比例和妇女名额',
    begins: [
      'vc.reps.share',
      'vc.reps.households',
      'vc.committee.size',
      'vc.committee.women',
      'rce.reps',
      'rce.board',
      'residents.reps.share',
    ],
  },
  {
    name: '多久开一次、评一次',
    note: '到期没开的要补上',
    begins: ['vc.assembly.min', 'vc.reps.per', 'vc.appraisal', 'residents.reps.per'],
  },
  { name: '选举和罢免', note: '选举只在线下用纸票进行', begins: ['vc.election', 'vc.recall', 'vc.proxy'] },
  { name: '集体资产和报告', note: '', begins: ['lease', 'rce.report', 'rce.nonmember', 'rce.proxy'] },
]

export type Group = { name: string; note: string; limits: Limit[] }

/** The limits of each body, then those that belong to none, by what they are about; one that is elsewhere is not repeated. */
export function groupsOf({ bodies, limits }: Law): Group[] {
  const find = (name: string) => limits.filter((limit) => limit.name === name)
  const used = new Set(bodies.flatMap((body) => body.limits))
  const rest = limits.filter(({ name }) => !used.has(name))
  return [
    ...bodies.map((body) => ({
      name: body.name,
      note: body.members,
      limits: body.limits.flatMap(find),
    })),
    ...OTHERS.map(({ name, note, begins }) => ({
      name,
      note,
      limits: rest.filter((limit) => begins.some((beginning) => limit.name.startsWith(beginning))),
    })),
  ].filter((group) => group.limits.length > 0)
}

const STATUS = { article: '', reading: '按条文推定', practice: '通行做法，条例原文没有核对' } as const

/** One rule; its article opens below it. */
export function Rule({ limit }: { limit: Limit }) {
  const { what, value, law, words, status, floor, source } = limit
  return (
    <li className="border-t border-line first:border-t-0">
      <details className="group">
        <summary className="flex min-h-[var(--rule-target,2.25rem)] cursor-pointer flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2 [&::-webkit-details-marker]:hidden">
          <span className="flex items-center gap-2">
            <Icon
              name="down"
              className="size-[1em] shrink-0 -rotate-90 text-ink-3 transition-transform group-open:rotate-0"
            />
            {what}
          </span>
          <span className="flex items-center gap-2">
            {source && (
              <span className="rounded-small bg-harvest-soft px-2 text-small text-harvest">比法律更严</span>
            )}
            <b>{value}</b>
          </span>
        </summary>
        <div className="grid gap-1 pb-3 pl-6">
          {source && (
            <p>
              这里按“{source}”定为{value}；法律要求的是{floor}。
            </p>
          )}
          <p className="text-ink-2">
            {law}：{words}
          </p>
          {STATUS[status] && <p className="text-small text-ink-3">{STATUS[status]}</p>}
        </div>
      </details>
    </li>
  )
}

/** Whether bodies met as often as they must. */
export function Rhythm({ rhythm }: { rhythm: Law['rhythm'] }) {
  return (
    <ul className="grid gap-2">
      {rhythm.map(({ limit, what, overdue, says, law }) => (
        <li key={limit} className="flex items-start gap-2">
          <Icon
            name={overdue ? 'warning' : 'check'}
            className={`mt-1 size-[1.2em] shrink-0 ${overdue ? 'text-wait' : 'text-done'}`}
          />
          <span>
            <b>{what}</b>：{says}
            <span className="block text-small text-ink-3">{law}</span>
          </span>
        </li>
      ))}
    </ul>
  )
}

/** Which edition of each law the figures are of. */
export const editionsOf = ({ laws }: Law): string =>
  laws
    .map(({ name, version, inForceOn }) => `《${name}》${version} 通过，${dateText(inForceOn)}起施行`)
    .join('；')
