import { Button, Input, Segmented } from 'antd'
import { useState } from 'react'
import { newKey } from '#web/client/call.ts'
import { useCall, useChange } from '#web/client/queries.ts'
import { Moment } from '#web/matters/desk-time.tsx'
import { Icon } from '#web/ui/icon.tsx'
import { Polls } from './desk-polls.tsx'
import type { Floor, Request } from './parts-poll.tsx'

/** Who wants to speak and what is asked, for whoever chairs; polls below. Nothing of it before the meeting begins. */
export function FloorDesk({ meeting }: { meeting: string }) {
  const { data } = useCall('floor.show', { params: { id: meeting } })
  if (!data) return null
  const isOpen = data.refused === undefined || data.refused.includes('条在等')
  if (!isOpen && data.requests.length === 0 && data.polls.length === 0) return null
  const waiting = data.requests.filter(({ state }) => state === 'waiting' || state === 'taken')
  const over = data.requests.filter(({ state }) => state === 'done' || state === 'struck')
  return (
    <section aria-labelledby="floor" className="grid gap-4 rounded-card border border-line bg-paper p-5">
      <div className="flex items-baseline gap-3">
        <h2 id="floor" className="flex-1 font-bold">
          发言和提问
        </h2>
        <span className="text-small text-ink-2">
          {waiting.length > 0 ? `${waiting.length} 条在等` : '手机上提的会自己出现'}
        </span>
      </div>
      {waiting.length > 0 && (
        <ol className="grid divide-y divide-line">
          {waiting.map((request) => (
            <Waiting key={request.id} request={request} keeps={data.keeps} />
          ))}
        </ol>
      )}
      {data.keeps && isOpen && <NoteOne meeting={meeting} />}
      <Polls meeting={meeting} floor={data} mayOpen={data.keeps && isOpen} />
      {over.length > 0 && <Over requests={over} />}
    </section>
  )
}

function Waiting({ request, keeps }: { request: Request; keeps: boolean }) {
  const { kind, name, words, via, enteredBy, state, askedAt } = request
  const isTaken = state === 'taken'
  return (
    <li className={`grid gap-2 py-3 ${isTaken ? '-mx-3 rounded-small bg-brand-soft px-3' : ''}`}>
      <p className="flex items-baseline gap-2">
        <b>{name}</b>
        <span className="text-small text-ink-2">
          {kind === 'speak' ? '要求发言' : '提问'} ·{' '}
          {via === 'phone' ? '手机' : `会场，${enteredBy ?? ''}代录`} · <Moment at={askedAt} />
        </span>
        {isTaken && <b className="text-brand">{kind === 'speak' ? '正在发言' : '正在答复'}</b>}
      </p>
      {words && <p className="break-words">{words}</p>}
      {keeps && <Deeds request={request} />}
    </li>
  )
}

/** What the chair does with one: gives it the floor, notes the answer, strikes it with a reason. */
function Deeds({ request: { id, kind, state } }: { request: Request }) {
  const handle = useChange('floor.handle', ['floor.show', 'meetings.show'])
  const [writing, setWriting] = useState<'answer' | 'reason'>()
  const send = (action: 'take' | 'finish' | 'strike', more: object = {}) =>
    handle.mutate({ input: { params: { id }, body: { action, ...more } } })
  const isTaken = state === 'taken'
  return (
    <>
      <div className="flex flex-wrap gap-2">
        {!isTaken && (
          <Button size="small" type="primary" loading={handle.isPending} onClick={() => send('take')}>
            {kind === 'speak' ? '请发言' : '念这个问题'}
          </Button>
        )}
        {kind === 'speak' && isTaken && (
          <Button size="small" onClick={() => send('finish')}>
            发言结束
          </Button>
        )}
        {kind === 'ask' && (
          <Button size="small" onClick={() => setWriting('answer')}>
            答复
          </Button>
        )}
        <Button size="small" type="text" onClick={() => setWriting('reason')}>
          划去
        </Button>
      </div>
      {writing && (
        <Words
          key={writing}
          what={writing}
          busy={handle.isPending}
          onSend={(words) =>
            writing === 'answer' ? send('finish', { answer: words }) : send('strike', { reason: words })
          }
        />
      )}
      {handle.error && (
        <p role="alert" className="text-small text-late">
          {handle.error.message}
        </p>
      )}
    </>
  )
}

