import { useEffect, type ReactNode } from 'react'
import { may } from '#contract/roles.ts'
import { yuan } from '#practice/disclosure/money.ts'
import type { Output } from '#web/client/call.ts'
import { useCall } from '#web/client/queries.ts'
import { actingPost, useMe } from '#web/client/session.ts'
import { Trouble, Waiting } from '#web/matters/desk-state.tsx'
import { paths } from '#web/surfaces/desk/paths.ts'
import { shareText } from '#web/ui/figure.tsx'
import { Link } from '#web/ui/link.tsx'
import { useNow } from '#web/ui/use-now.ts'
import { momentText } from '#web/ui/when.ts'
import { dateText } from '#web/ui/when.ts'
import { useToday } from './desk-day-of.ts'
import { Hot } from './desk-table.tsx'
import { isMuchOther } from './desk-watch-rows.ts'
import { dayWords, remainsText, stageOf } from './desk-words.ts'

type Records = Output<'disclosure.records'>
// Underlined always: in a sentence colour alone tells nobody that it leads somewhere.
const linked = 'text-brand underline underline-offset-4'

/** One village of the watch: the records behind each of its numbers. */
export function WatchVillage({ village }: { village: string }) {
  const { data, error, refetch } = useCall('disclosure.records', { params: { division: village }, query: {} })
  useEffect(() => {
    // The number that was tapped names its section; it is there once the records are.
    if (data && location.hash) document.querySelector(location.hash)?.scrollIntoView()
  }, [data])
  if (!data) return error ? <Trouble error={error} onRetry={() => void refetch()} /> : <Waiting />
  return (
    <div className="h-full overflow-y-auto bg-paper">
      <div className="mx-auto grid max-w-[64rem] gap-8 px-6 py-6">
        <header className="flex items-baseline gap-4">
          <h1 className="text-title font-bold">
            {data.townName} {data.name}
          </h1>
          <span className="flex-1" />
          <Link href={paths.disclosureYear({ village })} className={linked}>
            看全年的公开
          </Link>
          <Link href={paths.disclosureWatch({ under: village.slice(0, 9) })} className={linked}>
            回到{data.townName}各村
          </Link>
        </header>
        <LateDuties village={village} />
        <Questions questions={data.questions} />
        <Part id="owed" title="数字有误、应更正" n={data.owed.length} none="没有欠着的更正。">
          {data.owed.map(({ publication, title, postedFrom }) => (
            <Line key={publication} aside={`${postedFrom} 公布`}>
              <Link href={paths.publication(publication)} className={linked}>
                {title}
              </Link>
            </Line>
          ))}
        </Part>
        <Money money={data.money} from={data.from} to={data.to} />
        <Reminders village={village} reminders={data.reminders} />
      </div>
    </div>
  )
}

function LateDuties({ village }: { village: string }) {
  const today = useToday()
  const { data } = useCall('disclosure.duties', { query: { under: village, count: 'late' } })
  return (
    <Part id="late" title="逾期的公开" n={data?.total} none="没有逾期的。">
      {data?.rows.map((row) => (
        <Line
          key={`${row.item} ${row.period} ${row.n}`}
          aside={<span className="text-late">{remainsText(row.dueOn, today)}</span>}
        >
          <Link href={paths.duty(row)} className={linked}>
            {row.name}
          </Link>{' '}
          <span className="text-ink-2">
            {row.periodName}，{dayWords(row.dueOn, today)}到期，{stageOf(row)}
          </span>
          {row.hot && <Hot />}
        </Line>
      ))}
    </Part>
  )
}

function Questions({ questions }: { questions: Records['questions'] }) {
  const now = useNow()
  const sees = may(actingPost(useMe()), 'matters.area')
  return (
    <Part id="questions" title="待答复的质询" n={questions.length} none="没有等着答复的质询。">
      {questions.map(({ matter, publication, title, words, stageName, askedAt, late }) => (
        <Line
          key={matter}
          aside={
            <span className={late ? 'text-late' : 'text-ink-2'}>
              {stageName}
              {late && '，已超期'}
            </span>
          }
        >
          <span className="font-bold">“{words}”</span>
          <span className="block text-small text-ink-2">
            问的是{' '}
            {publication ? (
              <Link href={paths.publication(publication)} className={linked}>
                {title}
              </Link>
            ) : (
              title
            )}
            ，{momentText(askedAt, now)} 提出
            {sees && (
              <>
                {' · '}
                <Link href={paths.matter(matter)} className={linked}>
                  看办理经过
                </Link>
              </>
            )}
          </span>
        </Line>
      ))}
    </Part>
  )
}

function Money({ money, from, to }: { money: Records['money']; from: string; to: string }) {
  return (
    <Part
      id="money"
      title={`公开的金额里的“其他”（${dateText(from)}至${dateText(to)}）`}
      n={money.length}
      none="这段时间没有公开过带金额的内容。"
    >
      {money.map(({ publication, title, moneyFen, otherFen }) => (
        <Line
          key={publication}
          aside={
            <span className="tabular-nums">
              {yuan(otherFen)} / {yuan(moneyFen)} 元{' '}
              <b className={isMuchOther({ otherFen, moneyFen }) ? 'text-late' : ''}>
                {shareText(otherFen, moneyFen)}
              </b>
            </span>
          }
        >
          <Link href={paths.publication(publication)} className={linked}>
            {title}
          </Link>
        </Line>
      ))}
    </Part>
  )
}

function Reminders({ village, reminders }: { village: string; reminders: Records['reminders'] }) {
  const now = useNow()
  return (
    <Part id="reminders" title="催报" n={reminders.length} none="这段时间没有催过。">
      {reminders.map(({ item, period, n, name, periodName, dueOn, kind, at }) => (
        <Line key={`${item} ${period} ${n} ${kind}`} aside={momentText(at, now)}>
          <span className={kind === 'late' ? 'text-late' : 'text-wait'}>
            {kind === 'late' ? '逾期' : '快到期'}
          </span>{' '}
          <Link href={paths.duty({ division: village, item, period, n, dueOn })} className={linked}>
            {name}
          </Link>{' '}
          <span className="text-ink-2">{periodName}</span>
        </Line>
      ))}
    </Part>
  )
}

function Part({
  id,
  title,
  n,
  none,
  children,
}: {
  id: string
  title: string
  /** Undefined while it is being read. */
  n: number | undefined
  none: string
  children: ReactNode
}) {
  return (
    <section aria-labelledby={`${id}-title`} id={id} className="grid gap-2 scroll-mt-4">
      <h2 id={`${id}-title`} className="font-bold">
        {title} {n !== undefined && <span className="font-normal text-ink-2 tabular-nums">{n}</span>}
      </h2>
      {n === 0 ? (
        <p className="text-ink-2">{none}</p>
      ) : (
        <ul className="divide-y divide-line rounded-card border border-line">{children}</ul>
      )}
    </section>
  )
}

function Line({ aside, children }: { aside: ReactNode; children: ReactNode }) {
  return (
    <li className="flex items-baseline gap-4 px-4 py-2.5">
      <span className="min-w-0 flex-1">{children}</span>
      <span className="shrink-0 text-small text-ink-2">{aside}</span>
    </li>
  )
}
