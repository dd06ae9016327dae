import './hall.css'
import { useCall } from '#web/client/queries.ts'
import type { Poll, Request } from './parts-poll.tsx'

/** What the hall looks at beside the vote: who has the floor, what is asked, an open poll. Nothing, and it is not there. */
export function FloorHall({ meeting }: { meeting: string }) {
  const { data } = useCall('floor.show', { params: { id: meeting } })
  if (!data) return null
  const taken = data.requests.filter(({ state }) => state === 'taken')
  const waiting = data.requests.filter(({ state }) => state === 'waiting').length
  const poll = data.polls.find(({ open }) => open)
  if (taken.length === 0 && waiting === 0 && !poll) return null
  return (
    <section aria-label="发言和提问" className="hall-floor">
      {poll && <HallPoll poll={poll} />}
      {taken.slice(-1).map((request) => (
        <Taken key={request.id} request={request} />
      ))}
      {waiting > 0 && <p className="hall-floor-wait">还有 {waiting} 人在等发言或答复</p>}
    </section>
  )
}

const Taken = ({ request: { kind, name, words } }: { request: Request }) => (
  <p className="hall-floor-taken">
    <b>{kind === 'speak' ? `请 ${name} 发言` : `${name} 问`}</b>
    {words && <span>{words}</span>}
  </p>
)

function HallPoll({ poll: { question, options, answered, says } }: { poll: Poll }) {
  return (
    <div className="hall-floor-poll">
      <p>
        <b>{question}</b>
      </p>
      <ul>
        {options.map(({ text, count }) => (
          <li key={text}>
            <span>{text}</span>
            <i aria-hidden="true">
              <i style={{ width: `${answered === 0 ? 0 : (count / answered) * 100}%` }} />
            </i>
            <b>{count}</b>
          </li>
        ))}
      </ul>
      <p className="hall-floor-wait">
        {answered} 人回答，{says}
      </p>
    </div>
  )
}
