/** Calendars as other programs read them (RFC 5545). Times are of China, which has had one zone without summer since 1991. */

/** On a day, or from an instant on; `until` only where it is known. */
type When = { on: string } | { from: Date; until?: Date | undefined }
export type CalendarEvent = When & {
  /** The same at each reading, so that a program moves what was moved. */
  uid: string
  title: string
  place?: string | undefined
  words?: string | undefined
  isCancelled?: boolean
}

const LINE_BYTES = 75
const ZONE = [
  'BEGIN:VTIMEZONE',
  'TZID:Asia/Shanghai',
  'BEGIN:STANDARD',
  'DTSTART:19910915T000000',
  'TZOFFSETFROM:+0900',
  'TZOFFSETTO:+0800',
  'TZNAME:CST',
  'END:STANDARD',
  'END:VTIMEZONE',
]

/** A calendar of these events, as it was at `now`. */
export function calendarText(name: string, events: readonly CalendarEvent[], now: Date): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Gongzhi//Gongzhi//ZH',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    // Not of the standard, but what phones show as its name, and how often they should look.
    `X-WR-CALNAME:${escaped(name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    ...ZONE,
    ...events.flatMap((event) => linesOf(event, now)),
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${folded(line)}\r\n`).join('')
}

function linesOf(event: CalendarEvent, now: Date): string[] {
  const { uid, title, place, words, isCancelled = false } = event
  return [
    'BEGIN:VEVENT',
    `UID:${escaped(uid)}`,
    `DTSTAMP:${utc(now)}`,
    ...whenOf(event),
    `SUMMARY:${escaped(title)}`,
    ...(place ? [`LOCATION:${escaped(place)}`] : []),
    ...(words ? [`DESCRIPTION:${escaped(words)}`] : []),
    ...(isCancelled ? ['STATUS:CANCELLED'] : []),
    'END:VEVENT',
  ]
}

function whenOf(when: When): string[] {
  if ('on' in when) return [`DTSTART;VALUE=DATE:${when.on.replaceAll('-', '')}`]
  const { from, until } = when
  return [
    `DTSTART;TZID=Asia/Shanghai:${local(from)}`,
    ...(until ? [`DTEND;TZID=Asia/Shanghai:${local(until)}`] : []),
  ]
}

const compact = (at: Date) => at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')
const utc = (at: Date) => `${compact(at)}Z`
const CHINA_MS = 8 * 3600 * 1000
const local = (at: Date) => compact(new Date(at.getTime() + CHINA_MS))

/** 3.3.11; a line break in a text is written, other control characters have no place. */
function escaped(text: string): string {
  return (
    text
      .replaceAll('\\', '\\\\')
      .replaceAll(';', '\\;')
      .replaceAll(',', '\\,')
      .replaceAll(/\r\n|\r|\n/g, '\\n')
      // oxlint-disable-next-line no-control-regex
      .replaceAll(/[\u0000-\u001F\u007F]/g, '')
  )
}

/** 3.1: no line is longer than 75 octets; a longer one goes on after a blank, never within a character. */
function folded(line: string): string {
  let out = ''
  let bytes = 0
  for (const character of line) {
    const size = Buffer.byteLength(character)
    if (bytes + size > LINE_BYTES) {
      out += '\r\n '
      bytes = 1
    }
    out += character
    bytes += size
  }
  return out
}
