import { useState } from 'react'
import { newKey } from '#web/client/call.ts'
import { useCall, useChange } from '#web/client/queries.ts'
import { Button } from '#web/ui/button.tsx'
import { StateBadge } from '#web/ui/state-badge.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { PollBars, type Poll, type Request } from './parts-poll.tsx'

/** Speaking and asking from the telephone while the meeting is held, and what the hall is asked. */
export function FloorPhone({ meeting }: { meeting: string }) {
  const { data } = useCall('floor.show', { params: { id: meeting } })
  if (!data) return null
  const { requests, polls, asks, refused } = data
  // Before it begins there is nothing to say yet; after it only what was said.
  const isQuiet = refused !== undefined && !refused.includes('条在等')
  if (isQuiet && requests.length === 0 && polls.length === 0) return null
  return (
    <section aria-labelledby="floor" className="grid gap-3 rounded-card border border-line bg-paper p-4">
      <h2 id="floor" className="text-lead">
        发言和提问
      </h2>
      {polls.map((poll) => (
        <PollPart key={poll.id} poll={poll} asks={asks} />
      ))}
      {requests.length > 0 && (
        <ul className="grid divide-y divide-line">
          {requests.map((request) => (
            <Said key={request.id} request={request} />
          ))}
        </ul>
      )}
      {asks && !isQuiet && <Ask meeting={meeting} refused={refused} />}
    </section>
  )
}

const STATES = {
  waiting: ['wait', '在等'],
  taken: ['move', '轮到了'],
  done: ['done', '答复了'],
  struck: ['late', '没有用上'],
} as const

function Said({ request }: { request: Request }) {
  const handle = useChange('floor.handle', ['floor.show'])
  const { id, kind, name, words, state, answer, reason, mine } = request
  const [tone, says] = STATES[state]
  return (
    <li className="grid gap-1 py-3">
      <p className="flex flex-wrap items-center gap-2">
        <b className="flex-1">
          {mine ? '您' : name}
          {kind === 'speak' ? '要发言' : '问'}
        </b>
        <StateBadge state={tone}>{kind === 'speak' && state === 'done' ? '说完了' : says}</StateBadge>
      </p>
      {words && <p className="break-words">{words}</p>}
      {answer && <p className="rounded-small bg-brand-soft p-2">答：{answer}</p>}
      {reason && <p className="text-small text-ink-2">{reason}</p>}
      {mine && state === 'waiting' && (
        <div>
          <Button
            kind="plain"
            busy={handle.isPending}
            onClick={() => handle.mutate({ input: { params: { id }, body: { action: 'withdraw' } } })}
          >
            不{kind === 'speak' ? '说' : '问'}了
          </Button>
        </div>
      )}
    </li>
  )
}

function Ask({ meeting, refused }: { meeting: string; refused: string | undefined }) {
  const ask = useChange('floor.ask', ['floor.show'])
  const [key, setKey] = useState(newKey)
  const [words, setWords] = useState('')
  const send = (kind: 'speak' | 'ask') =>
    ask.mutate(
      { input: { params: { id: meeting }, body: { kind, words } }, key },
      {
        onSuccess: () => {
          setWords('')
          setKey(newKey())
        },
      },
    )
  return (
    <div className="grid gap-3 border-t border-line pt-3">
      <TextArea
        label="想问什么、想说什么"
        rows={3}
        max={300}
        value={words}
        onChange={setWords}
        error={ask.error?.message}
        hint="名字会一起念出来"
      />
      <div className="grid grid-cols-[repeat(auto-fit,minmax(8em,1fr))] gap-3">
        <Button icon="speak" busy={ask.isPending} reason={refused} onClick={() => send('ask')}>
          提问
        </Button>
        <Button
          kind="soft"
          icon="microphone"
          busy={ask.isPending}
          reason={refused}
          onClick={() => send('speak')}
        >
          我要发言
        </Button>
      </div>
    </div>
  )
}

function PollPart({ poll, asks }: { poll: Poll; asks: boolean }) {
  const answer = useChange('floor.answerPoll', ['floor.show'])
  const isAsked = poll.open && poll.mine === undefined && asks
  return (
    <div className="grid gap-3 rounded-card bg-ground p-3">
      <h3 className="font-bold">{poll.question}</h3>
      {isAsked ? (
        <>
          <div className="grid gap-2">
            {poll.options.map(({ text }, choice) => (
              <Button
                key={text}
                kind="plain"
                full
                busy={answer.isPending}
                onClick={() => answer.mutate({ input: { params: { id: poll.id }, body: { choice } } })}
              >
                {text}
              </Button>
            ))}
          </div>
          <p className="text-small text-ink-2">{poll.says}</p>
        </>
      ) : (
        <PollBars poll={poll} />
      )}
      {answer.error && (
        <p role="alert" className="text-small text-late">
          {answer.error.message}
        </p>
      )}
    </div>
  )
}
