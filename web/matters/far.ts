import type { Place } from '#practice/kit/index.ts'

type LngLat = Pick<Place, 'lng' | 'lat'>

/** Beyond this a place read from a photograph or the telephone is more likely wrong than in the village. */
const FAR_METRES = 3_000
const METRES_PER_DEGREE = 111_320

/** Whether a place lies so far from the seat of a village that its writer should look again. */
export function isFar(place: LngLat, seat: LngLat): boolean {
  const north = place.lat - seat.lat
  // Degrees of longitude shrink towards the poles; over a county the earth is flat enough.
  const east = (place.lng - seat.lng) * Math.cos((seat.lat * Math.PI) / 180)
  return Math.hypot(north, east) * METRES_PER_DEGREE > FAR_METRES
}
