import { describe, expect, it } from 'vitest'
import { calendarText } from './ics.ts'

const NOW = new Date('2026-11-26T02:03:04.567Z')
const text = (title: string, more: object = {}) =>
  calendarText('老寨村的会议', [{ uid: 'a@gongzhi', on: '2026-12-01', title, ...more }], NOW)
/** As a reader joins lines again (RFC 5545 3.1). */
const unfolded = (ics: string) => ics.replaceAll('\r\n ', '').split('\r\n')

describe('a calendar', () => {
  it('has all lines end as the standard says, and none longer than 75 octets, whatever is in them', () => {
    const long = `${'会'.repeat(60)}🏮${'x'.repeat(100)}`
    const ics = text(long)
    expect(ics.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    for (const line of ics.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
    expect(unfolded(ics)).toContain(`SUMMARY:${long}`)
  })

  it('writes what means something there as text', () => {
    const lines = unfolded(text('一；二;三,四\\五\n六\u0007七', { place: '村委会, 二楼' }))
    expect(lines).toContain('SUMMARY:一；二\\;三\\,四\\\\五\\n六七')
    expect(lines).toContain('LOCATION:村委会\\, 二楼')
  })

  it('lets no text begin a line of its own', () => {
    const lines = unfolded(text('会议\r\nEND:VEVENT\r\nBEGIN:VALARM'))
    expect(lines.filter((line) => line === 'END:VEVENT')).toHaveLength(1)
    expect(lines).not.toContain('BEGIN:VALARM')
  })

  it('says days as days and hours by the clock of China', () => {
    const ics = calendarText(
      '日历',
      [
        { uid: 'day', on: '2026-12-01', title: '到期' },
        {
          uid: 'hour',
          from: new Date('2026-11-30T18:30:00Z'),
          until: new Date('2026-11-30T20:00:00Z'),
          title: '开会',
          isCancelled: true,
        },
      ],
      NOW,
    )
    const lines = unfolded(ics)
    expect(lines).toContain('DTSTART;VALUE=DATE:20261201')
    expect(lines).toContain('DTSTART;TZID=Asia/Shanghai:20261201T023000')
    expect(lines).toContain('DTEND;TZID=Asia/Shanghai:20261201T040000')
    expect(lines).toContain('DTSTAMP:20261126T020304Z')
    expect(lines).toContain('STATUS:CANCELLED')
    expect(lines.indexOf('TZID:Asia/Shanghai')).toBeLessThan(lines.indexOf('BEGIN:VEVENT'))
    expect(lines.filter((line) => line.startsWith('UID:'))).toEqual(['UID:day', 'UID:hour'])
  })
})
