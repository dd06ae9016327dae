import { placeNameOf } from '#contract/division-codes.ts'
import { dateOf } from '#practice/kit/index.ts'
import type { Services } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import { newId } from '#server/core/ids.ts'
import type { KeepRows, TraceRow } from '#server/core/trace.ts'
import { getCounty, type County } from '#server/modules/places/index.ts'
import { Batch, type Sealing } from './batch.ts'
import {
  checkRow,
  isRefusal,
  masked,
  type Candidate,
  type ListRow,
  type Refusal,
  type Villages,
} from './rules.ts'
import * as store from './store.ts'

export type ImportOf = {
  county: string
  /** UUIDv7 of the import; called again with the same it goes on behind the last row that was written. */
  id: string
  /** What the list is called, for the report. */
  file: string
  /** In the same order each time. Row numbers rise; the heading is row 1. */
  rows: AsyncIterable<ListRow> | Iterable<ListRow>
  /** The division the importer's post covers; rows outside are refused. */
  area: string
  /** Who imports; null for the program itself. */
  person?: string | null
  /** Writes who got a phone by it into the audit log; without it nothing is written there, as while a demo is made. */
  keep?: KeepRows
  /** After each batch: rows read so far. */
  onProgress?: (rows: number) => void
}
export type Imported = store.Counts & { id: string; rows: number }

/** A few tenths of a second a transaction: readers of the entry log wait for the oldest one (matters/changes.ts). */
const BATCH_ROWS = 4000

/**
 * Loads people and households through the rules, a batch a transaction, and answers with the counts of the whole
 * import. Resumable and idempotent. Throws when another worker has taken the import meanwhile.
 */
export async function importPeople(services: Services, wanted: ImportOf): Promise<Imported> {
  const { db, secrets } = services
  const { county, id, file, area, person = null } = wanted
  const worker = newId()
  const ground = await getCounty(db, county)
  const begun = await db.inCounty(county, async (tx) => {
    const state = 'waiting'
    await store.insertImport(tx, { id, file, sha: null, columns: {}, area, person, state, total: null })
    return store.takeImport(tx, id, worker)
  })
  if (!begun) throw new Error(`no import ${id}`)
  if (begun.state !== 'running') return countsOf(begun)
  const run = new Run(groundOf(ground, begun.area), secrets)
  let cursor = begun.cursor_row
  for await (const { rows, refusals, last } of batchesOf(wanted.rows, run, cursor)) {
    await db.inCounty(county, async (tx) => {
      const turn = { id, worker, from: cursor, to: last, area: begun.area }
      const filled = await writeBatch(tx, turn, rows, refusals, secrets)
      if (filled.length > 0) await wanted.keep?.(tx, county, rowsOfPhones(begun, filled), false)
    })
    cursor = last
    wanted.onProgress?.(cursor)
  }
  return db.inCounty(county, async (tx) => {
    await store.endImport(tx, id, worker)
    const ended = await store.findImport(tx, id)
    if (!ended) throw new Error(`no import ${id}`)
    return countsOf(ended)
  })
}

const countsOf = ({
  id,
  cursor_row,
  added,
  changed,
  unchanged,
  refused,
  partly,
}: store.ImportRow): Imported => ({
  id,
  rows: Math.max(0, cursor_row - 1),
  added,
  changed,
  unchanged,
  refused,
  partly,
})

type Hashed = Candidate & { idHash: Buffer | undefined }
type Piece = { rows: Hashed[]; refusals: Refusal[]; last: number }

/** Rows in batches. Those before the cursor are read again, because a later row may name the same person. */
async function* batchesOf(list: ImportOf['rows'], run: Run, cursor: number): AsyncGenerator<Piece> {
  let piece: Piece = { rows: [], refusals: [], last: cursor }
  for await (const row of list) {
    const checked = run.check(row)
    if (row.row <= cursor) continue
    if (isRefusal(checked)) piece.refusals.push(checked)
    else piece.rows.push(checked)
    piece.last = row.row
    if (piece.rows.length + piece.refusals.length < BATCH_ROWS) continue
    yield piece
    piece = { rows: [], refusals: [], last: row.row }
  }
  if (piece.rows.length + piece.refusals.length > 0) yield piece
}

/** What one reading of a list remembers: whom it has named already, and in which row. */
class Run {
  readonly #seen = new Map<string, number>()
  readonly #ground: Parameters<typeof checkRow>[1]
  readonly #secrets: Sealing

  constructor(ground: Parameters<typeof checkRow>[1], secrets: Sealing) {
    this.#ground = ground
    this.#secrets = secrets
  }

