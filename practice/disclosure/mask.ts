import type { Column, ColumnKind, Content, Row } from './content.ts'

/**
 * Personal numbers are hidden before anyone publishes: the middle of ID and bank numbers, as rules 6.13 asks
 * (钱塘检察 2023; 去标识化), and telephones (PIPL 25). Every function gives the same when applied twice. What is hidden
 * depends on places alone, so that a `*` somebody typed shields nothing.
 */

/** What was found in a text nobody asked a number in. */
export type Found = 'idNumber' | 'phone' | 'account' | 'document'
export const FOUND_NAMES: Readonly<Record<Found, string>> = {
  idNumber: '身份证号',
  phone: '手机号',
  account: '银行账号',
  document: '护照或通行证号',
}

const MONTH_DAY = '(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])'
const ID = new RegExp(`^[1-9]\\d{5}(?:18|19|20)\\d{2}${MONTH_DAY}\\d{3}[\\dX]$`)
/** Before 1999: 15 digits. An account may look like one; the mask is the same. */
const OLD_ID = new RegExp(`^[1-9]\\d{7}${MONTH_DAY}\\d{3}$`)
const PHONE = /^(?:(?:00)?86)?1[3-9]\d{9}$/

/** The first two digits of an ID number name its province; no year of ours begins like one. */
const PROVINCE = '(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91)'
const ID_WITHIN = new RegExp(`${PROVINCE}\\d{4}(?:18|19|20)\\d{2}${MONTH_DAY}\\d{3}[\\dX]`)
/** Digits with up to three signs between two of them; an X ends only an ID number. No `\b`: 证 may stand before it. */
const DIGITS = /\d(?:[^\p{L}\p{N}]{0,3}\d){16,}(?:[^\p{L}\p{N}]{0,3}[Xx])?/gu

const SIGNS = ' \\t\\u00a0\\u2000-\\u200d\\u202f\\u2060\\u3000\\ufeff\\-‐-―−－_·•'
const SIGN = `[${SIGNS}]`
/** Between the three parts of a telephone. No comma and no sign of sums: “150、1200、1350 元” is three amounts. */
const WIDE = `[${SIGNS}()（）\\[\\]【】.…]{0,8}`
/** A date is no part of a number: “2026-09-01 2026-10-15” has sixteen digits and is the time of a work. */
const DATE = '(?<!\\d)(?:19|20)\\d\\d[\\-./](?:0?[1-9]|1[0-2])[\\-./](?:0?[1-9]|[12]\\d|3[01])(?!\\d)'
const next = (signs: number) => `${SIGN}{0,${signs}}(?!${DATE})\\d`
/** Looked for one after the other: long numbers, telephones, accounts in groups. Dates are found and left. */
const LONG = /\d{15,}[Xx]?/g
const TELEPHONE = new RegExp(
  `${DATE}|(?<!\\d)(?:(?:00)?86${SIGN}{0,3})?1${SIGN}{0,3}[3-9](?:${next(3)}){9}(?!\\d)` +
    `|(?<!\\d)1[3-9]\\d[./]${SIGN}?\\d{4}[./\\-]?\\d{4}(?!\\d)` +
    `|(?<!\\d)(?:(?:00)?86${WIDE}|[(（])?1[3-9]\\d${WIDE}(?!${DATE})\\d{4}${WIDE}(?!${DATE})\\d{4}(?!\\d)`,
  'g',
)
const GROUPED = new RegExp(`${DATE}|(?<!\\d)\\d(?:${next(1)}){14,}`, 'g')

/**
 * What stands in for an ID card: our passports (E, G, D, S, P and eight digits, or two letters and seven), permits between
 * here and Hong Kong, Macao and Taiwan (C, W, H, M, L, T; of H and M also with the two of a renewal), a foreigner's
 * residence card (three letters of a country, twelve digits). Other countries write theirs in any way: behind the word.
 */
const DOCUMENT = new RegExp(
  `(?<![A-Za-z\\d])(?:[A-Za-z]{3}\\d{12}|[HMhm]\\d{10}|[EGDSPCWHMLTegdspcwhmlt]${SIGN}?\\d{4}${SIGN}?\\d{4}|` +
    `(?:[Ee][A-Za-z]|[DSPdsp][Ee]|[Cc][A-Za-z])${SIGN}?\\d{7})(?![A-Za-z\\d])`,
  'g',
)
const NAMED_DOCUMENT =
  /(?<=(?:护照|通行证|台胞证|回乡证|居留证|居留身份证|居住证)(?:的|证)?(?:号码|号)?[^\p{L}\p{N}]{0,3}(?:为|是)?[^\p{L}\p{N}]{0,3})(?=[A-Za-z]{0,3}\d{5})[A-Za-z\d]{6,15}(?![A-Za-z\d])/gu
/** A village numbers its papers by their day: “G20260901” is no passport, whatever it might be. */
const DAY_AT_END = new RegExp(`^\\D*(?:19|20)\\d{2}${MONTH_DAY}$`)

