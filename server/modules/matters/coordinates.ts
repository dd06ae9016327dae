import type { Place } from '#practice/kit/index.ts'
import type { County } from '#server/modules/places/index.ts'

/** Places are kept in WGS84 and never mixed with another datum (rules.md 5.18). */

/** Half a village beyond the outermost seat still counts as inside: about five kilometres. */
const MARGIN_DEGREES = 0.05

/** Whether a place lies in the county, judged by the box around its divisions' seats. */
export function isInside(county: County, { lng, lat }: Place): boolean {
  const seats = [...county.divisions.values()].filter(({ seat_lng }) => seat_lng !== null)
  if (seats.length === 0) return true
  const lngs = seats.map(({ seat_lng }) => seat_lng ?? 0)
  const lats = seats.map(({ seat_lat }) => seat_lat ?? 0)
  return (
    lng >= Math.min(...lngs) - MARGIN_DEGREES &&
    lng <= Math.max(...lngs) + MARGIN_DEGREES &&
    lat >= Math.min(...lats) - MARGIN_DEGREES &&
    lat <= Math.max(...lats) + MARGIN_DEGREES
  )
}

/** Semi-major axis and squared eccentricity of the Krasovsky ellipsoid, on which GCJ-02 is defined. */
const AXIS = 6_378_245
const ECCENTRICITY = 0.006_693_421_622_965_943

/** A place marked GCJ-02, as Chinese map apps give it, converted to WGS84; any other is returned as it is. */
export function fromGcj02(place: Place & { datum?: 'wgs84' | 'gcj02' | undefined }): Place {
  const { datum, ...plain } = place
  if (datum !== 'gcj02') return plain
  const { lng, lat } = plain
  const radians = (lat / 180) * Math.PI
  const flat = 1 - ECCENTRICITY * Math.sin(radians) ** 2
  const north =
    (shiftLat(lng - 105, lat - 35) * 180) / (((AXIS * (1 - ECCENTRICITY)) / flat ** 1.5) * Math.PI)
  const east =
    (shiftLng(lng - 105, lat - 35) * 180) / ((AXIS / Math.sqrt(flat)) * Math.cos(radians) * Math.PI)
  // The shift itself varies so slowly that subtracting it once is right to a metre.
  return { ...plain, lng: round(lng - east), lat: round(lat - north) }
}

const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6
const wave = (value: number, amplitude: number, period: number) =>
  (amplitude * Math.sin((value * Math.PI) / period) * 2) / 3

function shiftLat(x: number, y: number): number {
  const base = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.sqrt(Math.abs(x))
  return (
    base +
    wave(x, 20, 1 / 6) +
    wave(x, 20, 0.5) +
    wave(y, 20, 1) +
    wave(y, 40, 3) +
    wave(y, 160, 12) +
    wave(y, 320, 30)
  )
}

function shiftLng(x: number, y: number): number {
  const base = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.sqrt(Math.abs(x))
  return (
    base +
    wave(x, 20, 1 / 6) +
    wave(x, 20, 0.5) +
    wave(x, 20, 1) +
    wave(x, 40, 3) +
    wave(x, 150, 12) +
    wave(x, 300, 30)
  )
}