const WORDS = {
  answer: { label: '怎么答复的', hint: '怎么答复的，会记进会议记录', does: '记下答复', most: 1000 },
  reason: { label: '为什么划去', hint: '为什么划去，提问的人看得到', does: '划去', most: 200 },
} as const

function Words({
  what,
  busy,
  onSend,
}: {
  what: keyof typeof WORDS
  busy: boolean
  onSend: (words: string) => void
}) {
  const [words, setWords] = useState('')
  const { label, hint, does, most } = WORDS[what]
  return (
    <div className="flex items-start gap-2">
      <Input.TextArea
        autoFocus
        autoSize
        aria-label={label}
        placeholder={hint}
        value={words}
        maxLength={most}
        onChange={({ target }) => setWords(target.value)}
      />
      <Button type="primary" loading={busy} onClick={() => onSend(words)}>
        {does}
      </Button>
    </div>
  )
}

/** Somebody in the hall raises a hand; no telephone is needed. */
function NoteOne({ meeting }: { meeting: string }) {
  const ask = useChange('floor.ask', ['floor.show'])
  const [key, setKey] = useState(newKey)
  const [kind, setKind] = useState<'speak' | 'ask'>('speak')
  const [name, setName] = useState('')
  const [words, setWords] = useState('')
  const add = () =>
    ask.mutate(
      { input: { params: { id: meeting }, body: { kind, words, name } }, key },
      {
        onSuccess: () => {
          setName('')
          setWords('')
          setKey(newKey())
        },
      },
    )
  return (
    <div className="grid gap-2 border-t border-line pt-4">
      <p className="text-small text-ink-2">会场里举手的，记在这里，和手机上的排在一起</p>
      <div className="flex gap-2">
        <Segmented
          aria-label="发言还是提问"
          value={kind}
          options={[
            { value: 'speak', label: '发言' },
            { value: 'ask', label: '提问' },
          ]}
          onChange={setKind}
        />
        <Input
          className="!w-32"
          aria-label="谁"
          placeholder="谁"
          maxLength={30}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
        <Input
          aria-label="说什么"
          placeholder={kind === 'ask' ? '问什么' : '想说什么（可以不写）'}
          maxLength={300}
          value={words}
          onChange={({ target }) => setWords(target.value)}
          onPressEnter={add}
        />
        <Button loading={ask.isPending} onClick={add}>
          记下
        </Button>
      </div>
      {ask.error && (
        <p role="alert" className="text-small text-late">
          {ask.error.message}
        </p>
      )}
    </div>
  )
}

function Over({ requests }: { requests: Floor['requests'] }) {
  return (
    <details className="border-t border-line pt-3">
      <summary className="cursor-pointer text-ink-2">说过和答过的 {requests.length} 条</summary>
      <ol className="grid gap-3 pt-3">
        {requests.map(({ id, name, words, answer, reason, kind, state }) => (
          <li key={id} className="grid gap-1">
            <p className={state === 'struck' ? 'text-ink-3 line-through' : ''}>
              <b>{name}</b>　{words || (kind === 'speak' ? '发言' : '')}
            </p>
            {answer && (
              <p className="flex gap-2 text-ink-2">
                <Icon name="check" className="mt-1 size-4 text-brand" />
                {answer}
              </p>
            )}
            {state === 'struck' && <p className="text-small text-ink-2">划去：{reason}</p>}
          </li>
        ))}
      </ol>
    </details>
  )
}
