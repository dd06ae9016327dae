import type { Random } from './random.ts'

/** What people with bad intentions, broken programs and odd keyboards send. */

/** Written into JSON as it stands, because `JSON.stringify` would make it harmless. */
const RAW = '\u{F0000}'
export const raw = (token: string) => `${RAW}${token}${RAW}`

/** JSON with the raw tokens put in. */
export function jsonOf(value: unknown): string {
  const text = JSON.stringify(value) ?? 'undefined'
  return text.includes(RAW) ? text.replaceAll(new RegExp(`"${RAW}([^"]*?)${RAW}"`, 'g'), '$1') : text
}

/** The same in a place that is no JSON. */
export const plainOf = (value: unknown): string =>
  typeof value === 'string' ? value.replaceAll(RAW, '') : jsonOf(value)

const NUMBERS = [
  'NaN',
  'Infinity',
  '-Infinity',
  '-0',
  '1e999',
  '0x1F',
  '1_000',
  '１２３',
  '٣٤',
  '+5',
  '5.',
  '.5',
  '0.1e-400',
]
const SQL = [
  `' OR '1'='1`,
  `'; DROP TABLE people; --`,
  `\\'; SELECT pg_sleep(9); --`,
  '$1',
  '%',
  '_%',
  '%%%%%',
  `"`,
  '`',
  "'' ''",
]
const PAGES = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg/onload=1>',
  '{{7*7}}',
  '${7*7}',
  '<!--',
  ']]>',
  '&lt;',
  '=cmd|calc!A1',
]
const PATHS = [
  '../../etc/passwd',
  String.raw`..\..\windows`,
  '%2e%2e%2f%2e%2e%2f',
  '/etc/passwd',
  'file:///etc/passwd',
  'http://169.254.169.254/',
  'javascript:alert(1)',
  '.',
  '..',
  '/',
]
const SIGNS = [
  '\u0000',
  'a\u0000b',
  '\u0001\u0002\u001f',
  '\u007f\u0085',
  '\ud800',
  'x\udfff',
  '\udc00\ud800',
  '\u202e反\u202c',
  '\u2066\u2069',
  '\u200b',
  '\ufeff',
  '\ufffe\uffff',
  '\r\nset-cookie: a=b',
  '\t',
  '👨‍👩‍👧‍👦',
  'Z̷̢̛a̵l̶g̴o̸',
  'ﷺ',
  '𠮷',
  'İı',
]
const WORDS = [
  '',
  ' ',
  '\u3000',
  'null',
  'undefined',
  'true',
  '[]',
  '{}',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '(a+)+$',
  'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!',
  'nil',
]
const TIMES = [
  '2026-02-30',
  '0000-00-00',
  '0001-01-01',
  '9999-12-31',
  '99999-12-31',
  '-271821-04-20T00:00:00Z',
  '+275760-09-13T00:00:00.000Z',
  '+275760-09-13T00:00:01.000Z',
  '2026-11-26T25:61:61Z',
  '2026-11-26T10:00:00+99:99',
  '9999-12-31T23:59:59.999999999Z',
  '2026-13',
  '2026-Q5',
  'W53',
  '24:00',
]
const IDS = [
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  '{018f0000-0000-7000-8000-000000000000}',
  '018F0000-0000-7000-8000-000000000000',
  '018f0000-0000-7000-8000-000000000000',
  '0'.repeat(64),
  '610114',
  '610114006205',
  '61',
  '99'.repeat(9),
]
const LONG = [
  'x'.repeat(300),
  '字'.repeat(1_000),
  '\n'.repeat(5_000),
  'a'.repeat(70_000),
  '字'.repeat(21_000),
  '9'.repeat(400),
  '👨‍👩‍👧'.repeat(400),
]

const TEXTS: readonly (readonly string[])[] = [NUMBERS, SQL, PAGES, PATHS, SIGNS, WORDS, TIMES, IDS, LONG]

const AMOUNTS: readonly unknown[] = [
  0,
  -0,
  -1,
  1.5,
  1e308,
  -1e308,
  5e-324,
  2 ** 31 - 1,
  2 ** 31,
  -(2 ** 31) - 1,
  2 ** 53,
  2 ** 63,
  -(2 ** 63),
  1e21,
  ...['1e999', '-1e999', '9'.repeat(400), '0.' + '3'.repeat(300), '9223372036854775807', '-0.0'].map(raw),
]

const nested = (depth: number, open: string, close: string) => raw(open.repeat(depth) + close.repeat(depth))

const OTHERS: readonly unknown[] = [
  null,
  true,
  false,
  [],
  {},
  [[]],
  [null],
  { '': '' },
  { length: -1 },
  { toString: 1, valueOf: null },
]

/** A text nobody should send. */
export const hostileText = (random: Random): string => random.pick(random.pick(TEXTS))

/** A value of any type nobody should send. */
export function hostileValue(random: Random): unknown {
  const roll = random.below(20)
  if (roll < 9) return hostileText(random)
  if (roll < 14) return random.pick(AMOUNTS)
  if (roll < 18) return random.pick(OTHERS)
  if (roll < 19)
    return Array.from({ length: random.pick([2, 60, 2_000]) }, () => hostileText(random).slice(0, 50))
  // Written out they are deeper than any stack of ours.
  return random.pick([
    nested(90, '[', ']'),
    nested(20_000, '[', ']'),
    raw(`${'{"a":'.repeat(9_000)}1${'}'.repeat(9_000)}`),
  ])
}

/** Names that reach into the language instead of the object. */
export const HOSTILE_NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  '',
  ' ',
  'a.b',
  '$where',
  'x'.repeat(2_000),
  '\u0000',
  'id',
  'county',
  'role',
  'toJSON',
  'then',
] as const
