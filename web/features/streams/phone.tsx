import { addressOf } from '#web/client/call.ts'
import { loadHls } from '#web/client/hls.ts'
import { useCall } from '#web/client/queries.ts'
import { Video } from '#web/ui/video.tsx'

/** The picture of a meeting on the telephone: live, or the recording as long as it is kept. */
export function StreamPhone({ meeting }: { meeting: string }) {
  const { data } = useCall('streams.show', { params: { id: meeting } })
  const stream = data?.stream
  if (!stream || (stream.state === 'ended' && (!stream.beganAt || stream.dropped))) return null
  const isOver = stream.state === 'ended'
  return (
    <section aria-labelledby="stream" className="grid gap-2">
      <h2 id="stream" className="text-lead">
        {isOver ? '会议录像' : '会议直播'}
      </h2>
      {stream.state === 'ready' ? (
        <p className="rounded-card border border-line bg-paper p-4 text-ink-2">
          还没有画面，开播以后会自己出现
        </p>
      ) : (
        <Video
          key={isOver ? 'recording' : 'live'}
          src={addressOf('streams.playlist', { params: { id: stream.id } })}
          label={isOver ? '会议录像' : '会议直播'}
          load={loadHls}
        />
      )}
      {stream.state === 'cut' && data.refused === undefined && (
        <p role="status" className="rounded-card bg-wait-soft p-3 text-wait">
          画面断了，正在等它回来。提问、发言、征求意见不受影响
        </p>
      )}
      {isOver && stream.keptUntil && (
        <p className="text-small text-ink-2">
          录像留到 {stream.keptUntil}，过后自动删除（{stream.keptBy}）
        </p>
      )}
    </section>
  )
}
