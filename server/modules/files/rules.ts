/**
 * The promise of this module: what is kept is a picture made anew from pixels. Nothing else that came with it, be it
 * a place, a camera's number or a program, is stored.
 */

export const LONGEST_PX = 2000
export const SMALL_PX = 480
/** A 64-megapixel telephone; more is a bomb or a poster. One decoded takes 200 MB. */
export const PIXELS_MAX = 64_000_000

export const UNREADABLE = '这张照片打不开（苹果 HEIC 格式请先改成 JPG），请换一张或者重新拍'
export const NO_PICTURE = '请选一张照片再上传'

const starts = (bytes: Uint8Array, at: number, text: string) =>
  Array.from(text).every((letter, index) => bytes[at + index] === letter.charCodeAt(0))

/**
 * What a file is by its own first bytes; its name and its declared type are whatever the sender wrote. Only these
 * four reach the decoder: others could draw on the network or on our disk (SVG) or are whole languages (PDF).
 */
export function kindOf(bytes: Uint8Array): 'jpeg' | 'png' | 'webp' | 'gif' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpeg'
  if (bytes[0] === 0x89 && starts(bytes, 1, 'PNG\r\n')) return 'png'
  if (starts(bytes, 0, 'RIFF') && starts(bytes, 8, 'WEBP')) return 'webp'
  return starts(bytes, 0, 'GIF8') ? 'gif' : undefined
}

/** A place read from a picture, when it can be one: cameras without a fix write zeros or nothing. */
export function placeOf(gps: { latitude?: unknown; longitude?: unknown } | undefined): Place | undefined {
  const { latitude: lat, longitude: lng } = gps ?? {}
  if (typeof lat !== 'number' || typeof lng !== 'number') return undefined
  if (!Number.isFinite(lat) || !Number.isFinite(lng) || (lat === 0 && lng === 0)) return undefined
  return Math.abs(lat) <= 90 && Math.abs(lng) <= 180 ? { lng, lat } : undefined
}
export type Place = { lng: number; lat: number }
