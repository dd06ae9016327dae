import './wall.css'
import type { ReactNode } from 'react'
import { addressOf } from '#web/client/call.ts'
import { loadHls } from '#web/client/hls.ts'
import { useCall } from '#web/client/queries.ts'
import { Video } from '#web/ui/video.tsx'

const ASK_MS = 10_000

/** A meeting on a large screen elsewhere: its picture, and beside it who has the floor and what is asked. */
export function StreamWall({ id, floor }: { id: string; floor: ReactNode }) {
  const meeting = useCall('meetings.show', { params: { id } }, { everyMs: () => ASK_MS })
  const { data, error } = useCall('streams.show', { params: { id } }, { everyMs: () => ASK_MS })
  const stream = data?.stream
  return (
    <main className="stream-wall">
      <header>
        <p>{meeting.data ? `${meeting.data.divisionName} · ${meeting.data.bodyName}` : ''}</p>
        <h1>{meeting.data?.title ?? (error?.status === 401 ? '请先在工作台登录' : '会议直播')}</h1>
        <b>{stream?.stateName}</b>
      </header>
      <div>
        {stream && stream.state !== 'ready' && !stream.dropped ? (
          <Video
            src={addressOf('streams.playlist', { params: { id: stream.id } })}
            label="会议直播"
            load={loadHls}
          />
        ) : (
          <p className="stream-wall-blank">还没有画面，开播以后会自己出现</p>
        )}
        <aside aria-label="会场">{floor}</aside>
      </div>
    </main>
  )
}
