import { Button, Select } from 'antd'
import { useState } from 'react'
import { useCall } from '#web/client/queries.ts'
import type { OnChange } from './desk-sentence.tsx'
import { textOf, type Brief } from './words.ts'

/** What the areas below have sent for the same week; a sentence is taken over with its source, never typed again. */
export function BelowSentences({
  brief,
  busy,
  onChange,
}: {
  brief: Brief
  busy: boolean
  onChange: OnChange
}) {
  const { data: weeks } = useCall('briefs.list', { query: { week: brief.weekOn } })
  const [chosen, setChosen] = useState<string>()
  const sent = (weeks?.below ?? []).flatMap(({ name, brief: theirs }) =>
    theirs?.state === 'sent' ? [{ value: theirs.id, label: name }] : [],
  )
  if (!weeks || weeks.below.length === 0) return null
  const id = chosen ?? sent[0]?.value
  return (
    <section aria-label="下级简报" className="grid gap-2">
      <h2 className="font-bold">
        下级简报{' '}
        <span className="font-normal text-ink-2">
          收到 {sent.length} / {weeks.below.length}
        </span>
      </h2>
      {id === undefined ? (
        <p className="text-ink-2">这一周还没有下级报来的简报。报来以后，可以把其中的话采用到这里。</p>
      ) : (
        <>
          <Select aria-label="看哪一份" value={id} options={sent} onChange={setChosen} />
          <Sentences id={id} into={brief} busy={busy} onChange={onChange} />
        </>
      )}
    </section>
  )
}

function Sentences({
  id,
  into,
  busy,
  onChange,
}: {
  id: string
  into: Brief
  busy: boolean
  onChange: OnChange
}) {
  const { data: theirs, error } = useCall('briefs.show', { params: { id } })
  if (error) return <p className="text-late">{error.message}</p>
  if (!theirs) return <p className="text-ink-2">正在读取</p>
  const ours = [...into.sections.flatMap(({ sentences }) => sentences), ...into.removed]
  const isTaken = (sentence: string) =>
    ours.some(({ from }) => from?.brief === id && from.sentence === sentence)
  return theirs.sections
    .filter(({ sentences }) => sentences.length > 0)
    .map(({ id: section, name, sentences }) => (
      <div key={section}>
        <h3 className="pt-1 text-small text-ink-2">{name}</h3>
        <ul>
          {sentences.map((sentence) => (
            <li
              key={sentence.id}
              className="flex items-start gap-2 border-b border-line py-1.5 last:border-0"
            >
              <span className="flex-1">{textOf(sentence)}</span>
              <Button
                size="small"
                disabled={busy || isTaken(sentence.id)}
                aria-label={`采用：${textOf(sentence)}`}
                onClick={() => onChange({ kind: 'take', brief: id, sentence: sentence.id })}
              >
                {isTaken(sentence.id) ? '已采用' : '采用'}
              </Button>
            </li>
          ))}
        </ul>
      </div>
    ))
}
