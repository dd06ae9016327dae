import { Icon } from '#web/ui/icon.tsx'
import { Moment } from '#web/matters/desk-time.tsx'
import { stagesOf, type Draft, type Stage } from './desk-words.ts'

/** Where the version in hand stands, and whose turn it is. */
export function Strip({ draft }: { draft: Draft }) {
  const stages = stagesOf(draft)
  return (
    <ol aria-label="办到哪一步" className="flex min-w-0 flex-wrap gap-x-1 gap-y-2">
      {stages.map((stage, index) => (
        <li
          key={stage.name}
          className="flex items-center gap-1"
          aria-current={stage.isHere ? 'step' : undefined}
        >
          {index > 0 && <Icon name="forward" className="size-[1em] text-ink-3" />}
          <One stage={stage} />
        </li>
      ))}
    </ol>
  )
}

function One({ stage: { name, who, isDone, isHere, by, at } }: { stage: Stage }) {
  const look = isHere
    ? 'border-brand bg-brand-soft text-brand-deep'
    : isDone
      ? 'border-transparent bg-well text-ink'
      : 'border-transparent text-ink-3'
  return (
    <span className={`flex items-center gap-1.5 rounded-small border px-2.5 py-0.5 ${look}`}>
      {isDone && <Icon name="check" className="size-[1.1em] text-done" />}
      <span className="leading-tight">
        <b className={isHere || isDone ? '' : 'font-normal'}>{name}</b>
        <span className="block text-note">
          {isHere && `等${who}`}
          {isDone && by}
          {isDone && at && (
            <>
              {' '}
              <Moment at={at} />
            </>
          )}
          {!isHere && !isDone && who}
        </span>
      </span>
    </span>
  )
}