/** Digits as people write them out so that no machine reads them; 幺两拐勾洞 are how they are said on the telephone. */
const SPELLED: Readonly<Record<string, string>> = Object.fromEntries(
  ['〇零○洞', '一壹幺', '二贰两', '三叁', '四肆', '五伍', '六陆', '七柒拐', '八捌', '九玖勾'].flatMap(
    (letters, digit) => [...letters].map((letter) => [letter, String(digit)]),
  ),
)
const SPELLED_LETTER = `[\\d${Object.keys(SPELLED).join('')}]`
/** What an ID number may end with. */
const LAST_X = `(?:${SIGN}{0,3}[Xx](?![A-Za-z]))?`
/** Eleven and more in a row, which no sum, day or count of ours is: those say 十, 百 and 年 between. */
const SPELLED_RUN = new RegExp(`${SPELLED_LETTER}(?:${WIDE}${SPELLED_LETTER}){10,}${LAST_X}`, 'g')
const PHONE_WITHIN = /1[3-9]\d{9}/

/** ①⑴⒈❶➀➊⓵ and so on to nine, ⓪ and ⓿. */
const CIRCLED: Readonly<Record<string, string>> = Object.fromEntries(
  ['⓪⓿', '①⑴⒈❶➀➊⓵', '②⑵⒉❷➁➋⓶', '③⑶⒊❸➂➌⓷', '④⑷⒋❹➃➍⓸', '⑤⑸⒌❺➄➎⓹', '⑥⑹⒍❻➅➏⓺', '⑦⑺⒎❼➆➐⓻', '⑧⑻⒏❽➇➑⓼', '⑨⑼⒐❾➈➒⓽'].flatMap(
    (letters, digit) => [...letters].map((letter) => [letter, String(digit)]),
  ),
) // prettier-ignore
const CIRCLE = `[${Object.keys(CIRCLED).join('')}]`
/** One with a gap before it and a plain digit behind begins a point of a list: “①150 ②1200 ③1350” is three amounts. */
const CIRCLED_DIGIT = `(?:\\d|(?<=\\d|${CIRCLE})${CIRCLE}|${CIRCLE}(?=${CIRCLE}))`
const CIRCLED_RUN = new RegExp(
  `${DATE}|${CIRCLE}(?:${WIDE}${CIRCLE}){10,}${LAST_X}|${CIRCLED_DIGIT}(?:${WIDE}(?!${DATE})${CIRCLED_DIGIT}){10,}${LAST_X}`,
  'g',
)
/** O and l look like digits. No more than two of them in a telephone: “15l 200l 300l” is none. */
const ALIKE: Readonly<Record<string, string>> = { o: '0', O: '0', l: '1', I: '1' }
const ALIKE_MAX = 2
const LETTERED = new RegExp(
  `(?<![A-Za-z\\d])[1lI][3-9][\\doOlI]${SIGN}?[\\doOlI]{4}${SIGN}?[\\doOlI]{4}(?![A-Za-z\\d])`,
  'g',
)

function kindOf(digits: string): Found | undefined {
  if (ID.test(digits) || OLD_ID.test(digits)) return 'idNumber'
  if (PHONE.test(digits)) return 'phone'
  // Fewer digits may be an invoice or a plot; a long number is hidden rather than risked.
  return digits.replace('X', '').length >= 15 ? 'account' : undefined
}

/**
 * A text with personal numbers hidden, and which kinds there were. `open`: telephones in it are meant to be read.
 * Full-width digits become plain ones where something was hidden.
 */
export function maskText(text: string, { open = false } = {}): { text: string; found: readonly Found[] } {
  const found: Found[] = []
  const hidden = (written: string) => {
    const digits = plain(written)
    const kind = kindOf(digits)
    if (!kind) return written
    found.push(kind)
    return maskNumber(digits, kind)
  }
  const papers = (written: string) => {
    const digits = plain(written)
    if (DAY_AT_END.test(digits)) return written
    found.push('document')
    return maskNumber(digits, 'document')
  }
  const spelled = (run: string) => {
    const digits = run.replaceAll(/[^\d]/g, (letter) => SPELLED[letter] ?? CIRCLED[letter] ?? letter)
    if (digits === run) return run
    const sure = withinRun(digits, ID_WITHIN, 18, hidden)
    if (sure !== digits) return sure
    if (!open && PHONE_WITHIN.test(plain(digits))) return withinRun(digits, PHONE_WITHIN, 11, hidden)
    return plain(digits).length >= 15 ? hidden(digits) : run
  }
  const lettered = (written: string) => {
    const letters = written.match(/[oOlI]/g)?.length ?? 0
    if (letters === 0 || letters > ALIKE_MAX) return written
    return hidden(written.replaceAll(/[oOlI]/g, (letter) => ALIKE[letter] ?? letter))
  }
  const once = (from: string) => {
    const sure = from
      .replace(NAMED_DOCUMENT, papers)
      .replace(DOCUMENT, papers)
      .replace(DIGITS, (run) => withinRun(run, ID_WITHIN, 18, hidden))
      .replace(LONG, hidden)
      .replace(SPELLED_RUN, spelled)
    const most = open
      ? sure
      : sure.replace(TELEPHONE, hidden).replace(LETTERED, lettered).replace(GROUPED, hidden)
    // Last: what the others find is found beside a mark of a list, and keeps that mark.
    return most.replace(CIRCLED_RUN, spelled)
  }
  // What is left of one number may stand against the next; each turn leaves fewer digits, so this comes to an end.
  let before = ''
  let now = halfWidth(text)
  while (now !== before) [before, now] = [now, once(now)]
  return { text: found.length === 0 ? text : now, found }
}

