import { loadHls } from '#web/client/hls.ts'
import { Beside, OpenPicture, type OpenMeeting } from './parts-open.tsx'

/** The village’s meeting in its hall, for whoever comes in: the picture across, below it who speaks and what is asked. */
export function StreamKiosk({ meeting }: { meeting: OpenMeeting | undefined }) {
  return (
    <div className="grid gap-7">
      <h1 className="text-display">{meeting ? meeting.title : '现在没有直播'}</h1>
      {meeting ? (
        <>
          <OpenPicture meeting={meeting} load={loadHls} />
          <section aria-label="会场" className="rounded-card border border-line bg-paper p-8 text-lead">
            <Beside meeting={meeting} />
          </section>
        </>
      ) : (
        <p className="text-lead text-ink-2">
          会议开完了，或者还没有开始。村里公开直播的会议，开着的时候首页上会有。
        </p>
      )}
    </div>
  )
}
