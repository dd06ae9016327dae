import type { Change, Entry, Matter, Values } from '#practice/kit/index.ts'
import type { ConsentWay } from '#contract/consent-ways.ts'
import type { HandlingLevel } from '#contract/division-codes.ts'
import type { Tx } from '#server/core/db.ts'
import type { Scope } from '#server/core/scope.ts'

/** The SQL that writes and locks single matters. Lists are in queries.ts. */

export type MatterRecord = {
  id: string
  number: string
  flow: string
  stage: string
  level: HandlingLevel
  division: string
  item: string | null
  title: string
  /** Where it is, as everybody reads it. */
  open_address: string | null
  confidential: boolean
  conduct: boolean
  shown: boolean
  asker: string
  agent: string | null
  unit: string | null
  holder: string | null
  parent: string | null
  merged_into: string | null
  lng: number | null
  lat: number | null
  opened_at: Date
  stage_at: Date
  due_at: Date | null
  warned_at: Date | null
  overdue_at: Date | null
  ended_at: Date | null
  ending: string | null
  state: Matter
  rev: number
  head: Buffer
}

export const COLUMNS = `id, number, flow, stage, level, division, item, title, open_address, confidential, conduct, shown, asker, agent, unit,
  holder, parent, merged_into, lng, lat, opened_at, stage_at, due_at, warned_at, overdue_at, ended_at, ending, state, rev, head`

/** One that nobody else changes until the transaction ends, with what writing it takes besides. */
export type LockedMatter = MatterRecord & { asker_name: string }
const LOCKED = `${COLUMNS}, (select name from people p where p.county = matters.county and p.id = asker) as asker_name`

/** What follows from the state for lists and search. */
export type Derived = Pick<MatterRecord, 'title' | 'open_address' | 'confidential' | 'conduct' | 'shown'> & {
  words: string
  open_words: string
}

export type Writing = {
  id: string
  entry: Entry
  /** The post acted from, for the record. */
  key: string | undefined
  hash: Buffer
  state: Matter
  derived: Derived
  files: readonly string[]
}

const actorOf = (entry: Entry) => (entry.actor === 'clock' ? null : entry.actor)

/** The columns that follow from the state, in the order of INSERT and UPDATE below and of lives.ts. */
export function stateValues({ state, derived }: Pick<Writing, 'state' | 'derived'>): unknown[] {
  const place = state.answers['place']
  const point = typeof place === 'object' && 'lng' in place ? place : undefined
  return [
    state.stage, state.level, state.division, state.item ?? null, derived.title, derived.words, derived.confidential,
    derived.shown, state.unit ?? null, state.holder ?? null, state.mergedInto ?? null, point?.lng ?? null, point?.lat ?? null,
    state.stageAt, state.dueAt ?? null, state.tickAt ?? null, state.warnedAt ?? null, state.overdueAt ?? null,
    state.endedAt ?? null, state.ending ?? null, JSON.stringify(state), state.rev, derived.conduct,
    derived.open_words, derived.open_address,
  ] // prettier-ignore
}

export function entryValues({ entry, key, hash }: Pick<Writing, 'entry' | 'key' | 'hash'>): unknown[] {
  return [
    entry.seq, entry.action, actorOf(entry), entry.post ?? null, entry.at, JSON.stringify(entry.answers),
    JSON.stringify(entry.change), key ?? null, hash,
  ] // prettier-ignore
}

