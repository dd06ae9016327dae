import type { Content } from '#practice/disclosure/content.ts'
import type { PublicationState } from '#practice/disclosure/life.ts'
import type { Tx } from '#server/core/db.ts'
import { keysOf, type DutyKeys } from '#server/modules/disclosure/index.ts'

/** What is in work, what hangs, and every version there ever was. */

export type PublicationRecord = DutyKeys & {
  id: string
  title: string
  state: Exclude<PublicationState, 'corrected'>
  draft: Content | null
  reason: string | null
  rev: number
  author: string
  reviewer: string | null
  party_approver: string | null
  committee_approver: string | null
  version: number
  posted_from: string | null
  posted_until: string | null
  taken_down_on: string | null
  affair: string | null
  /** Why it is to follow the correction of another. */
  owes: string | null
  /** Of its duty. */
  due_on: string
  item_on: string
  published_on: string | null
}

const COLUMNS = `p.id, p.division, p.item, p.period, p.n, p.title, p.state, p.reason, p.rev, p.author, p.reviewer,
  p.party_approver, p.committee_approver, p.version, p.posted_from, p.posted_until, p.taken_down_on, p.affair, p.owes,
  d.due_on, d.item_on, d.published_on`
const FROM = `from publications p join disclosure_duties d on d.county = p.county and d.division = p.division
  and d.item = p.item and d.period = p.period and d.n = p.n`

/** With its draft, for those who work on it. */
export function findPublication(tx: Tx, id: string): Promise<PublicationRecord | undefined> {
  return tx.first(`select ${COLUMNS}, p.draft ${FROM} where p.county = current_county() and p.id = $1`, [id])
}

export function lockPublication(tx: Tx, id: string): Promise<PublicationRecord | undefined> {
  return tx.first(
    `select ${COLUMNS}, p.draft ${FROM} where p.county = current_county() and p.id = $1 for update of p`,
    [id],
  )
}

/** Begins one; undefined when another was faster. */
export function insertPublication(
  tx: Tx,
  row: DutyKeys & { id: string; title: string; draft: Content; author: string; affair: string | null },
): Promise<{ id: string } | undefined> {
  return tx.first(
    `insert into publications (county, id, division, item, period, n, title, state, draft, author, affair)
     values (current_county(), $1, $2, $3, $4, $5, $6, 'drafted', $7, $8, $9)
     on conflict (county, division, item, period, n) do nothing returning id`,
    [row.id, ...keysOf(row), row.title, JSON.stringify(row.draft), row.author, row.affair],
  )
}

export function findByDuty(tx: Tx, keys: DutyKeys): Promise<{ id: string; rev: number } | undefined> {
  return tx.first(
    `select id, rev from publications
     where county = current_county() and division = $1 and item = $2 and period = $3 and n = $4`,
    keysOf(keys),
  )
}

/** Names the first of an affair as its own head, so that all of them are found by it. */
export async function headAffair(tx: Tx, id: string): Promise<void> {
  await tx.rows(
    'update publications set affair = $1 where county = current_county() and id = $1 and affair is null',
    [id],
  )
}

export type Changed = Partial<
  Pick<
    PublicationRecord,
    | 'title'
    | 'state'
    | 'draft'
    | 'reason'
    | 'author'
    | 'reviewer'
    | 'party_approver'
    | 'committee_approver'
    | 'version'
    | 'posted_from'
    | 'posted_until'
    | 'taken_down_on'
    | 'affair'
    | 'owes'
  > & { money_fen: number; other_fen: number }
>

/** Writes what changed and raises the revision. */
export async function updatePublication(tx: Tx, id: string, changed: Changed): Promise<number> {
  const entries = Object.entries(changed)
  const sets = entries.map(([column], index) => `${column} = $${index + 2}`)
  const values = entries.map(([, value]) =>
    typeof value === 'object' && value !== null ? JSON.stringify(value) : value,
  )
  const row = await tx.first<{ rev: number }>(
    `update publications set ${[...sets, 'rev = rev + 1'].join(', ')}
     where county = current_county() and id = $1 returning rev`,
    [id, ...values],
  )
  return row?.rev ?? 0
}

