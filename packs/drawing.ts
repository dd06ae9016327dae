type Place = readonly [lng: number, lat: number]

/** What `draw-boundaries.ts` draws a county from: the little that is published, and guesses marked as ours. */
export type Drawing = {
  /** Any number; the same one draws the same county. */
  seed: number
  /** A little south-west of the county. */
  corner: Place
  /** Kilometres to the degree at this latitude, east and north. */
  kmPerDegree: readonly [number, number]
  /** The county and a margin, km. */
  size: readonly [wide: number, high: number]
  /** How many small cells the sheet is cut into; the smallest community must still have several. */
  cells: number
  /** The county line, clockwise from the west. */
  outline: readonly Place[]
  /** Middle of each street or town and its share of the land in km². */
  streets: Readonly<Record<string, readonly [lng: number, lat: number, km2: number]>>
  /** Built-up places: radius in km, how many times denser than open country. The first is the county's seat. */
  towns: readonly (readonly [lng: number, lat: number, radius: number, density: number])[]
  /** Villages whose side is known. */
  near: readonly (readonly [code: string, lng: number, lat: number])[]
}