const INSERT = `
  with m as (
    insert into matters (county, id, number, flow, asker, agent, parent, opened_at, code_hash,
      stage, level, division, item, title, words, confidential, shown, unit, holder, merged_into, lng, lat,
      stage_at, due_at, tick_at, warned_at, overdue_at, ended_at, ending, state, rev, conduct, open_words, open_address, head)
    select current_county(), $1, number, $2, $3, $4, $5, $6, $7,
      $8, $9, $10, $11, $12, number || ' ' || $13, $14, $15, $16, $17, $18, $19, $20,
      $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, number || ' ' || $31, $32, $41
    from (select to_char($6::timestamptz at time zone 'Asia/Shanghai', 'YYMMDD') || '-' || to_char(nextval('matter_numbers'), 'FM999999990000') as number) as n
    returning county, id, number
  ), e as (
    insert into entries (county, matter, seq, action, actor, post, at, answers, change, key, hash)
    select county, id, $33, $34, $35, $36, $37, $38, $39, $40, $41 from m
  ), f as (
    insert into matter_files (county, matter, file) select county, id, unnest($42::text[]) from m
  ), u as (
    insert into matter_units (county, matter, unit) select county, id, $16 from m where $16::text is not null
  )
  select number from m`

/** Writes a new matter with its first entry; answers with its number. */
export async function insertMatter(tx: Tx, writing: Writing, codeHash: Buffer): Promise<string> {
  const { id, state, files } = writing
  const opening = [
    id,
    state.flow,
    state.asker,
    state.agent ?? null,
    state.parent ?? null,
    state.openedAt,
    codeHash,
  ]
  const row = await tx.first<{ number: string }>(INSERT, [
    ...opening,
    ...stateValues(writing),
    ...entryValues(writing),
    files,
  ])
  if (!row) throw new Error('a matter was not written')
  return row.number
}

const UPDATE = `
  with m as (
    update matters set
      stage = $2, level = $3, division = $4, item = $5, title = $6, words = number || ' ' || $7, confidential = $8,
      shown = $9, unit = $10, holder = $11, merged_into = $12, lng = $13, lat = $14, stage_at = $15, due_at = $16,
      tick_at = $17, warned_at = $18, overdue_at = $19, ended_at = $20, ending = $21, state = $22, rev = $23, conduct = $24,
      open_words = number || ' ' || $25, open_address = $26, head = $35
    where county = current_county() and id = $1
    returning county, id
  ), e as (
    insert into entries (county, matter, seq, action, actor, post, at, answers, change, key, hash)
    select county, id, $27, $28, $29, $30, $31, $32, $33, $34, $35 from m
  ), f as (
    insert into matter_files (county, matter, file) select county, id, unnest($36::text[]) from m on conflict do nothing
  )
  insert into matter_units (county, matter, unit) select county, id, $10 from m where $10::text is not null on conflict do nothing`

/** Writes an entry and the row it leads to. The row is locked by `lockMatter`. */
export async function writeEntry(tx: Tx, writing: Writing): Promise<void> {
  await tx.rows(UPDATE, [writing.id, ...stateValues(writing), ...entryValues(writing), writing.files])
}

export type Repeat = { matter: string; seq: number; actor: string | null; action: string; answers: Values }

/** An earlier entry with that key: the client has sent it before. */
export function findByKey(tx: Tx, key: string): Promise<Repeat | undefined> {
  return tx.first(
    'select matter, seq, actor, action, answers from entries where county = current_county() and key = $1',
    [key],
  )
}

/** The key of a matter never changes, so whoever only points at it, as a notice does, need not wait. */
const LOCK = `
  select ${LOCKED} from matters
  where county = current_county() and id = any(array[$1, (select parent from matters where county = current_county() and id = $1)])
  order by (id = $1) for no key update`

/** Locks a matter, and before it the one it assists, always in that order. */
export async function lockMatter(
  tx: Tx,
  id: string,
): Promise<{ row: LockedMatter; parent: LockedMatter | undefined } | undefined> {
  const rows = await tx.rows<LockedMatter>(LOCK, [id])
  const row = rows.find((found) => found.id === id)
  return row && { row, parent: rows.find((found) => found.id !== id) }
}

/** Locks the matters that assist one, those that are over as well. */
export function lockChildren(tx: Tx, parent: string): Promise<LockedMatter[]> {
  return tx.rows(
    `select ${LOCKED} from matters where county = current_county() and parent = $1 order by id for no key update`,
    [parent],
  )
}