export type StepRecord = {
  seq: number
  action: string
  version: number
  person: string
  by: string
  reason: string | null
  file: string | null
  at: Date
}

export function stepsOf(tx: Tx, id: string): Promise<StepRecord[]> {
  return tx.rows(
    `select s.seq, s.action, s.version, s.person, p.name || coalesce('（' || o.title || '）', '') as by, s.reason,
       s.file, s.at
     from publication_steps s join people p on p.county = s.county and p.id = s.person
     left join posts o on o.county = s.county and o.id = s.post
     where s.county = current_county() and s.publication = $1 order by s.seq`,
    [id],
  )
}

export async function nameOfPerson(tx: Tx, id: string): Promise<string | undefined> {
  const row = await tx.first<{ name: string }>(
    'select name from people where county = current_county() and id = $1',
    [id],
  )
  return row?.name
}

/** Writes a step; the row of its publication is locked, so numbers follow each other. */
export async function insertStep(
  tx: Tx,
  step: {
    publication: string
    action: string
    version: number
    person: string
    post: string | undefined
    reason?: string | undefined
    file?: string | undefined
    at: Date
    key?: string | undefined
  },
): Promise<void> {
  await tx.rows(
    `insert into publication_steps (county, publication, seq, action, version, person, post, reason, file, at, key)
     select current_county(), $1, coalesce(max(seq), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9
     from publication_steps where county = current_county() and publication = $1`,
    [
      step.publication,
      step.action,
      step.version,
      step.person,
      step.post ?? null,
      step.reason ?? null,
      step.file ?? null,
      step.at,
      step.key ?? null,
    ],
  )
}

export function findStepByKey(
  tx: Tx,
  key: string,
): Promise<{ publication: string; action: string; person: string } | undefined> {
  return tx.first(
    'select publication, action, person from publication_steps where county = current_county() and key = $1',
    [key],
  )
}

export type VersionRecord = {
  publication: string
  version: number
  division: string
  seq: number
  title: string
  content: Content
  summary: string
  reason: string | null
  author: string
  /** Who checked and who approved it; nobody in what was moved in. */
  reviewer: string | null
  party_approver: string | null
  committee_approver: string | null
  publisher: string
  at: Date
  before: Buffer
  hash: Buffer
  code: string
}
export const VERSION = `v.publication, v.version, v.division, v.seq, v.title, v.content, v.summary, v.reason, v.author,
  v.reviewer, v.party_approver, v.committee_approver, v.publisher, v.at, v.before, v.hash, v.code`

export type NamedVersion = VersionRecord & { author_by: string; publisher_by: string }

/** All versions of one, newest first, with who wrote and who published them. */
export function versionsOf(tx: Tx, id: string): Promise<NamedVersion[]> {
  return tx.rows(
    `select ${VERSION}, a.name as author_by, b.name as publisher_by from publication_versions v
     join people a on a.county = v.county and a.id = v.author join people b on b.county = v.county and b.id = v.publisher
     where v.county = current_county() and v.publication = $1 order by v.version desc`,
    [id],
  )
}

export function newestVersion(tx: Tx, id: string): Promise<VersionRecord | undefined> {
  return tx.first(
    `select ${VERSION} from publication_versions v where v.county = current_county() and v.publication = $1
     order by v.version desc limit 1`,
    [id],
  )
}

export type VersionBeside = VersionRecord & { period: string }
/** What hangs for other periods of the same item of a village, the first of each. */
export function versionsBeside(
  tx: Tx,
  { division, item }: Pick<DutyKeys, 'division' | 'item'>,
  periods: readonly string[],
): Promise<VersionBeside[]> {
  return tx.rows(
    `select distinct on (p.period) ${VERSION}, p.period from publications p
     join publication_versions v on v.county = p.county and v.publication = p.id and v.version = p.version
     where p.county = current_county() and p.division = $1 and p.item = $2 and p.period = any($3)
     order by p.period, p.n`,
    [division, item, periods],
  )
}

