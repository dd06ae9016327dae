import type { LoadHls } from '#web/ui/video.tsx'
import { Beside, OpenPicture, type OpenMeeting } from './parts-open.tsx'

/** The meeting on television: its picture, who speaks and what is asked. The telephone is for asking. */
export function StreamTv({
  meeting,
  load,
  onHome,
}: {
  meeting: OpenMeeting | undefined
  load: LoadHls
  onHome: () => void
}) {
  return (
    <div className="grid h-full grid-rows-[auto_minmax(0,1fr)_auto] gap-5">
      <h1 className="text-display font-bold">{meeting ? meeting.title : '现在没有直播'}</h1>
      {meeting ? (
        <div className="grid min-h-0 grid-cols-[minmax(0,2fr)_minmax(0,1fr)] items-start gap-6 overflow-hidden">
          <OpenPicture meeting={meeting} load={load} />
          <Beside meeting={meeting} />
        </div>
      ) : (
        <p className="text-ink-2">村里的会议直播，开着的时候会在首页提示。</p>
      )}
      <p>
        <button
          type="button"
          onClick={onHome}
          className="min-h-target rounded-card border border-edge px-8 font-bold"
        >
          回首页
        </button>
      </p>
    </div>
  )
}
