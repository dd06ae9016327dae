/**
 * Division codes are the national 12-digit codes trimmed to their level, so a prefix is containment:
 * province 2, city 4, county 6, town 9, village 12; grid = village + 3, micro-grid + 2 (rules.md 5.1, 5.5).
 */
export const LEVELS = ['province', 'city', 'county', 'town', 'village', 'grid', 'microgrid'] as const
export type Level = (typeof LEVELS)[number]

/** The three levels that can be answerable for a matter. */
export type HandlingLevel = 'village' | 'town' | 'county'

const LENGTH: Record<Level, number> = {
  province: 2,
  city: 4,
  county: 6,
  town: 9,
  village: 12,
  grid: 15,
  microgrid: 17,
}

/** The level a code stands for; throws on a length that no level has. */
export function levelOf(code: string): Level {
  const level = LEVELS.find((name) => LENGTH[name] === code.length)
  if (!level) throw new Error(`not a division code: ${code}`)
  return level
}

/** The code of the division of that level which contains `code`; undefined when `code` is itself above it. */
export function at(level: Level, code: string): string | undefined {
  return code.length >= LENGTH[level] ? code.slice(0, LENGTH[level]) : undefined
}

/** Whether `outer` is `inner` or contains it. */
export function contains(outer: string, inner: string): boolean {
  return inner.startsWith(outer)
}

/** The place by the name of its committee: “老寨村委会” is the body, “老寨村” is where people live. */
export function placeNameOf(name: string): string {
  return name.replace(/村委会$/, '村').replace(/居委会$/, '')
}

/** An address behind its place, without what it says of the place once more: registers are written each in its own way. */
export function addressAt(place: string, address: string): string {
  const bare = place.replace(/网格$/, '')
  if (bare === '' || address.includes(bare)) return address
  const said = repeated(bare, address)
  // All that is left of the place: the address says the rest as people write it.
  return said !== '' && bare.endsWith(said)
    ? bare.slice(0, -said.length) + address
    : place + address.slice(said.length)
}

/** How the address begins that stands in the place as well, up to the end of a name of places. */
function repeated(place: string, address: string): string {
  for (let length = Math.min(place.length, address.length); length > 0; length -= 1) {
    const said = address.slice(0, length)
    if (/[省市区县镇乡街道村组队]$/.test(said) && length > 1 && place.includes(said)) return said
  }
  return ''
}

/** One handling level up; the county is the top. */
export function above(level: HandlingLevel): HandlingLevel {
  return level === 'village' ? 'town' : 'county'
}