/** Notes on what hangs why it is to be corrected; a second reason stands behind the first. */
export async function owe(tx: Tx, publications: readonly string[], says: string): Promise<void> {
  await tx.rows(
    `update publications set owes = concat_ws('；', owes, $2::text)
     where county = current_county() and id = any($1)`,
    [publications, says],
  )
}

/** Locks the end of a village’s chain: versions of one village are published one after the other. */
export async function lockChain(tx: Tx, division: string): Promise<{ seq: number; head: Buffer }> {
  const row = await tx.first<{ seq: number; head: Buffer }>(
    `insert into publication_chains (county, division) values (current_county(), $1)
     on conflict (county, division) do update set division = excluded.division returning seq, head`,
    [division],
  )
  if (!row) throw new Error(`no chain for ${division}`)
  return row
}

/** Adds a version and moves the end of its village's chain, which is locked (`lockChain`), to it. */
export async function appendVersion(tx: Tx, row: VersionRecord): Promise<void> {
  await tx.rows(
    `with added as (
       insert into publication_versions (county, publication, version, division, seq, title, content, summary, reason,
         author, publisher, at, before, hash, code, reviewer, party_approver, committee_approver)
       values (current_county(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17))
     update publication_chains set seq = $4, head = $13 where county = current_county() and division = $3`,
    [
      row.publication,
      row.version,
      row.division,
      row.seq,
      row.title,
      JSON.stringify(row.content),
      row.summary,
      row.reason,
      row.author,
      row.publisher,
      row.at,
      row.before,
      row.hash,
      row.code,
      row.reviewer,
      row.party_approver,
      row.committee_approver,
    ],
  )
}

export async function markPublished(tx: Tx, keys: DutyKeys, on: string): Promise<void> {
  await tx.rows(
    `update disclosure_duties set published_on = $5 where county = current_county() and division = $1 and item = $2
       and period = $3 and n = $4 and published_on is null`,
    [...keysOf(keys), on],
  )
}

/** Where a code or a hash leads; of two with one code the newer. */
export function findVersion(
  tx: Tx,
  by: { code: string } | { hash: Buffer },
): Promise<NamedVersion | undefined> {
  const [column, value] = 'code' in by ? ['code', by.code] : ['hash', by.hash]
  return tx.first(
    `select ${VERSION}, a.name as author_by, b.name as publisher_by from publication_versions v
     join people a on a.county = v.county and a.id = v.author join people b on b.county = v.county and b.id = v.publisher
     where v.county = current_county() and v.${column} = $1 order by v.at desc limit 1`,
    [value],
  )
}

export async function addFiles(tx: Tx, publication: string, files: readonly string[]): Promise<void> {
  if (files.length === 0) return
  await tx.rows(
    `insert into publication_files (county, publication, file) select current_county(), $1, unnest($2::text[])
     on conflict do nothing`,
    [publication, files],
  )
}

export async function hasFile(tx: Tx, publication: string, file: string): Promise<boolean> {
  const row = await tx.first(
    'select from publication_files where county = current_county() and publication = $1 and file = $2',
    [publication, file],
  )
  return row !== undefined
}

/**
 * Which of these pictures somebody who holds a post in the village, or in a grid of it, has added: whoever learns the name
 * of a villager's picture must not publish it.
 */
export async function ownFiles(tx: Tx, division: string, files: readonly string[]): Promise<Set<string>> {
  const rows = await tx.rows<{ id: string }>(
    `select distinct f.file as id from file_adders f where f.county = current_county() and f.file = any($2)
       and exists (select from posts o where o.county = f.county and o.person = f.person and starts_with(o.division, $1))`,
    [division, files],
  )
  return new Set(rows.map(({ id }) => id))
}
