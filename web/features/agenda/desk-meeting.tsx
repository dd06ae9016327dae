import { Button, Input } from 'antd'
import { useState } from 'react'
import { OUTCOMES } from '#practice/meetings/agenda.ts'
import type { Output } from '#web/client/call.ts'
import { useCall, useChange } from '#web/client/queries.ts'
import { paths } from '#web/surfaces/desk/paths.ts'
import { Link } from '#web/ui/link.tsx'

type Agenda = Output<'agenda.meeting'>

/** What a monthly meeting has before it besides motions; what came of each topic is noted here and minuted. */
export function AgendaOfMeeting({ meeting }: { meeting: string }) {
  const { data } = useCall('agenda.meeting', { params: { id: meeting } })
  if (!data || (data.topics.length === 0 && data.orders.length === 0)) return null
  return (
    <section aria-labelledby="agenda" className="grid gap-4 rounded-card border border-line bg-paper p-5">
      <div className="flex items-baseline gap-3">
        <h2 id="agenda" className="flex-1 font-bold">
          月例会议程
        </h2>
        <span className="text-small text-ink-2">征集的议题和没办完的点单，自己上来的</span>
      </div>
      {data.orders.length > 0 && <Orders orders={data.orders} />}
      {data.topics.length > 0 && (
        <ol className="grid divide-y divide-line border-t border-line">
          {data.topics.map((topic) => (
            <TopicOn key={topic.id} meeting={meeting} topic={topic} refused={data.refused} />
          ))}
        </ol>
      )}
    </section>
  )
}

function Orders({ orders }: { orders: Agenda['orders'] }) {
  return (
    <div className="grid gap-1">
      <h3 className="text-small font-bold text-ink-2">群众点单（点一件进去定单、派单、埋单）</h3>
      <ol className="grid divide-y divide-line">
        {orders.map(({ id, title, was, stageName }) => (
          <li key={id} className="flex items-baseline gap-3 py-2">
            <Link href={paths.matter(id)} className="flex-1 text-brand underline-offset-4 hover:underline">
              {title}
            </Link>
            <span className="text-small text-ink-2">
              {was === stageName ? stageName : `会前${was}，现在${stageName}`}
            </span>
          </li>
        ))}
      </ol>
    </div>
  )
}

function TopicOn({
  meeting,
  topic,
  refused,
}: {
  meeting: string
  topic: Agenda['topics'][number]
  refused: string | undefined
}) {
  const { n, title, words, by, outcome, says } = topic
  const [editing, setEditing] = useState(false)
  return (
    <li className="grid gap-2 py-3">
      <p className="flex items-baseline gap-2">
        <b className="flex-1">
          {n}. {title}
        </b>
        <span className="text-small text-ink-2">{by}提出</span>
      </p>
      {words && <p className="break-words whitespace-pre-line text-ink-2">{words}</p>}
      {outcome && !editing && (
        <p className="flex items-baseline gap-2">
          <span className="flex-1 rounded-small bg-brand-soft p-2">
            <b>{OUTCOMES[outcome]}</b>：{says}
          </span>
          {!refused && (
            <Button size="small" type="text" onClick={() => setEditing(true)}>
              改
            </Button>
          )}
        </p>
      )}
      {!refused && (!outcome || editing) && (
        <Note meeting={meeting} topic={topic} onDone={() => setEditing(false)} />
      )}
    </li>
  )
}

function Note({
  meeting,
  topic: { id, title, says },
  onDone,
}: {
  meeting: string
  topic: Agenda['topics'][number]
  onDone: () => void
}) {
  const note = useChange('agenda.note', ['agenda.meeting', 'meetings.show'])
  const [text, setText] = useState(says ?? '')
  const send = (outcome: 'settled' | 'later') =>
    note.mutate(
      { input: { params: { id: meeting, topic: id }, body: { outcome, says: text } } },
      { onSuccess: onDone },
    )
  return (
    <>
      <div className="flex items-start gap-2">
        <Input.TextArea
          autoSize
          aria-label={`“${title}”商量的结果`}
          placeholder="商量的结果，会记进会议记录"
          maxLength={1000}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
        <Button type="primary" loading={note.isPending} onClick={() => send('settled')}>
          议定
        </Button>
        <Button loading={note.isPending} onClick={() => send('later')}>
          下次再议
        </Button>
      </div>
      {note.error && (
        <p role="alert" className="text-small text-late">
          {note.error.message}
        </p>
      )}
    </>
  )
}
