import { addressOf, type Output } from '#web/client/call.ts'
import { useCall } from '#web/client/queries.ts'
import { Video, type LoadHls } from '#web/ui/video.tsx'

const ASK_MS = 5_000

/** The meeting of the village that is open to everyone now; asked again while it may begin or go on. */
export function useOpenMeeting(village: string | undefined) {
  const { data } = useCall(
    'streams.village',
    village === undefined ? undefined : { params: { division: village } },
    { everyMs: () => ASK_MS },
  )
  return data?.meeting
}

type OpenMeeting = NonNullable<Output<'streams.village'>['meeting']>

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
          {meeting.state === 'ready' ? (
            <p className="grid place-content-center rounded-card bg-well text-ink-2">
              还没有画面，开播以后会自己出现
            </p>
          ) : (
            <Video
              src={addressOf('streams.playlist', { params: { id: meeting.id } })}
              label="会议直播"
              load={load}
            />
          )}
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

function Beside({ meeting: { state, asked, poll } }: { meeting: OpenMeeting }) {
  return (
    <div className="grid content-start gap-4">
      {state === 'cut' && (
        <p role="status" className="text-wait">
          画面断了，会照常开着
        </p>
      )}
      {asked && (
        <p>
          <b className="block text-lead">{asked.name}</b>
          {asked.words}
        </p>
      )}
      {poll && (
        <div className="grid gap-2">
          <b className="text-lead">{poll.question}</b>
          {poll.options.map(({ text, count }) => (
            <span key={text} className="flex justify-between gap-4">
              <span>{text}</span>
              <b>{count}</b>
            </span>
          ))}
          <span className="text-small text-ink-2">{poll.says}</span>
        </div>
      )}
      <p className="text-small text-ink-2">想提问、想回答，打开手机上的“我要议事”。</p>
    </div>
  )
}
