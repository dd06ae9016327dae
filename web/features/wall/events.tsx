import { useEffect, useState } from 'react'
import { useNow } from '#web/ui/use-now.ts'
import { hourText, dayNumber, dayText } from '#web/ui/when.ts'
import { Calm, Panel, type WallData } from './parts.tsx'

type Event = WallData['events'][number]

const SHOWN = 6
const keyOf = ({ id, seq }: Event) => `${id} ${seq}`

/** What just happened. A new row opens from above and pushes the others down; nobody is named. */
export function Events({ events }: { events: readonly Event[] }) {
  const rows = events.slice(0, SHOWN)
  const [known, setKnown] = useState<ReadonlySet<string>>(() => new Set(events.map(keyOf)))
  // Rows count as known only after they were drawn once, so that each opens exactly one time.
  useEffect(() => {
    const timer = setTimeout(() => setKnown(new Set(events.map(keyOf))), 1500)
    return () => clearTimeout(timer)
  }, [events])
  return (
    <Panel title="办理动态" note="最新" className="wall-tall">
      {rows.length === 0 ? (
        <Calm more="有人报事、办理后，这里会动起来">还没有办理记录</Calm>
      ) : (
        <ol className="wall-events" aria-live="off">
          {rows.map((event) => (
            <li key={keyOf(event)} className={known.has(keyOf(event)) ? '' : 'wall-new'}>
              <EventRow event={event} />
            </li>
          ))}
        </ol>
      )}
    </Panel>
  )
}

function EventRow({ event: { id, title, name, divisionName, at, mood } }: { event: Event }) {
  const now = useNow()
  const when = dayNumber(at) === dayNumber(now) ? hourText(at) : dayText(at, now)
  return (
    <div>
      <a href={`/desk/matters/${id}`} target="gongzhi-desk" className="wall-link wall-event">
        <span className={`wall-mood wall-mood-${mood}`}>{name}</span>
        <span className="wall-event-title">{title}</span>
        <time dateTime={at}>{when}</time>
        <span className="wall-event-place">{divisionName}</span>
      </a>
    </div>
  )
}
