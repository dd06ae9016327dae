import type { Secrets } from '#server/core/secrets.ts'
import { sha256 } from '#server/core/secrets.ts'
import type { TraceRow } from '#server/core/trace.ts'
import { canonical } from '#server/modules/matters/index.ts'

/**
 * The promise of this module: a committed change has its row in the log, no row changes or goes before its term, and
 * whoever tries is found: each row carries a hash made with a key that the database does not have, and a county's rows
 * are sealed in order, each seal over the one before.
 */

/** How long the log is kept, with what it rests on. */
export const KEPT = {
  /** 网络安全法 (2025 amendment, in force 2026) 23 (3), before it 21 (3): network logs for six months at least. */
  leastMonths: 6,
  /** 个人信息保护法 56: records of how personal data was handled for three years at least; this is such a record. */
  months: 36,
  says: '网络日志至少留存六个月（网络安全法第二十三条）；处理个人信息的记录至少保存三年（个人信息保护法第五十六条）',
} as const

/** Months of the log made ahead: a county whose worker stands still for a year has other troubles. */
export const MONTHS_AHEAD = 12

/** What proves a row: everything in it, with the key of this installation. */
export const hashOfRow = ({ hash }: Pick<Secrets, 'hash'>, county: string, row: TraceRow): Buffer =>
  hash('audit', toldBy(county, row))

/** By which of our keys the row's hash is (`Secrets.ageOf`); undefined when the row is not what was written. */
export const ageOfRow = (
  { ageOf }: Pick<Secrets, 'ageOf'>,
  hash: Uint8Array,
  county: string,
  row: TraceRow,
) => ageOf(hash, 'audit', toldBy(county, row))

function toldBy(county: string, row: TraceRow): string {
  const { id, at, call, person, post, address, surface, route, record } = row
  const { said, before, after, outcome, status, reason, sent } = row
  const told = [
    county, id, at, call, person ?? null, post ?? null, address, surface, route, record ?? null, said, before ?? null,
    after ?? null, outcome, status, reason, ...(sent ? [sent.key, sent.hash] : []),
  ] // prettier-ignore
  return canonical(told)
}

export type Seal = {
  seq: number
  month_on: string
  sealed_at: Date
  first_at: Date
  last_at: Date
  below_tx: string
  rows: string[]
  root: Buffer
  hash: Buffer
}

/** What the rows of a seal come to, in their order. */
export const rootOf = (rows: readonly { hash: Uint8Array; tx: string }[]): Buffer =>
  sha256(...rows.flatMap(({ hash, tx }) => [hash, tx]))

type Unhashed = Omit<Seal, 'hash'>

/** The link of a seal in its county's chain. */
export const hashOfSeal = (
  { hash }: Pick<Secrets, 'hash'>,
  before: Uint8Array | undefined,
  county: string,
  seal: Unhashed,
): Buffer => hash('audit', linkOf(before, county, seal))

/** By which of our keys a seal is the next link; undefined when it is none. */
export const ageOfSeal = (
  { ageOf }: Pick<Secrets, 'ageOf'>,
  before: Uint8Array | undefined,
  county: string,
  { hash, ...seal }: Seal,
) => ageOf(hash, 'audit', linkOf(before, county, seal))

function linkOf(before: Uint8Array | undefined, county: string, seal: Unhashed): Buffer {
  const { seq, month_on, sealed_at, first_at, last_at, below_tx, rows, root } = seal
  const [sealed, first, last] = [sealed_at, first_at, last_at].map((at) => at.toISOString())
  const said = canonical([county, seq, month_on, sealed, first, last, below_tx, rows, root.toString('hex')])
  return Buffer.concat([before ?? Buffer.alloc(0), Buffer.from(said)])
}

/** The end of the chain in few letters, to be kept on paper. */
export const headOf = ({ seq, hash }: Seal): string => `${seq}-${hash.toString('hex').slice(0, 16)}`

const MONTH = /^(\d{4})-(\d\d)/

/** The first day of the month that lies so many before that of a day. */
export function monthBefore(day: string, months: number): string {
  const [, year = '', month = ''] = MONTH.exec(day) ?? []
  const n = Number(year) * 12 + Number(month) - 1 - months
  return `${Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}-01`
}

/**
 * For how long after the first seal by a new key a seal may hold rows by an older one. Rows are hashed when they are
 * written and sealed when every transaction before them has ended, which a long one can hold up.
 */
const STRAGGLERS_MS = 3_600_000

/**
 * Which keys count where, seal by seal: once a newer key has sealed, no older one seals, and soon no row is by it. So
 * whoever got hold of an old key can neither add to the log with it nor change what a newer key has sealed.
 */
export class KeyWatch {
  #newest = Number.POSITIVE_INFINITY
  #since = new Date(0)

  /** Whether a seal by a key of that age may come next. */
  takesSeal(age: number, sealedAt: Date): boolean {
    if (age > this.#newest) return false
    if (age < this.#newest) this.#since = sealedAt
    this.#newest = age
    return true
  }

  /** Whether a row by a key of that age may be in a seal of that moment. */
  takesRow(age: number, sealedAt: Date): boolean {
    return age <= this.#newest || sealedAt.getTime() - this.#since.getTime() <= STRAGGLERS_MS
  }
}