/** The first such number inside a run of digits and signs, whatever breaks it up and whatever digits touch it. */
function withinRun(run: string, wanted: RegExp, length: number, hidden: (written: string) => string): string {
  const letters = [...run.matchAll(/[\dXx]/g)]
  const at = letters
    .map(([letter]) => letter.toUpperCase())
    .join('')
    .search(wanted)
  const [from, to] = [letters[at]?.index, letters[at + length - 1]?.index]
  if (from === undefined || to === undefined) return run
  return run.slice(0, from) + hidden(run.slice(from, to + 1)) + run.slice(to + 1)
}

/** A cell as its column asks. Text and remarks are searched; names stay, unless the item hides them (`maskName`). */
export function maskCell(kind: ColumnKind, value: string): string {
  if (kind !== 'idNumber' && kind !== 'account' && kind !== 'phone') return maskText(value).text
  return /\p{N}/u.test(value) ? maskNumber(plain(value), kind) : maskText(value).text
}

/** 王小明 → 王*明, 李四 → 李*: for lists whose people must not be named in full, minors among them (D2 C24). */
export function maskName(name: string): string {
  const letters = [...name.trim()]
  if (letters.length < 2) return name
  return letters.map((letter, i) => (i === 0 || (i === letters.length - 1 && i > 1) ? letter : '*')).join('')
}

/**
 * A whole content with every number hidden, in headings too. Where `names` lists columns whose names lose their middle,
 * every further column of people loses it as well: a second list beside the first names the same children.
 */
export function maskContent(content: Content, names: readonly string[] = []): Content {
  const columns = new Map(content.columns.map((column) => [column.id, column]))
  const hidden = new Set(names)
  if (hidden.size > 0) for (const { id, kind } of content.columns) if (kind === 'person') hidden.add(id)
  const cell = (id: string, value: Row['cells'][string]) => {
    if (value === null) return null
    if (hidden.has(id)) return maskName(String(value))
    return typeof value === 'string' ? ofColumn(columns.get(id), value) : ofNumber(columns.get(id), value)
  }
  return {
    ...content,
    columns: content.columns.map((column) => ({
      ...column,
      name: maskText(column.name).text,
      ...(column.unit === undefined ? {} : { unit: maskText(column.unit).text }),
    })),
    rows: content.rows.map((line) => ({
      ...line,
      ...(line.heading === undefined ? {} : { heading: maskText(line.heading).text }),
      cells: Object.fromEntries(Object.entries(line.cells).map(([id, value]) => [id, cell(id, value)])),
    })),
    ...(content.remark === undefined ? {} : { remark: maskText(content.remark).text }),
  }
}

/** An open telephone is read by everybody; an ID number beside it is not. */
const ofColumn = (column: Column | undefined, value: string) =>
  column?.open ? maskText(value, { open: true }).text : maskCell(column?.kind ?? 'text', value)

/** A spreadsheet hands over telephones and ID numbers as numbers. Money stays: a sum may look like a telephone. */
function ofNumber(column: Column | undefined, value: number): number | string {
  if (column?.kind === 'money') return value
  const written = String(value)
  const masked = ofColumn(column, written)
  return masked === written ? value : masked
}

/** ID and account keep the first four and the last four: place and check, not the day of birth between them. */
function maskNumber(digits: string, kind: Found): string {
  if (kind === 'phone') {
    const own = digits.replace(/^(?:00)?86(?=1\d{10}$)/, '')
    return own.length < 11 ? hide(own, 1, 1) : hide(own, 3, 4)
  }
  // The letter says which paper it is; of eight digits two are enough to tell it from the next.
  if (kind === 'document') return hide(digits, 1, 2)
  const keep = digits.length >= (kind === 'idNumber' ? 15 : 12) ? 4 : 1
  return hide(digits, keep, keep)
}

function hide(digits: string, head: number, tail: number): string {
  const all = [...digits]
  const from = all.length > head + tail ? head : 0
  const to = all.length > head + tail ? all.length - tail : all.length
  return all.map((digit, i) => (i < from || i >= to ? digit : '*')).join('')
}

/** Digits, letters and the `*` of an earlier mask, without what stands between them. */
const plain = (written: string) =>
  written
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{N}*]/gu, '')

/** One letter for one, so that places stay. */
const halfWidth = (text: string) =>
  text.replaceAll(/[０-９Ａ-Ｚａ-ｚ]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))

/** Words as everybody reads them: without numbers of anybody, and with `instead` for whoever is not to be named. */
export const openWords = (text: string, name: string | null | undefined, instead: string): string =>
  maskText(name && name.length > 1 ? text.replaceAll(name, instead) : text).text
