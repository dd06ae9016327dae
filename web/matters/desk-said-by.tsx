import { Moment } from './desk-time.tsx'

/** Who did something, as what, and when, in a column of a table. */
export function SaidBy({ by, title, at }: { by: string; title: string | undefined; at: string }) {
  return (
    <span className="grid">
      <b>{by}</b>
      <span className="text-small text-ink-2">{title}</span>
      <span className="text-small text-ink-3">
        <Moment at={at} />
      </span>
    </span>
  )
}
