import { Button, Input } from 'antd'
import { useState } from 'react'
import { newKey, type Output } from '#web/client/call.ts'
import { useChange } from '#web/client/queries.ts'
import { Day } from '#web/matters/desk-time.tsx'
import { StateBadge } from '#web/ui/state-badge.tsx'

export type Topic = Output<'agenda.village'>['topics'][number]

export const TONES = { raised: 'wait', collected: 'move', declined: 'late', settled: 'done' } as const

/** A topic and, for the supervisors, what becomes of it. */
export function TopicRow({ topic, collects }: { topic: Topic; collects: boolean }) {
  const { id, title, words, by, at, state, stateName, reason } = topic
  const sift = useChange('agenda.sift', ['agenda.village'])
  const [refusing, setRefusing] = useState(false)
  const [why, setWhy] = useState('')
  const send = (take: boolean) =>
    sift.mutate({ input: { params: { id }, body: { take, ...(take ? {} : { reason: why }) } } })
  return (
    <li className="grid gap-2 py-3">
      <div className="flex items-baseline gap-3">
        <b className="flex-1">{title}</b>
        <StateBadge state={TONES[state]}>{stateName}</StateBadge>
      </div>
      {words && <p className="break-words whitespace-pre-line">{words}</p>}
      <p className="text-small text-ink-2">
        {by}提出 · <Day at={at} />
        {reason && `　没有列入：${reason}`}
      </p>
      {collects && state === 'raised' && (
        <div className="flex gap-2">
          <Button size="small" type="primary" loading={sift.isPending} onClick={() => send(true)}>
            列入议题
          </Button>
          <Button size="small" onClick={() => setRefusing(!refusing)}>
            不列入
          </Button>
        </div>
      )}
      {refusing && state === 'raised' && (
        <div className="flex gap-2">
          <Input
            autoFocus
            aria-label="为什么不列入"
            placeholder="为什么不列入，会告诉提的人"
            maxLength={300}
            value={why}
            onChange={({ target }) => setWhy(target.value)}
          />
          <Button loading={sift.isPending} onClick={() => send(false)}>
            不列入
          </Button>
        </div>
      )}
      {sift.error && (
        <p role="alert" className="text-small text-late">
          {sift.error.message}
        </p>
      )}
    </li>
  )
}

/** Whoever is of the village raises one; of a supervisor it is taken at once. */
export function RaiseTopic() {
  const raise = useChange('agenda.raise', ['agenda.village'])
  const [key, setKey] = useState(newKey)
  const [title, setTitle] = useState('')
  const [words, setWords] = useState('')
  const send = () =>
    raise.mutate(
      { input: { body: { title, words } }, key },
      {
        onSuccess: () => {
          setTitle('')
          setWords('')
          setKey(newKey())
        },
      },
    )
  return (
    <div className="grid gap-2 rounded-small bg-ground p-4">
      <Input
        aria-label="要议什么"
        placeholder="要议什么，一句话"
        maxLength={60}
        value={title}
        onChange={({ target }) => setTitle(target.value)}
      />
      <Input.TextArea
        aria-label="说明"
        placeholder="为什么要议、怎么来的（可以不写）"
        autoSize={{ minRows: 2, maxRows: 6 }}
        maxLength={1000}
        value={words}
        onChange={({ target }) => setWords(target.value)}
      />
      <div className="flex items-center gap-3">
        <Button loading={raise.isPending} onClick={send}>
          加一个议题
        </Button>
        {raise.error && (
          <span role="alert" className="text-small text-late">
            {raise.error.message}
          </span>
        )}
      </div>
    </div>
  )
}
