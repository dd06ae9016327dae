import './hall.css'
import { OUTCOMES } from '#practice/meetings/agenda.ts'
import { useCall } from '#web/client/queries.ts'

/** What a monthly meeting has before it, on the hall’s own screen: orders and topics, what came of them in green. */
export function AgendaHall({ meeting }: { meeting: string }) {
  const { data } = useCall('agenda.meeting', { params: { id: meeting } })
  if (!data || (data.topics.length === 0 && data.orders.length === 0)) return null
  return (
    <section aria-label="会上要商量的" className="hall-topics">
      <h2>会上要商量的</h2>
      <ol>
        {data.topics.map(({ id, title, by, outcome, says }) => (
          <li key={id}>
            <span>{title}</span>
            <small>{outcome && says ? <b>{`${OUTCOMES[outcome]}：${says}`}</b> : `${by}提的议题`}</small>
          </li>
        ))}
        {data.orders.map(({ id, title, stageName }) => (
          <li key={id}>
            <span>{title}</span>
            <small>群众点单，{stageName}</small>
          </li>
        ))}
      </ol>
    </section>
  )
}
