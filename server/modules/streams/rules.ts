import { createHmac, timingSafeEqual } from 'node:crypto'

/** The promise of this module: only the meeting’s own camera is let in, and who may not look gets no picture. */

const MAC_CHARS = 20

/** What the camera sends as its name: which stream, and that it was told. Renewed, the old one is none. */
export function keyOf(secret: Uint8Array, id: string, n: number): string {
  const mac = createHmac('sha256', secret).update(`stream ${id} ${n}`).digest('hex').slice(0, MAC_CHARS)
  return `${id.replaceAll('-', '')}${mac}`
}

/** The stream a key speaks of; undefined for what is no key. Whether it is its key, `isKey` says. */
export function streamIn(key: string): string | undefined {
  const [, a, b, c, d, e] =
    /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})[0-9a-f]{20}$/.exec(key) ?? []
  return a && [a, b, c, d, e].join('-')
}

export function isKey(secret: Uint8Array, id: string, n: number, key: string): boolean {
  const right = Buffer.from(keyOf(secret, id, n))
  const given = Buffer.from(key)
  return right.length === given.length && timingSafeEqual(right, given)
}

export type Segment = { file: string; seconds: number; isBreak: boolean }

/** The pieces of a playlist as nginx writes it. */
export function segmentsOf(playlist: string): Segment[] {
  const segments: Segment[] = []
  let seconds = 0
  let isBreak = false
  for (const line of playlist.split('\n')) {
    const duration = /^#EXTINF:([\d.]+)/.exec(line)?.[1]
    if (duration) seconds = Number(duration)
    else if (line.startsWith('#EXT-X-DISCONTINUITY') && !line.includes('SEQUENCE')) isBreak = true
    else if (isSegment(line.trim())) {
      segments.push({ file: line.trim(), seconds, isBreak })
      isBreak = false
    }
  }
  return segments
}

/** A file name and nothing else. */
export const isSegment = (name: string): boolean => /^[\w-]{1,60}\.ts$/.test(name)

/** So many pieces of two seconds are offered live: enough for a weak network, few enough to stay near. */
const LIVE_SEGMENTS = 8

/** What players are given: the newest pieces while it is live, all of them as a recording. */
export function playlistOf(segments: readonly Segment[], kind: 'live' | 'recording'): string {
  const from = kind === 'live' ? Math.max(0, segments.length - LIVE_SEGMENTS) : 0
  const shown = segments.slice(from)
  const longest = Math.max(2, ...shown.map(({ seconds }) => seconds))
  return [
    '#EXTM3U',
    '#EXT-X-VERSION:3',
    `#EXT-X-TARGETDURATION:${Math.ceil(longest)}`,
    `#EXT-X-MEDIA-SEQUENCE:${from}`,
    `#EXT-X-DISCONTINUITY-SEQUENCE:${segments.slice(0, from).filter(({ isBreak }) => isBreak).length}`,
    ...(kind === 'recording' ? ['#EXT-X-PLAYLIST-TYPE:VOD'] : []),
    ...shown.flatMap(({ file, seconds, isBreak }, n) => [
      ...(isBreak && (n > 0 || kind === 'live') ? ['#EXT-X-DISCONTINUITY'] : []),
      `#EXTINF:${seconds.toFixed(3)},`,
      file,
    ]),
    ...(kind === 'recording' ? ['#EXT-X-ENDLIST'] : []),
    '',
  ].join('\n')
}
