import type { ReactNode } from 'react'
import { FOUR_TWO, type FourTwoStep } from '#practice/meetings/four-two.ts'
import { OPINION_KINDS } from '#practice/meetings/opinions.ts'
import { addressOf } from '#web/client/call.ts'
import { paths } from '#web/surfaces/desk/paths.ts'
import { Icon } from '#web/ui/icon.tsx'
import { Link } from '#web/ui/link.tsx'
import { OnDay } from '#web/ui/on-day.tsx'
import { dateText } from '#web/ui/when.ts'
import { linkable } from './closing.ts'
import { CloseStep } from './desk-close.tsx'
import { STEPS, type Proposal } from './words.ts'

/** The six steps in their order: what was recorded, who acts next and what is missing, and what waits behind it. */
export function Steps({ proposal }: { proposal: Proposal }) {
  return (
    <ol className="grid gap-3" aria-label="六步">
      {FOUR_TWO.map(({ id, name }, index) => (
        <Step key={id} n={index + 1} id={id} name={name} proposal={proposal} />
      ))}
    </ol>
  )
}

type Standing = 'closed' | 'next' | 'later'

const LOOKS: Readonly<Record<Standing, string>> = {
  closed: 'border-line bg-paper',
  next: 'border-brand bg-paper shadow-float',
  later: 'border-dashed border-edge bg-ground text-ink-2',
}

function Step({ n, id, name, proposal }: { n: number; id: FourTwoStep; name: string; proposal: Proposal }) {
  const record = proposal.steps.find((each) => each.n === n)
  const standing: Standing = record ? 'closed' : proposal.next?.id === id ? 'next' : 'later'
  const { who, asks, law } = STEPS[id]
  return (
    <li
      aria-current={standing === 'next' ? 'step' : undefined}
      className={`grid grid-cols-[2.5rem_minmax(0,1fr)] gap-3 rounded-card border p-4 ${LOOKS[standing]}`}
    >
      <Mark n={n} standing={standing} />
      <div className="grid gap-2">
        <h2 className="flex flex-wrap items-baseline gap-x-3">
          <b className="text-lead">{name}</b>
          <span className="text-small font-normal text-ink-2">{who}办</span>
        </h2>
        {record ? (
          <Recorded record={record} proposal={proposal} />
        ) : (
          <p className="text-ink-2">
            {asks}
            <span className="text-small text-ink-3">（{law}）</span>
          </p>
        )}
        <Hangs id={id} proposal={proposal} />
        {standing === 'next' && <Next id={id} proposal={proposal} />}
      </div>
    </li>
  )
}

function Mark({ n, standing }: { n: number; standing: Standing }) {
  const look = {
    closed: 'bg-brand text-on-brand',
    next: 'border-2 border-brand text-brand',
    later: 'border border-edge text-ink-3',
  }[standing]
  return (
    <span className={`grid size-9 place-items-center rounded-full font-bold ${look}`}>
      {standing === 'closed' ? <Icon name="check" className="size-5" /> : n}
      <span className="sr-only">{{ closed: '已办结', next: '该办这一步', later: '还没到' }[standing]}</span>
    </span>
  )
}

function Recorded({ record, proposal }: { record: Proposal['steps'][number]; proposal: Proposal }) {
  const { on, says, due, present, inFavour, ratio, townSigner, townPage, postedFrom, postedUntil } = record
  const { supervision, by } = record
  const held = proposal.motions.find(({ meeting }) => meeting === record.meeting)
  return (
    <div className="grid gap-1">
      {/* The proposal’s own words stand above already. */}
      {says !== proposal.words && <p className="whitespace-pre-line">{says}</p>}
      <ul className="flex flex-wrap gap-x-5 gap-y-1 text-ink-2">
        {due !== undefined && present !== undefined && (
          <li className="tabular-nums">
            应到 {due}，实到 {present}
            {ratio && `（${ratio}）`}
            {inFavour !== undefined && `，同意 ${inFavour}`}
          </li>
        )}
        {townSigner && <li>镇街签字：{townSigner}</li>}
        {townPage && (
          <li>
            <a
              href={addressOf('proposals.file', { params: { id: proposal.id, file: townPage }, query: {} })}
              target="_blank"
              rel="noreferrer"
              className="text-brand underline underline-offset-4"
            >
              看签了字的那一页
            </a>
          </li>
        )}
        {postedFrom && postedUntil && (
          <li className="tabular-nums">
            <OnDay day={postedFrom} />
            公布，挂到
            <OnDay day={postedUntil} />
          </li>
        )}
        {supervision && <li>监委会意见：{supervision}</li>}
      </ul>
      {held && <Way href={paths.meeting(held.meeting)}>看会议：{held.meetingTitle}</Way>}
      <p className="text-small text-ink-3">
        <OnDay day={on} />
        办结，{by} 记录
        {record.typed && '，按纸面会议记录录入'}
      </p>
    </div>
  )
}

