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

export type OpenMeeting = NonNullable<Output<'streams.village'>['meeting']>

/** Its picture, or that there is none yet. */
export function OpenPicture({ meeting, load }: { meeting: OpenMeeting; load: LoadHls }) {
  if (meeting.state === 'ready')
    return (
      <p className="grid aspect-video place-content-center rounded-card bg-well text-ink-2">
        还没有画面，开播以后会自己出现
      </p>
    )
  return (
    <Video src={addressOf('streams.playlist', { params: { id: meeting.id } })} label="会议直播" load={load} />
  )
}

/** Who speaks and what is asked, beside or below the picture. The telephone is for asking. */
export function Beside({ meeting: { state, asked, poll } }: { meeting: OpenMeeting }) {
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
