import { fieldsOf, type AnyFlow } from '#practice/kit/index.ts'
import { Timeline, type TimelineEntry } from '#web/ui/timeline.tsx'
import { answerText, type Reference } from './desk-reference.ts'
import type { Detail } from './desk-words.ts'
import { picturesIn } from './pictures.ts'

/** Answers as label and words, one to a line; pictures are left to the caller. */
export function Answers({
  flow,
  answers,
  reference,
}: {
  flow: AnyFlow
  answers: Detail['answers']
  reference: Reference
}) {
  const fields = fieldsOf(flow)
  const said = Object.entries(answers).flatMap(([key, value]) => {
    const field = fields[key]
    return field && field.kind !== 'photos' ? [{ key, field, value }] : []
  })
  if (said.length === 0) return null
  return (
    <dl className="grid grid-cols-[max-content_1fr] gap-x-3 gap-y-0.5">
      {said.map(({ key, field, value }) => (
        <div key={key} className="contents">
          <dt className="text-ink-3">{field.label}</dt>
          <dd className="max-w-[34em] whitespace-pre-wrap">{answerText(field, value, reference)}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Who did what and when, newest first. */
export function DeskHistory({
  flow,
  entries,
  reference,
}: {
  flow: AnyFlow
  entries: Detail['entries']
  reference: Reference
}) {
  const first = Math.min(...entries.map(({ seq }) => seq))
  const shown = entries.map(({ seq, by, at, name, action, answers }): TimelineEntry => ({
    id: String(seq),
    who: by,
    at,
    what: name,
    // What it was opened with stands above, as it is now.
    ...(seq === first
      ? {}
      : {
          text: <Answers flow={flow} answers={answers} reference={reference} />,
          photos: picturesIn(flow, answers),
        }),
    ...(action === 'overdue' || action === 'contact-late' ? { state: 'late' as const } : {}),
    ...(action === 'warn' ? { state: 'wait' as const } : {}),
  }))
  return <Timeline entries={shown} />
}