export function findMatter(tx: Tx, id: string): Promise<MatterRecord | undefined> {
  return tx.first(`select ${COLUMNS} from matters where county = current_county() and id = $1`, [id])
}

/** The matter of a code, by the hashes of all keys. */
export function findByCode(tx: Tx, hashes: readonly Buffer[]): Promise<{ id: string } | undefined> {
  return tx.first('select id from matters where county = current_county() and code_hash = any($1)', [hashes])
}

/** What the code of a matter is found by; the county is named for whoever reads as the owner. */
export async function codeHashOf(tx: Tx, county: string, id: string): Promise<Buffer | undefined> {
  const row = await tx.first<{ code_hash: Buffer }>(
    'select code_hash from matters where county = $1 and id = $2',
    [county, id],
  )
  return row?.code_hash
}

/**
 * A matter by the number people say; only for merging, so only one still open, and locked: of two duplicates that are
 * merged into each other at the same moment one must stay open for both their askers.
 */
export function lockOpenByNumber(tx: Tx, number: string): Promise<MatterRecord | undefined> {
  return tx.first(
    `select ${COLUMNS} from matters
     where county = current_county() and number = $1 and ended_at is null for no key update`,
    [number],
  )
}

/** A matter by the number people say. */
export function findByNumber(tx: Tx, number: string): Promise<MatterRecord | undefined> {
  return tx.first(`select ${COLUMNS} from matters where county = current_county() and number = $1`, [number])
}

/** Whether the person's unit has had it in hand, or the person follows it. */
export async function isConcerned(
  tx: Tx,
  scope: Scope,
  matter: string,
): Promise<{ unit: boolean; follows: boolean }> {
  const row = await tx.first<{ unit: boolean; follows: boolean }>(
    `select exists (select from matter_units where county = current_county() and matter = $1 and unit = $2) as unit,
            exists (select from followers where county = current_county() and matter = $1 and person = $3) as follows`,
    [matter, scope.post?.unit ?? null, scope.person],
  )
  return row ?? { unit: false, follows: false }
}

export async function addFollower(tx: Tx, matter: string, person: string): Promise<void> {
  await tx.rows(
    'insert into followers (county, matter, person) values (current_county(), $1, $2) on conflict do nothing',
    [matter, person],
  )
}

/** How many others met the same. */
export async function countFollowers(tx: Tx, matter: string): Promise<number> {
  const row = await tx.first<{ n: number }>(
    'select count(*)::int as n from followers where county = current_county() and matter = $1',
    [matter],
  )
  return row?.n ?? 0
}

export async function addConsent(
  tx: Tx,
  matter: string,
  consent: { name: string; given: string; by: string; at: string },
): Promise<void> {
  await tx.rows('insert into consents (county, matter, name, given, recorded_by, recorded_at) values (current_county(), $1, $2, $3, $4, $5)', [
    matter, consent.name, consent.given, consent.by, consent.at,
  ]) // prettier-ignore
}

export type EntryRecord = Omit<Entry, 'at' | 'actor' | 'change'> & {
  at: Date
  actor: string | null
  change: Change
  hash: Buffer
  name: string | null
  title: string | null
  /** Whether the unit of the post it was written at had the matter in hand at some time. */
  in_hand: boolean
}

/** The history of a matter, oldest first, with the names of who acted. */
export function entriesOf(tx: Tx, matter: string): Promise<EntryRecord[]> {
  return tx.rows(
    `select e.seq, e.action, e.actor, e.post, e.at, e.answers, e.change, e.hash, p.name, t.title,
       u.unit is not null as in_hand
     from entries e
     left join people p on p.county = e.county and p.id = e.actor
     left join posts t on t.county = e.county and t.id = e.post
     left join matter_units u on u.county = e.county and u.matter = e.matter and u.unit = t.unit
     where e.county = current_county() and e.matter = $1 order by e.seq`,
    [matter],
  )
}

