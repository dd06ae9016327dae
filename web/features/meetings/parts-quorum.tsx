import { Icon } from '#web/ui/icon.tsx'
import { handedText, type Meeting } from './words.ts'

/** How many came, of whom, and how many more are needed: the number everybody in the hall waits for. */
export function QuorumPart({ meeting }: { meeting: Meeting }) {
  const { quorum, state } = meeting
  const { due, present, needed, unit, says, representatives, women } = quorum
  if (state === 'drafted') return <p className="text-ink-2">{says}</p>
  const share = due === 0 ? 0 : Math.min(100, (present / due) * 100)
  const isOver = state !== 'noticed' && state !== 'open'
  return (
    <div className="grid gap-2">
      <p className="flex items-baseline gap-2">
        <b className="font-numerals text-display tabular-nums">{present}</b>
        <span className="text-ink-2">
          / 应到 {due} {unit}
        </span>
      </p>
      <div aria-hidden="true" className="h-2 overflow-hidden rounded-full bg-well">
        <div
          className={`h-full rounded-full ${needed > 0 ? 'bg-wait' : 'bg-brand'}`}
          style={{ width: `${share}%` }}
        />
      </div>
      <p
        role="status"
        className={`flex items-center gap-1.5 font-bold ${needed > 0 ? 'text-wait' : 'text-brand'}`}
      >
        <Icon name={needed > 0 ? 'wait' : 'check'} className="size-5" />
        {needed > 0
          ? isOver
            ? `少 ${needed} ${unit}，没有够法定人数`
            : `还差 ${needed} ${unit}才能表决`
          : isOver
            ? '够法定人数'
            : '够法定人数，可以表决'}
      </p>
      <p className="text-small text-ink-2">
        {[
          says,
          representatives && `其中代表 ${representatives.present} / ${representatives.due}`,
          women.due > 0 && `妇女 ${women.present} / ${women.due}`,
          handedText(quorum),
        ]
          .filter(Boolean)
          .join('；')}
      </p>
    </div>
  )
}
