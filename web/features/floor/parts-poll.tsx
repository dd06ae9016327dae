import type { Output } from '#web/client/call.ts'

export type Floor = Output<'floor.show'>
export type Poll = Floor['polls'][number]
export type Request = Floor['requests'][number]

/** What was chosen how often, as bars with their numbers; of so many answers, and that it decides nothing. */
export function PollBars({ poll }: { poll: Poll }) {
  const { options, answered, says, mine } = poll
  return (
    <div className="grid gap-2">
      <ul className="grid gap-2">
        {options.map(({ text, count }, index) => (
          <li key={text} className="grid gap-1">
            <span className="flex justify-between gap-3">
              <span>
                {text}
                {mine === index && <b className="text-brand">（您选的）</b>}
              </span>
              <b className="tabular-nums">{count}</b>
            </span>
            <span aria-hidden="true" className="block h-2 overflow-hidden rounded-full bg-well">
              <span
                className="block h-full rounded-full bg-brand"
                style={{ width: `${answered === 0 ? 0 : (count / answered) * 100}%` }}
              />
            </span>
          </li>
        ))}
      </ul>
      <p className="text-small text-ink-2">
        {answered} 人回答。{says}
      </p>
    </div>
  )
}
