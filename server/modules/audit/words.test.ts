import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { contract } from '#contract/index.ts'
import type { Route } from '#contract/route.ts'
import { CHOSEN } from '#server/core/tracing.ts'
import { FACTS, FIELDS, REASONS, WORDS } from './words.ts'

/** Whoever reads the log reads Chinese: what the server notes of a change, and what a call chooses, has its words. */

/** Codes that are read as they are, or are named by what they belong to: a flow, a unit, the size of a sheet. */
const AS_THEY_ARE = ['flow', 'stage', 'unit', 'role', 'paper']

type Noted = { key: string; code: string | undefined }

const sources = (): string[] =>
  readdirSync('server', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => readFileSync(join('server', file), 'utf8'))

/** Every key, and its value where that is a plain text, of what is handed to noteChange and noteSaid. */
function noted(): Noted[] {
  // What administrators do is noted in one place for all of it.
  const managing = readFileSync('server/modules/accounts/managing.ts', 'utf8')
  return [
    ...sources().flatMap((text) => notedIn(text, /\b(?:noteChange|noteSaid)\(/g)),
    ...notedIn(managing, /\bdetail: (?=\{)/g),
  ]
}

const notedIn = (text: string, start: RegExp): Noted[] =>
  [...text.matchAll(start)].flatMap(({ index }) => keysIn(argumentsFrom(text, index)))

/** From a call or an object to where its brackets close. */
function argumentsFrom(text: string, start: number): string {
  let depth = 0
  for (let at = start; at < text.length; at += 1) {
    if ('({['.includes(text[at] ?? '')) depth += 1
    if (')}]'.includes(text[at] ?? '')) depth -= 1
    if (depth === 0 && ')}'.includes(text[at] ?? '')) return text.slice(start, at + 1)
  }
  return text.slice(start)
}

/** Objects from the inside out: what is within another has been read when the outer one is. */
function keysIn(call: string): Noted[] {
  const inner = /\{[^{}]*\}/.exec(call)
  if (!inner) return []
  const [object] = inner
  const own = [...object.matchAll(/[{,]\s*(\w+)(?:: ('[^']*')?|(?=\s*[,}]))/g)].map(([, key = '', text]) => ({
    key,
    code: text?.slice(1, -1),
  }))
  return [...own, ...keysIn(call.replace(object, ''))]
}

type Schema = z.core.$ZodType

/** The codes a schema admits; none where it admits any text. */
function codesOf(schema: Schema): string[] {
  if (schema instanceof z.ZodEnum) return schema.options.map(String)
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(codesOf)
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable)
    return codesOf(schema.unwrap())
  return []
}

const ROUTES = Object.values(contract).flatMap((one): Route[] => Object.values(one))

/** Every key a call may fill in, and each a check of ours points at. */
function filled(): string[] {
  const asked = ROUTES.flatMap(({ query, body }) =>
    [query, body].flatMap((part) => (part instanceof z.ZodObject ? Object.keys(part.shape) : [])),
  )
  const pointed = sources().flatMap((text) =>
    [...text.matchAll(/\binvalid\(\{ ?'?(\w+)/g)].map(([, key = '']) => key),
  )
  return [...new Set([...asked, ...pointed])]
}

/** The code of every problem the server answers with, and of what the rules refuse. */
const refused = (): string[] => [
  ...sources().flatMap((text) =>
    [...text.matchAll(/\bnew Problem\(\s*\d+,\s*'([\w-]+)'/g)].map(([, code = '']) => code),
  ),
  'hold',
  'needs',
]

function chosen(): Noted[] {
  return ROUTES.flatMap(({ params, query, body }) =>
    [params, query, body].flatMap((part) =>
      part instanceof z.ZodObject
        ? Object.entries<Schema>(part.shape)
            .filter(([key]) => CHOSEN.has(key))
            .flatMap(([key, schema]) => [undefined, ...codesOf(schema)].map((code) => ({ key, code })))
        : [],
    ),
  )
}

describe('what stands in the log', () => {
  it.each([
    ['what the server notes', noted, ['guardian', 'scopes', 'signInName', 'until', 'confirmed']],
    ['what calls choose', chosen, ['action', 'kind', 'verdict', 'queue']],
  ])('has a word for each key and code of %s', (_, found, some) => {
    const all = found()
    expect(all.map(({ key }) => key)).toEqual(expect.arrayContaining(some))
    expect(all.filter(({ key }) => !Object.hasOwn(FACTS, key))).toEqual([])
    const codes = all.filter(({ key, code }) => code !== undefined && !AS_THEY_ARE.includes(key))
    expect(codes.length).toBeGreaterThan(10)
    expect(codes.filter(({ key, code = '' }) => !Object.hasOwn(WORDS[key] ?? {}, code))).toEqual([])
  })

  it('has a word for each reason of a refusal, and for what was filled in wrong', () => {
    const [codes, keys] = [refused(), filled()]
    expect([codes.includes('signed'), keys.includes('choice'), keys.length > 100]).toEqual([true, true, true])
    expect(codes.filter((code) => !Object.hasOwn(REASONS, code))).toEqual([])
    expect(keys.filter((key) => !Object.hasOwn(FIELDS, key) && !Object.hasOwn(FACTS, key))).toEqual([])
  })

  it('has a word for each name a call may be looked for by', () => {
    expect([...CHOSEN].filter((key) => !Object.hasOwn(FACTS, key))).toEqual([])
  })
})
