import { QrCode } from '#web/matters/qr-code.tsx'
import { doorOf } from './addresses.ts'
import { useDoor } from './use-meeting.ts'
import { spaced, type Meeting } from './words.ts'

/** The door: a square to scan and six letters to type, new every minute. */
export function HallDoor({ meeting }: { meeting: Meeting }) {
  const { data } = useDoor(meeting)
  if (!data) return null
  return (
    <section aria-label="签到" className="hall-door">
      <QrCode text={doorOf(meeting.id, data.code)} label="签到二维码" className="hall-qr" />
      <p>
        用手机扫一扫签到
        <b data-code={data.code}>{spaced(data.code)}</b>
        <span>不会扫的，在“村里的会”里输这六位</span>
      </p>
    </section>
  )
}
