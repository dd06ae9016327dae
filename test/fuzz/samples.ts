import fc from 'fast-check'
import type { Random } from './random.ts'
import type { Schema } from './openapi.ts'
import type { Harvest } from './harvest.ts'

/** Values as the document wants them; names that were seen in answers take what was seen, so that calls get far. */
export type Samples = {
  /** `name` is of the field or parameter, `noun` of the operation. */
  valueOf: (schema: Schema, random: Random, name?: string, noun?: string) => unknown
}

const DEPTH_MAX = 6
const BY_FORMAT: Readonly<Record<string, readonly string[]>> = {
  uuid: ['018f0000-0000-7000-8000-000000000000', '01985a3e-7c00-7abc-8def-0123456789ab'],
  date: ['2026-11-26', '2026-12-01', '2025-02-28'],
  'date-time': ['2026-11-26T10:00:00Z', '2026-12-01T09:30:00+08:00'],
  uri: ['/matters'],
}
const WORDS = ['路灯坏了三天', '王守业', '2026 年 11 月', '北斗渠清淤', '同意', 'a']
const SEEN_SHARE = 0.8

/** Samples for the schemas of one document. */
export function samplesOf(schemas: Record<string, Schema>, harvest: Harvest, seed: number): Samples {
  const byPattern = new Map<string, readonly string[]>()
  const matching = (pattern: string): readonly string[] => {
    const known = byPattern.get(pattern)
    if (known) return known
    const found = textsMatching(pattern, seed)
    byPattern.set(pattern, found)
    return found
  }

  function textOf({ format, pattern, minLength = 0, maxLength = 40 }: Schema, random: Random): string {
    const known = BY_FORMAT[format ?? '']
    if (known) return random.pick(known)
    if (pattern !== undefined) return random.pick(matching(pattern))
    return random.pick(WORDS).padEnd(minLength, '字').slice(0, maxLength)
  }

  function objectOf(schema: Schema, random: Random, noun: string, depth: number): Record<string, unknown> {
    const { properties = {}, required = [], additionalProperties } = schema
    const fields = Object.entries(properties)
      .filter(([name]) => required.includes(name) || (depth < DEPTH_MAX && random.chance(0.5)))
      .map(([name, field]) => [name, value(field, random, name, noun, depth + 1)] as const)
    const more =
      typeof additionalProperties === 'object' && random.chance(0.5)
        ? [[random.pick(WORDS), value(additionalProperties, random, '', noun, depth + 1)] as const]
        : []
    return Object.fromEntries([...fields, ...more])
  }

  function listOf(
    { items = {}, minItems = 0 }: Schema,
    random: Random,
    name: string,
    noun: string,
    depth: number,
  ) {
    const length = depth < DEPTH_MAX ? Math.max(minItems, random.below(3)) : minItems
    return Array.from({ length }, () => value(items, random, name.replace(/s$/, ''), noun, depth + 1))
  }

  function value(schema: Schema, random: Random, name = '', noun = '', depth = 0): unknown {
    if (schema.$ref)
      return value(schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}, random, name, noun, depth)
    if (schema.const !== undefined) return schema.const
    if (schema.enum) return random.pick(schema.enum)
    const some = schema.anyOf ?? schema.oneOf
    if (some && some.length > 0) return value(random.pick(some), random, name, noun, depth)
    if (schema.allOf?.[0]) return value(schema.allOf[0], random, name, noun, depth)
    const type = typeof schema.type === 'string' ? schema.type : schema.type?.[0]
    const seen = random.chance(SEEN_SHARE) ? harvest.seen(name, noun, random) : undefined
    if (seen !== undefined && typeof seen === (type === 'integer' ? 'number' : type)) return seen
    const { minimum = 0, maximum = 100 } = schema
    switch (type) {
      case 'object':
        return objectOf(schema, random, noun, depth)
      case 'array':
        return listOf(schema, random, name, noun, depth)
      case 'string':
        return textOf(schema, random)
      case 'integer':
        return Math.max(minimum, Math.min(maximum, random.below(12)))
      case 'number':
        return random.pick([109.35, 34.65, minimum, maximum])
      case 'boolean':
        return random.chance(0.5)
      case 'null':
        return null
      default:
        return random.pick<unknown>([null, 1, 'x', [], {}])
    }
  }
  return { valueOf: (schema, random, name, noun) => value(schema, random, name, noun) }
}

/** A few texts a pattern admits. */
function textsMatching(pattern: string, seed: number): readonly string[] {
  // The texts of a pattern are not hostile, but they may hold whatever the pattern lets through.
  return fc.sample(fc.stringMatching(new RegExp(pattern)), { numRuns: 12, seed })
}
