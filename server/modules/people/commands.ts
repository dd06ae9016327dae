import { placeNameOf } from '#contract/division-codes.ts'
import { PEOPLE_SHOWN_MAX } from '#contract/second-words.ts'
import { dateOf } from '#practice/kit/index.ts'
import type { Services } from '#server/core/app.ts'
import { isDuplicate, type Tx } from '#server/core/db.ts'
import { newId } from '#server/core/ids.ts'
import { Problem } from '#server/core/problem.ts'
import { noteChange, type KeepRows, type TraceRow } from '#server/core/trace.ts'
import { getCounty, type County } from '#server/modules/places/index.ts'
import { askSecondWord, tellHousehold, type Kind } from '#server/modules/second-words/index.ts'
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
import * as phones from './phones.ts'

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
  /** Who imports; null for the program itself, whose phones wait for nobody. */
  person?: string | null
  /** Writes that phones wait into the audit log; without it nothing is written there, as while a demo is made. */
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
      const phonesWait = begun.person !== null
      const turn = { id, worker, from: cursor, to: last, area: begun.area, phonesWait }
      await writeBatch(tx, turn, rows, refusals, secrets)
    })
    cursor = last
    wanted.onProgress?.(cursor)
  }
  const { told, ...ended } = await db.inCounty(county, async (tx) => {
    const isEnded = await store.endImport(tx, id, worker)
    const row = await store.findImport(tx, id)
    if (!row) throw new Error(`no import ${id}`)
    return { ...countsOf(row), told: isEnded ? await askForPhones(tx, county, row, wanted.keep) : [] }
  })
  services.live.told(county, told)
  return ended
}

/**
 * Lets the phones a list gives wait for one second word; answers with who was told. An import that breaks off asks for
 * those it came to.
 */
export async function askForPhones(
  tx: Tx,
  county: string,
  { id, area, person }: store.ImportRow,
  keep: KeepRows | undefined,
): Promise<string[]> {
  const rows = await phones.countPhones(tx, id)
  if (rows === 0 || person === null) return []
  const word = { id: newId(), kind: 'list' as const, subject: id, concerned: null, area, person, post: null }
  const told = await askSecondWord(tx, county, { ...word, what: { rows } })
  await keep?.(tx, county, [rowOfPhones(person, id, word.id, rows)], false)
  return told
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
  turn: { id: string; worker: string; from: number; to: number; area: string; phonesWait: boolean },
  rows: readonly Hashed[],
  refusals: readonly Refusal[],
  secrets: Sealing,
): Promise<void> {
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
  const taken = await store.phonesTaken(
    tx,
    turn.id,
    [...phoneHashes.keys()].flatMap((phone) => secrets.hashes('phone', phone)),
  )
  const known = {
    households,
    people: [...people, ...members].map((row) => ({
      ...row,
      phone_hash: renewed(row.phone_hash),
      id_number_hash: renewed(row.id_number_hash),
    })),
    phones: taken.map(({ id, phone_hash }) => ({ id, phone_hash: renewed(phone_hash) })),
    area: turn.area,
    today: dateOf(new Date()),
    phonesWait: turn.phonesWait,
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
  if (batch.waiting.length > 0) await phones.insertPhones(tx, turn.id, batch.waiting)
  if (all.length > 0) await store.insertRefusals(tx, turn.id, all)
  const counts = batch.counts(refusals.length)
  if (!(await store.advance(tx, turn.id, { ...turn, counts }))) throw new Error('这份名单已由另一个进程接手')
}

/** That phones of a list wait, by the name of whoever sent it; whose they are stands there once they were agreed to. */
const rowOfPhones = (person: string, list: string, record: string, rows: number): TraceRow => ({
  id: newId(),
  at: new Date().toISOString(),
  call: list,
  route: 'people.start',
  address: '',
  surface: 'worker',
  person,
  post: undefined,
  record,
  said: { list },
  before: undefined,
  after: { rows },
  outcome: 'done',
  status: 200,
  reason: '',
})

/** 复核: phones of a list, sent by one, looked over and agreed to by another. */
export const listWord: Kind = {
  says: async (tx, _, { subject, what }) => {
    const row = await store.findImport(tx, subject)
    return row && `名单“${row.file}”给 ${String(what['rows'])} 个没有手机号的人登记手机号`
  },
  people: async (tx, { secrets }, { subject }) =>
    (await phones.phonesOfImport(tx, subject, PEOPLE_SHOWN_MAX)).map(({ person, phone_sealed }) => ({
      person,
      phone: masked('phone', secrets.unseal(phone_sealed)),
    })),
  effect: async (tx, { secrets, live }, { county, subject: list, person: first }) => {
    const filled = await phones.fillPhones(tx, list).catch((error: unknown) => {
      if (isDuplicate(error, 'people_phone'))
        throw new Problem(409, 'moved', '名单里有的手机号刚刚登记给了别人，请再点一次同意')
      throw error
    })
    await phones.dropPhones(tx, list)
    const given = filled.map(({ person, phone_sealed }) => ({ person, phone: secrets.unseal(phone_sealed) }))
    for (const { person, phone } of given) noteChange(person, { phone: masked('phone', phone), list, first })
    const told = await tellHousehold(
      tx,
      county,
      given.map(({ person, phone }) => ({ person, tail: phone.slice(-4) })),
    )
    return async () => live.told(county, told)
  },
  refused: (tx, { subject }) => phones.dropPhones(tx, subject),
}

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
