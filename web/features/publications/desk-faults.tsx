import { stops, type Fault } from '#practice/disclosure/checks.ts'
import { Icon } from '#web/ui/icon.tsx'
import { placeKey, type CellFaults } from './desk-grid.tsx'
import { count } from './desk-words.ts'

/** More than a screen of them is not read; the rest comes when these are mended. */
const SHOWN = 40

/** What stops the submission, each a way to its cell; and apart from it what is masked by itself. */
export function Faults({ faults, onJump }: { faults: readonly Fault[]; onJump: (fault: Fault) => void }) {
  const wrong = stops(faults)
  const warned = faults.filter(({ warning }) => warning)
  return (
    <section aria-label="要改的地方" className="grid gap-2">
      <h2 className="font-bold">
        {wrong.length === 0 ? (
          <span className="text-done">
            <Icon name="check" className="mr-1 size-[1.1em]" />
            没有要改的
          </span>
        ) : (
          <span className="text-late">还有 {count(wrong.length)} 处要改</span>
        )}
      </h2>
      <List faults={wrong} className="text-late" onJump={onJump} />
      {warned.length > 0 && (
        <>
          <h3 className="pt-1 text-small font-bold text-wait">请看一眼（不影响提交）</h3>
          <List faults={warned} className="text-wait" onJump={onJump} />
        </>
      )}
    </section>
  )
}

function List({
  faults,
  className,
  onJump,
}: {
  faults: readonly Fault[]
  className: string
  onJump: (fault: Fault) => void
}) {
  return (
    <ul className="grid gap-1 text-small">
      {faults.slice(0, SHOWN).map((fault, index) => (
        <li key={index}>
          {lineOf(fault) === undefined ? (
            <p className="flex gap-1.5 px-1">
              <Icon name="warning" className={`mt-1 size-[1em] ${className}`} />
              {fault.sentence}
            </p>
          ) : (
            <button
              type="button"
              className="flex w-full gap-1.5 rounded-small px-1 text-left hover:bg-well"
              onClick={() => onJump(fault)}
            >
              <Icon name="warning" className={`mt-1 size-[1em] ${className}`} />
              <span>{fault.sentence}</span>
            </button>
          )}
        </li>
      ))}
      {faults.length > SHOWN && (
        <li className="px-1 text-ink-2">还有 {faults.length - SHOWN} 处，改完这些再看</li>
      )}
    </ul>
  )
}

/** The line a fault is about, from 1: its own, or the first one its sentence names (“第 3、4 行”). */
export function lineOf({ row, sentence }: Fault): number | undefined {
  if (row !== undefined) return row
  const named = /第 (\d+)(?:、\d+)* 行/.exec(sentence)?.[1]
  return named === undefined ? undefined : Number(named)
}

/** Faults by the cell they are about, or warnings. */
export function byCell(faults: readonly Fault[], kind: 'fault' | 'warning'): CellFaults {
  const found = new Map<string, string>()
  for (const { row, column, sentence, warning } of faults)
    if (row !== undefined && column !== undefined && (warning === true) === (kind === 'warning'))
      found.set(placeKey(row - 1, column), sentence)
  return found
}
