import { Icon } from '#web/ui/icon.tsx'
import { enteredText, type Motion } from './words.ts'

/** How it came out: votes, then the arithmetic line by line with its article, then the sentence. */
export function VerdictPart({ motion }: { motion: Motion }) {
  const { verdict, counts, entered, awaits } = motion
  if (!verdict) return null
  const byOthers = enteredText(entered)
  const { passed, valid, lines, says, consultation } = verdict
  const [icon, look] = consultation
    ? (['speak', 'bg-move-soft text-move'] as const)
    : passed
      ? (['check', 'bg-done-soft text-done'] as const)
      : (['close', 'bg-wait-soft text-wait'] as const)
  return (
    <section aria-label="表决结果" className="grid gap-3">
      <p className={`flex items-center gap-2 rounded-card px-4 py-3 ${look}`}>
        <Icon name={icon} className="size-6" />
        <b className="text-lead">
          {consultation ? '征求意见的情况' : passed ? '通过' : valid ? '没有通过' : '人数不够，不能作决定'}
        </b>
      </p>
      {counts && valid && <Counts counts={counts} />}
      {counts && consultation && <Counts counts={counts} />}
      {byOthers && <p className="text-ink-2">{byOthers}</p>}
      {awaits && (
        <p className="flex items-start gap-2 rounded-card bg-wait-soft px-4 py-3 text-wait">
          <Icon name="wait" className="mt-0.5 size-5" />
          {awaits}
        </p>
      )}
      {lines.length > 0 && (
        <ol aria-label="怎么算的" className="grid gap-2">
          {lines.map((line) => (
            <li
              key={line.limit}
              className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2 rounded-card border border-line px-4 py-3"
            >
              <Icon
                name={line.holds ? 'check' : 'close'}
                label={line.holds ? '够' : '不够'}
                className={`mt-1 size-5 ${line.holds ? 'text-done' : 'text-late'}`}
              />
              <span>
                {line.says}
                <span className="block text-small text-ink-3">{line.law}</span>
              </span>
            </li>
          ))}
        </ol>
      )}
      {!passed && <p className="text-ink-2">{says}</p>}
    </section>
  )
}

function Counts({ counts }: { counts: NonNullable<Motion['counts']> }) {
  const { inFavour, against, abstained } = counts
  return (
    <dl className="grid grid-cols-3 divide-x divide-line rounded-card border border-line py-2 text-center">
      {[
        ['同意', inFavour],
        ['反对', against],
        ['弃权', abstained],
      ].map(([name, count]) => (
        <div key={name} className="grid">
          <dt className="text-small text-ink-2">{name}</dt>
          <dd className="font-numerals text-title font-bold tabular-nums">{count}</dd>
        </div>
      ))}
    </dl>
  )
}
