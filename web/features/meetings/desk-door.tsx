import { Qr } from '#web/matters/desk-qr.tsx'
import { hallOf, doorOf } from './addresses.ts'
import { useDoor } from './use-meeting.ts'
import { spaced, type Meeting } from './words.ts'

/** The code of the door, in the square that phones read and in letters; it changes by itself every minute. */
export function Door({ meeting }: { meeting: Meeting }) {
  const { id } = meeting
  const { data, error, isOpen } = useDoor(meeting)
  if (!isOpen) return null
  return (
    <section aria-labelledby="door" className="grid gap-2">
      <div className="flex items-center justify-between">
        <h2 id="door" className="font-bold">
          门口签到
        </h2>
        <a
          href={hallOf(id)}
          target="_blank"
          rel="noreferrer"
          className="text-brand underline-offset-4 hover:underline"
        >
          打开会场投影
        </a>
      </div>
      {data ? (
        <div className="flex items-center gap-4">
          <Qr text={doorOf(id, data.code)} label="签到二维码" />
          <p>
            <b className="font-numerals text-title tracking-wider tabular-nums" data-code={data.code}>
              {spaced(data.code)}
            </b>
            <span className="block text-small text-ink-2">
              手机扫码就签到；不会扫的，在“村里的会”里输这六位。每分钟换一次。
            </span>
          </p>
        </div>
      ) : (
        <p className="text-ink-2">{error?.message ?? '正在取签到码'}</p>
      )}
    </section>
  )
}