  check(row: ListRow): Hashed | Refusal {
    const checked = checkRow(row, this.#ground)
    if (isRefusal(checked)) return checked
    const { idNumber, household, name, bornOn } = checked
    const idHash = idNumber === undefined ? undefined : this.#secrets.hash('id-number', idNumber)
    // Nine of 32 bytes: a county's million people never meet by chance, and a short text is kept for each.
    const known = [`${household} ${name} ${bornOn}`, ...(idHash ? [idHash.toString('latin1', 0, 9)] : [])]
    const before = known.map((key) => this.#seen.get(key)).find((n) => n !== undefined)
    if (before !== undefined) {
      const field = idNumber === undefined ? 'name' : 'idNumber'
      const value = masked(field, idNumber ?? name)
      return {
        row: row.row,
        field,
        value,
        reason: `与第 ${before} 行是同一个人，只导入了那一行`,
        scope: 'row',
      }
    }
    for (const key of known) this.#seen.set(key, row.row)
    return { ...checked, idHash }
  }
}

async function writeBatch(
  tx: Tx,
  turn: { id: string; worker: string; from: number; to: number; area: string },
  rows: readonly Hashed[],
  refusals: readonly Refusal[],
  secrets: Sealing,
): Promise<Batch['filled']> {
  await store.beginBatch(tx)
  const phoneHashes = new Map(
    rows.flatMap(({ phone }) => (phone === undefined ? [] : [[phone, secrets.hash('phone', phone)]])),
  )
  const renewed = renewing(secrets, rows)
  const households = await store.householdsByNumber(tx, [...new Set(rows.map(({ household }) => household))])
  const people = await store.peopleByIdNumber(
    tx,
    rows.flatMap(({ idNumber }) => (idNumber === undefined ? [] : secrets.hashes('id-number', idNumber))),
  )
  const members =
    households.length === 0
      ? []
      : await store.peopleOfHouseholds(
          tx,
          households.map(({ id }) => id),
        )
  const phones = await store.phonesTaken(
    tx,
    [...phoneHashes.keys()].flatMap((phone) => secrets.hashes('phone', phone)),
  )
  const known = {
    households,
    people: [...people, ...members].map((row) => ({
      ...row,
      phone_hash: renewed(row.phone_hash),
      id_number_hash: renewed(row.id_number_hash),
    })),
    phones: phones.map(({ id, phone_hash }) => ({ id, phone_hash: renewed(phone_hash) })),
    area: turn.area,
    today: dateOf(new Date()),
  }
  const batch = new Batch(known, secrets)
  for (const row of rows) batch.take(row, row.phone === undefined ? undefined : phoneHashes.get(row.phone))
  const all = [...refusals, ...batch.refusals]
  if (batch.newHouseholds.length > 0) await store.insertHouseholds(tx, batch.newHouseholds)
  if (batch.changedHouseholds.size > 0)
    await store.updateHouseholds(tx, [...batch.changedHouseholds.values()])
  if (batch.added.length > 0) await store.insertPeople(tx, batch.added)
  if (batch.changed.length > 0) await store.updatePeople(tx, batch.changed)
  if (batch.changes.length > 0) await store.insertChanges(tx, turn.id, batch.changes)
  if (all.length > 0) await store.insertRefusals(tx, turn.id, all)
  const counts = batch.counts(refusals.length)
  if (!(await store.advance(tx, turn.id, { ...turn, counts }))) throw new Error('这份名单已由另一个进程接手')
  return batch.filled
}

/** One row for each who was there before and can sign in from now on, by the name of whoever sent the list. */
const rowsOfPhones = ({ id, person }: store.ImportRow, filled: Batch['filled']): TraceRow[] =>
  filled.map((one) => ({
    id: newId(),
    at: new Date().toISOString(),
    call: id,
    route: 'people.start',
    address: '',
    surface: 'worker',
    person: person ?? undefined,
    post: undefined,
    record: one.person,
    said: { list: id },
    before: undefined,
    after: { phone: masked('phone', one.phone) },
    outcome: 'done',
    status: 200,
    reason: '',
  }))

/** What the rows of a list are checked against. */
export function groundOf(county: County, area: string): Parameters<typeof checkRow>[1] {
  return { villages: villagesOf(county), area, today: dateOf(new Date()) }
}

/** Villages by code and by every way people write them: 老寨村委会, 老寨村, 老寨, and with the town before. */
function villagesOf({ divisions }: County): Villages {
  const byName = new Map<string, string[]>()
  const codes = new Set<string>()
  for (const { code, level, name } of divisions.values()) {
    if (level !== 'village') continue
    codes.add(code)
    const town = divisions.get(code.slice(0, 9))?.name ?? ''
    const place = placeNameOf(name)
    const written = new Set([name, place, place.replace(/[村社区]+$/, '')].filter((one) => one.length > 1))
    for (const one of [...written, ...[...written].map((short) => `${town}${short}`)])
      byName.set(one, [...(byName.get(one) ?? []), code])
  }
  return { codes, byName }
}

/** What was hashed under an older key, as the current one would: while keys change both are in the register. */
function renewing({ hashes }: Sealing, rows: readonly Hashed[]) {
  const current = new Map<string, Buffer>()
  const note = (use: 'phone' | 'id-number', value: string | undefined) => {
    const [now, ...older] = value === undefined ? [] : hashes(use, value)
    for (const hash of older) if (now) current.set(hash.toString('base64'), now)
  }
  for (const { phone, idNumber } of rows) {
    note('phone', phone)
    note('id-number', idNumber)
  }
  return <T extends Buffer | null>(hash: T) =>
    hash === null || current.size === 0 ? hash : (current.get(hash.toString('base64')) ?? hash)
}