/** What the last three steps hang on in other modules, with the way there. */
function Hangs({ id, proposal }: { id: FourTwoStep; proposal: Proposal }) {
  const { division, resolution, postings } = proposal
  if (id === 'resolve' && resolution)
    return <Way href={paths.resolution(resolution)}>看这项决议：任务、付款和结果都在那里</Way>
  const posting = id === 'publish' ? postings.decided : id === 'publish-result' ? postings.result : undefined
  if (!posting) return null
  const { publishedOn, until, dueOn, id: publication, address } = posting
  const says = publishedOn
    ? `${dateText(publishedOn)}已公布${until ? `，挂到${dateText(until)}` : ''}`
    : `${dateText(dueOn)}前公布${publication ? '，正在起草' : '，还没有起草'}`
  return (
    <Way href={publication ? paths.publication(publication) : paths.duty({ division, dueOn, ...address })}>
      村务公开：{says}
    </Way>
  )
}

function Way({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} className="flex items-center gap-1 text-brand underline underline-offset-4">
      {children}
      <Icon name="forward" className="size-[1em]" />
    </Link>
  )
}

/** What is missing for the next step, in words; then its form for whoever keeps the village's record. */
function Next({ id, proposal }: { id: FourTwoStep; proposal: Proposal }) {
  const missing = missingFor(id, proposal)
  return (
    <div className="grid gap-3 border-t border-line pt-3">
      {missing.length > 0 && (
        <ul aria-label="还缺什么" className="grid gap-1">
          {missing.map((says) => (
            <li key={says} className="flex items-start gap-2 text-wait">
              <Icon name="warning" className="mt-0.5 size-[1.1em] shrink-0" />
              {says}
            </li>
          ))}
        </ul>
      )}
      {proposal.keeps && <Call id={id} proposal={proposal} />}
      {proposal.keeps ? (
        <CloseStep proposal={proposal} step={id} blocked={missing.length > 0} />
      ) : (
        <p className="text-ink-2">由本村党组织书记、村委会主任记录这一步。</p>
      )}
    </div>
  )
}

/** The way to the meeting this step needs, while none of this program has dealt with it. */
function Call({ id, proposal }: { id: FourTwoStep; proposal: Proposal }) {
  const says = { consult: '召集“两委”联席会议', review: '召集党员大会', resolve: '提交会议表决' } as const
  if (id !== 'consult' && id !== 'review' && id !== 'resolve') return null
  return linkable(id, proposal).length > 0 ? null : <Way href={paths.newMeeting(proposal.id)}>{says[id]}</Way>
}

/** What has to happen before this step can be closed at all. */
function missingFor(id: FourTwoStep, proposal: Proposal): string[] {
  const { missing, opinionRule, deciders, postings } = proposal
  if (id === 'resolve')
    return [
      ...(missing.length > 0
        ? [
            `还缺${missing.map((kind) => OPINION_KINDS[kind]).join('、')}，没有就不能表决（${opinionRule?.source ?? ''}）`,
          ]
        : []),
      ...(linkable(id, proposal).length > 0
        ? []
        : [`还没有通过的表决。${deciders ?? '请提交有权决定的会议'}`]),
    ]
  const posting = id === 'publish' ? postings.decided : id === 'publish-result' ? postings.result : undefined
  if (id === 'publish')
    return posting?.publishedOn ? [] : ['决议还没有公布，请先在村务公开里起草、审定、公布']
  if (id === 'publish-result')
    return posting
      ? posting.publishedOn
        ? []
        : ['实施结果还没有公布，请先在村务公开里公布']
      : ['任务还没有全部办结。决议里的任务都办结以后，公布结果的事项会自己开出来']
  return []
}
