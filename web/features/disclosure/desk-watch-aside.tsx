import { KIND_NAMES } from '#practice/disclosure/item.ts'
import { paths } from '#web/surfaces/desk/paths.ts'
import { Link } from '#web/ui/link.tsx'
import { useNow } from '#web/ui/use-now.ts'
import { momentText } from '#web/ui/when.ts'
import type { Watch } from './desk-words.ts'

type Class = Watch['classes'][number]

/** The county's headings in their order: what of each is up, what is late. */
export function Classes({ classes, under }: { classes: readonly Class[]; under: string | undefined }) {
  const owed = classes.filter(({ due }) => due > 0)
  const quiet = classes.filter(({ due }) => due === 0)
  return (
    <section aria-labelledby="classes" className="grid gap-3">
      <h2 id="classes" className="font-bold">
        按类别
      </h2>
      {owed.length === 0 && <p className="text-ink-2">还没有一类到期。</p>}
      <ul className="grid gap-3">
        {owed.map((each) => (
          <ClassBar key={each.class} row={each} under={under} />
        ))}
      </ul>
      {quiet.length > 0 && owed.length > 0 && (
        <p className="text-small text-ink-3">还没有到期的：{quiet.map((each) => each.class).join('、')}</p>
      )}
    </section>
  )
}

/** Small figures beside each other are still large enough to be hit (WCAG 2.5.8). */
const target = 'inline-block min-h-6 min-w-6 px-1 text-right leading-6 hover:underline'

function ClassBar({ row, under }: { row: Class; under: string | undefined }) {
  const to = (count: string) =>
    paths.disclosureDuties({ ...(under ? { under } : {}), count, class: row.class })
  const part = (n: number) => ({ width: `${(n / row.due) * 100}%` })
  return (
    <li className="grid gap-1">
      <span className="flex items-baseline justify-between gap-2">
        <Link
          href={to('due')}
          className="min-h-6 truncate leading-6 hover:text-brand"
          title={KIND_NAMES[row.kind]}
        >
          {row.class}
        </Link>
        <span className="shrink-0 text-small text-ink-2 tabular-nums">
          {row.late > 0 && (
            <Link href={to('late')} className={`${target} text-late`}>
              逾期 {row.late}
            </Link>
          )}
          <Link href={to('published')} className={target}>
            {row.published} / {row.due}
          </Link>
        </span>
      </span>
      <span aria-hidden="true" className="flex h-1.5 overflow-hidden rounded-small bg-line">
        <span className="bg-brand" style={part(row.published)} />
        <span className="bg-late" style={part(row.late)} />
      </span>
    </li>
  )
}

/** Who was reminded last, by village; people are never named here. */
export function LastReminders({ reminders }: { reminders: Watch['lastReminders'] }) {
  const now = useNow()
  return (
    <section aria-labelledby="reminders" className="grid gap-2">
      <h2 id="reminders" className="font-bold">
        最近催报
      </h2>
      {reminders.length === 0 && (
        <p className="text-ink-2">还没有催报过。到期前三天和逾期后，系统各提醒一次。</p>
      )}
      <ul className="grid gap-2">
        {reminders.map(({ division, name, kind, n, at }) => (
          <li key={`${division} ${kind} ${at}`} className="flex items-baseline justify-between gap-3">
            <Link href={paths.disclosureVillage(division, 'reminders')} className="min-w-0 hover:text-brand">
              {name}{' '}
              <span className={kind === 'late' ? 'text-late' : 'text-wait'}>
                {n} 项{kind === 'late' ? '逾期' : '三天内到期'}
              </span>
            </Link>
            <time dateTime={at} className="shrink-0 text-small text-ink-3">
              {momentText(at, now)}
            </time>
          </li>
        ))}
      </ul>
    </section>
  )
}