/** An entry with its link, without the names only people read. */
export type Linked = Omit<EntryRecord, 'name' | 'title' | 'in_hand'>

/** The histories of many matters at once, each oldest first. */
export async function historiesOf(tx: Tx, matters: readonly string[]): Promise<Map<string, Linked[]>> {
  const rows = await tx.rows<Linked & { matter: string }>(
    `select matter, seq, action, actor, post, at, answers, change, hash from entries
     where county = current_county() and matter = any($1) order by matter, seq`,
    [matters],
  )
  const found = new Map<string, Linked[]>()
  for (const row of rows) found.set(row.matter, [...(found.get(row.matter) ?? []), row])
  return found
}

/** An entry as the rules know it. */
export function entryOf({ seq, action, actor, post, at, answers, change }: Linked): Entry {
  return {
    seq,
    action,
    actor: actor ?? 'clock',
    ...(post ? { post } : {}),
    at: at.toISOString(),
    answers,
    change,
  }
}

export type PersonRecord = { id: string; name: string; phone_sealed: Buffer | null }

/** The people a matter names: who asked, who speaks for them, who holds it. */
export const peopleOf = (tx: Tx, row: MatterRecord): Promise<Map<string, PersonRecord>> =>
  peopleByIds(
    tx,
    [row.asker, row.agent, row.holder].filter((id) => id !== null),
  )

export async function peopleByIds(tx: Tx, ids: readonly string[]): Promise<Map<string, PersonRecord>> {
  const rows = await tx.rows<PersonRecord>(
    'select id, name, phone_sealed from people where county = current_county() and id = any($1)',
    [ids],
  )
  return new Map(rows.map((person) => [person.id, person]))
}

export function findConsent(
  tx: Tx,
  matter: string,
): Promise<{ name: string; given: ConsentWay } | undefined> {
  return tx.first('select name, given from consents where county = current_county() and matter = $1', [
    matter,
  ])
}

export function childrenOf(tx: Tx, matter: string): Promise<MatterRecord[]> {
  return tx.rows(
    `select ${COLUMNS} from matters where county = current_county() and parent = $1 order by id`,
    [matter],
  )
}

/** The village or grid a person lives in. */
export async function homeOf(tx: Tx, person: string): Promise<string | undefined> {
  const row = await tx.first<{ division: string }>(
    `select h.division from people p join households h on h.county = p.county and h.id = p.household
     where p.county = current_county() and p.id = $1`,
    [person],
  )
  return row?.division
}

/** Matters of any county whose moment has come; read as owner, changed county by county. */
export function dueMatters(
  tx: Tx,
  now: Date,
  limit: number,
  except: readonly string[] = [],
): Promise<{ county: string; id: string }[]> {
  return tx.rows(
    'select county, id from matters where tick_at <= $1 and id <> all ($3::uuid[]) order by tick_at limit $2',
    [now, limit, except],
  )
}

/** Locks a matter whose moment has come, unless another worker has it. */
export function lockDue(tx: Tx, id: string, now: Date): Promise<LockedMatter | undefined> {
  return tx.first(
    `select ${LOCKED} from matters where county = current_county() and id = $1 and tick_at <= $2 for update skip locked`,
    [id, now],
  )
}

/** Matters in order of their id, from one on: for walks over all of them. */
export function mattersAfter(tx: Tx, last: string | undefined, limit: number): Promise<MatterRecord[]> {
  return tx.rows(
    `select ${COLUMNS} from matters where county = current_county() and ($1::uuid is null or id > $1) order by id limit $2`,
    [last ?? null, limit],
  )
}

/** The matters that carry a picture; the same bytes may be in several. */
export function mattersWithFile(tx: Tx, file: string): Promise<MatterRecord[]> {
  return tx.rows(
    `select ${COLUMNS} from matters where county = current_county()
       and id in (select matter from matter_files where county = current_county() and file = $1) limit 50`,
    [file],
  )
}
