import { Button, Input } from 'antd'
import { useState } from 'react'
import { newKey } from '#web/client/call.ts'
import { useChange } from '#web/client/queries.ts'
import { PollBars, type Floor } from './parts-poll.tsx'

/** Quick polls of a meeting; each says that it decides nothing. */
export function Polls({
  meeting,
  floor: { polls, keeps },
  mayOpen,
}: {
  meeting: string
  floor: Floor
  mayOpen: boolean
}) {
  const close = useChange('floor.closePoll', ['floor.show'])
  const [asking, setAsking] = useState(false)
  return (
    <div className="grid gap-4 border-t border-line pt-4">
      <div className="flex items-baseline gap-3">
        <h3 className="font-bold">现场征求意见</h3>
        <span className="flex-1 text-small text-ink-2">只供参考，不是表决，不产生决议</span>
        {mayOpen && !asking && <Button onClick={() => setAsking(true)}>问大家一句</Button>}
      </div>
      {asking && mayOpen && <OpenPoll meeting={meeting} onDone={() => setAsking(false)} />}
      {polls.map((poll) => (
        <div key={poll.id} className="grid gap-2 rounded-small bg-ground p-4">
          <p className="flex items-baseline gap-2">
            <b className="flex-1">{poll.question}</b>
            {poll.open ? (
              keeps && (
                <Button
                  size="small"
                  loading={close.isPending}
                  onClick={() => close.mutate({ input: { params: { id: poll.id } } })}
                >
                  结束
                </Button>
              )
            ) : (
              <span className="text-small text-ink-2">已结束</span>
            )}
          </p>
          <PollBars poll={poll} />
        </div>
      ))}
    </div>
  )
}

const OPTIONS_MOST = 6

function OpenPoll({ meeting, onDone }: { meeting: string; onDone: () => void }) {
  const open = useChange('floor.openPoll', ['floor.show'])
  const [key] = useState(newKey)
  const [question, setQuestion] = useState('')
  const [options, setOptions] = useState(['同意', '不同意', '说不准'])
  const change = (at: number, text: string) =>
    setOptions(options.map((option, index) => (index === at ? text : option)))
  const send = () => {
    const body = { question, options: options.map((option) => option.trim()).filter(Boolean) }
    open.mutate({ input: { params: { id: meeting }, body }, key }, { onSuccess: onDone })
  }
  return (
    <div className="grid gap-2 rounded-small bg-ground p-4">
      <Input
        autoFocus
        aria-label="问什么"
        placeholder="问什么，比如：先修东巷还是西巷？"
        maxLength={120}
        value={question}
        onChange={({ target }) => setQuestion(target.value)}
      />
      <div className="grid grid-cols-3 gap-2">
        {options.map((option, index) => (
          <Input
            // Options are named by where they stand.
            // oxlint-disable-next-line react/no-array-index-key
            key={index}
            aria-label={`选项 ${index + 1}`}
            maxLength={30}
            value={option}
            onChange={({ target }) => change(index, target.value)}
          />
        ))}
      </div>
      <div className="flex items-center gap-2">
        <Button type="primary" loading={open.isPending} onClick={send}>
          开始征求
        </Button>
        <Button onClick={onDone}>不问了</Button>
        {options.length < OPTIONS_MOST && (
          <Button type="text" onClick={() => setOptions([...options, ''])}>
            加一个选项
          </Button>
        )}
      </div>
      {open.error && (
        <p role="alert" className="text-small text-late">
          {open.error.message}
        </p>
      )}
    </div>
  )
}
