import { OUTCOMES } from '#practice/meetings/agenda.ts'
import { useCall } from '#web/client/queries.ts'
import { List, Row } from '#web/ui/list.tsx'

/** What a monthly meeting has before it, and what came of it, in plain words. */
export function AgendaPhone({ meeting }: { meeting: string }) {
  const { data } = useCall('agenda.meeting', { params: { id: meeting } })
  if (!data || (data.topics.length === 0 && data.orders.length === 0)) return null
  return (
    <section aria-labelledby="agenda" className="grid gap-2">
      <h2 id="agenda" className="text-lead">
        会上要商量的
      </h2>
      <List>
        {data.topics.map(({ id, title, by, outcome, says }) => (
          <Row
            key={id}
            icon="speak"
            title={title}
            note={outcome && says ? `${OUTCOMES[outcome]}：${says}` : `${by}提的议题`}
          />
        ))}
        {data.orders.map(({ id, title, was, stageName }) => (
          <Row
            key={id}
            icon="basket"
            title={title}
            note={was === stageName ? `点的单，${stageName}` : `点的单，会前${was}，现在${stageName}`}
          />
        ))}
      </List>
    </section>
  )
}
