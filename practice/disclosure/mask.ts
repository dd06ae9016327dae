import type { ColumnKind, Content, Row } from './content.ts'

/**
 * Personal numbers are hidden before anyone publishes: the middle of ID and bank numbers, as rules 6.13 asks
 * (钱塘检察 2023; 去标识化), and telephones (PIPL 25). Every function gives the same when applied twice.
 */

/** What was found in a text nobody asked a number in. */
export type Found = 'idNumber' | 'phone' | 'account'
export const FOUND_NAMES: Readonly<Record<Found, string>> = {
  idNumber: '身份证号',
  phone: '手机号',
  account: '银行账号',
}

/**
 * Digits with the blanks and dashes people put between them; full-width ones too. No `\b`: a number stands directly
 * behind Chinese words. An X ends only an ID number.
 */
const NUMBER = /(?<![0-9０-９])[0-9０-９](?:[ \-－\u3000]?[0-9０-９]){10,24}(?:[ \-－\u3000]?[XxＸｘ])?/g
const ID = /^[1-9]\d{5}(18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[\dX]$/
/** Before 1999: 15 digits. An account may look like one; the mask is the same. */
const OLD_ID = /^[1-9]\d{7}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}$/
const PHONE = /^(86)?1[3-9]\d{9}$/

function kindOf(digits: string): Found | undefined {
  if (ID.test(digits) || OLD_ID.test(digits)) return 'idNumber'
  if (PHONE.test(digits)) return 'phone'
  // Fewer digits may be an invoice or a plot; a long number is hidden rather than risked.
  return digits.replace('X', '').length >= 15 ? 'account' : undefined
}

/** A text with personal numbers hidden, and which kinds there were. */
export function maskText(text: string): { text: string; found: readonly Found[] } {
  const found: Found[] = []
  const masked = text.replace(NUMBER, (written) => {
    const digits = plain(written)
    const kind = kindOf(digits)
    if (!kind) return written
    found.push(kind)
    return kind === 'phone' ? maskPhone(digits) : maskNumber(digits, kind)
  })
  return { text: masked, found }
}

/** A cell as its column asks. Text and remarks are searched; names stay, unless the item hides them (`maskName`). */
export function maskCell(kind: ColumnKind, value: string): string {
  if (kind === 'idNumber') return maskNumber(plain(value), 'idNumber')
  if (kind === 'account') return maskNumber(plain(value), 'account')
  if (kind === 'phone') return maskPhone(plain(value))
  return maskText(value).text
}

/** 王小明 → 王*明, 李四 → 李*: for lists whose people must not be named in full, minors among them (D2 C24). */
export function maskName(name: string): string {
  const letters = [...name]
  if (letters.length < 2 || name.includes('*')) return name
  return letters.map((letter, i) => (i === 0 || (i === letters.length - 1 && i > 1) ? letter : '*')).join('')
}

/** A whole content with every number hidden; columns listed in `names` lose the middle of their names too. */
export function maskContent(content: Content, names: readonly string[] = []): Content {
  const row = (line: Row): Row => ({
    ...line,
    ...(line.heading === undefined ? {} : { heading: maskText(line.heading).text }),
    cells: Object.fromEntries(
      Object.entries(line.cells).map(([id, value]) => {
        if (typeof value !== 'string') return [id, value]
        const column = content.columns.find((each) => each.id === id)
        if (column?.open) return [id, value]
        return [id, names.includes(id) ? maskName(value) : maskCell(column?.kind ?? 'text', value)]
      }),
    ),
  })
  return {
    ...content,
    rows: content.rows.map(row),
    ...(content.remark === undefined ? {} : { remark: maskText(content.remark).text }),
  }
}

/** ID and account keep the first four and the last four: place and check, not the day of birth between them. */
function maskNumber(digits: string, kind: 'idNumber' | 'account'): string {
  if (digits.includes('*')) return digits
  const keep = digits.length >= (kind === 'idNumber' ? 15 : 12) ? 4 : 1
  return hide(digits, keep, keep)
}

const maskPhone = (digits: string) =>
  digits.includes('*') ? digits : hide(digits.replace(/^86(?=1\d{10}$)/, ''), 3, 4)

function hide(digits: string, head: number, tail: number): string {
  const hidden = digits.length - head - tail
  return hidden > 0
    ? digits.slice(0, head) + '*'.repeat(hidden) + digits.slice(-tail)
    : '*'.repeat(digits.length)
}

const plain = (written: string) =>
  written
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[ \-\u3000]/g, '')
