import type { Random } from './random.ts'

/** What the program itself said in its answers: ids, codes, states. Hostile calls that name what exists get further. */
export type Harvest = {
  /** Takes an answer of an operation apart. */
  take: (noun: string, answer: unknown) => void
  /** A value seen under that name, ids of the noun first; undefined when there was none. */
  seen: (name: string, noun: string, random: Random) => unknown
  size: () => number
}

const KEPT_MAX = 200
const DEPTH_MAX = 8
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export function newHarvest(): Harvest {
  const kept = new Map<string, unknown[]>()
  const keep = (key: string, value: unknown) => {
    const values = kept.get(key) ?? []
    if (values.length < KEPT_MAX && !values.includes(value)) values.push(value)
    kept.set(key, values)
  }
  function take(noun: string, value: unknown, name = '', depth = 0): void {
    if (depth > DEPTH_MAX || value === null || value === undefined) return
    if (Array.isArray(value)) return value.slice(0, 50).forEach((one) => take(noun, one, name, depth + 1))
    if (typeof value === 'object') {
      for (const [key, field] of Object.entries(value)) take(noun, field, key, depth + 1)
      return
    }
    if (typeof value === 'string' && value.length > 200) return
    keep(name, value)
    if (typeof value === 'string' && UUID.test(value)) keep(`${noun} id`, value)
  }
  const among = (key: string, random: Random) => {
    const values = kept.get(key)
    return values && values.length > 0 ? random.pick(values) : undefined
  }
  return {
    take,
    seen: (name, noun, random) =>
      (name === 'id' ? among(`${noun} id`, random) : undefined) ?? among(name, random),
    size: () => [...kept.values()].reduce((sum, { length }) => sum + length, 0),
  }
}
