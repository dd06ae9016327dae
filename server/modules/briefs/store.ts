import type { Holders } from './policy.ts'
import type { Tx } from '#server/core/db.ts'
import type { Scope } from '#server/core/scope.ts'
import type { Content } from './content.ts'

export type BriefRow = {
  id: string
  area: string
  week_on: string
  version: number
  state: 'drafted' | 'signed' | 'sent' | 'returned'
  content: Content
  rev: number
  counted_at: Date
  signed_at: Date | null
  hash: Buffer | null
}

const COLUMNS = 'id, area, week_on, version, state, content, rev, counted_at, signed_at, hash'

export function findBrief(tx: Tx, id: string): Promise<BriefRow | undefined> {
  return tx.first(`select ${COLUMNS} from briefs where county = current_county() and id = $1`, [id])
}

/** The same, and nobody else changes it until the transaction ends. */
export function lockBrief(tx: Tx, id: string): Promise<BriefRow | undefined> {
  return tx.first(`select ${COLUMNS} from briefs where county = current_county() and id = $1 for update`, [
    id,
  ])
}

/** The newest version of a week. */
export function newestOf(tx: Tx, area: string, weekOn: string): Promise<BriefRow | undefined> {
  return tx.first(
    `select ${COLUMNS} from briefs where county = current_county() and area = $1 and week_on = $2
     order by version desc limit 1`,
    [area, weekOn],
  )
}

/** The newest signed version of a week. */
export function signedOf(tx: Tx, area: string, weekOn: string): Promise<BriefRow | undefined> {
  return tx.first(
    `select ${COLUMNS} from briefs where county = current_county() and area = $1 and week_on = $2
       and state <> 'drafted' order by version desc limit 1`,
    [area, weekOn],
  )
}

export type StandingRow = Pick<BriefRow, 'id' | 'area' | 'week_on' | 'version' | 'state' | 'signed_at'>

/** The newest version of each week: of the area itself in any state, of the areas below what was sent up. */
export function standingsOf(
  tx: Tx,
  area: string,
  below: readonly string[],
  since: string,
): Promise<StandingRow[]> {
  return tx.rows(
    `select distinct on (area, week_on) id, area, week_on, version, state, signed_at from briefs
     where county = current_county() and week_on >= $3
       and (area = $1 or (area = any($2) and state in ('sent', 'returned')))
     order by area, week_on, version desc`,
    [area, below, since],
  )
}

type NewBrief = Pick<BriefRow, 'id' | 'area' | 'week_on' | 'version' | 'content' | 'counted_at'>

/** Begins a brief with its first entry; false when that version is there already. */
export async function insertBrief(tx: Tx, brief: NewBrief): Promise<boolean> {
  const { id, area, week_on, version, content, counted_at } = brief
  const row = await tx.first(
    `insert into briefs (county, id, area, week_on, version, state, content, rev, counted_at)
     values (current_county(), $1, $2, $3, $4, 'drafted', $5, 1, $6)
     on conflict (county, area, week_on, version) do nothing returning id`,
    [id, area, week_on, version, JSON.stringify(content), counted_at],
  )
  return row !== undefined
}

export async function updateContent(tx: Tx, { id, rev, content, counted_at }: BriefRow): Promise<void> {
  await tx.rows(
    `update briefs set content = $2, rev = $3, counted_at = $4 where county = current_county() and id = $1`,
    [id, JSON.stringify(content), rev, counted_at],
  )
}

export async function signBrief(
  tx: Tx,
  { id, rev }: BriefRow,
  person: string,
  at: string,
  hash: Buffer,
): Promise<void> {
  await tx.rows(
    `update briefs set state = 'signed', rev = $2, signed_by = $3, signed_at = $4, hash = $5
     where county = current_county() and id = $1`,
    [id, rev, person, at, hash],
  )
}

export async function updateState(tx: Tx, { id, rev, state }: BriefRow): Promise<void> {
  await tx.rows('update briefs set state = $2, rev = $3 where county = current_county() and id = $1', [
    id,
    state,
    rev,
  ])
}

export type EntryRow = {
  seq: number
  name: string
  post: string
  at: Date
  kind: string
  /** What a reader of the log is told of it. */
  detail: { text?: string | null; reason?: string }
}

export async function insertEntry(
  tx: Tx,
  brief: string,
  entry: { seq: number; who: string; post: string; at: string; kind: string; detail: object },
): Promise<void> {
  const { seq, who, post, at, kind, detail } = entry
  await tx.rows(
    `insert into brief_entries (county, brief, seq, who, post, at, kind, detail)
     values (current_county(), $1, $2, $3, $4, $5, $6, $7)`,
    [brief, seq, who, post, at, kind, JSON.stringify(detail)],
  )
}

/** Oldest first. */
export function entriesOf(tx: Tx, brief: string): Promise<EntryRow[]> {
  return tx.rows(
    `select e.seq, p.name, e.post, e.at, e.kind, e.detail from brief_entries e
     join people p on p.county = e.county and p.id = e.who
     where e.county = current_county() and e.brief = $1 order by e.seq`,
    [brief],
  )
}

/** Who acts, as a sentence names them. */
export async function handOf(tx: Tx, { person, post }: Scope): Promise<{ name: string; title: string }> {
  const row = await tx.first<{ name: string; title: string }>(
    `select p.name, coalesce(o.title, '') as title from people p
     left join posts o on o.county = p.county and o.id = $2
     where p.county = current_county() and p.id = $1`,
    [person, post?.id ?? null],
  )
  return row ?? { name: '', title: '' }
}

/** Who else holds one of these posts over the area today, each once. */
export async function peopleAt(
  tx: Tx,
  area: string,
  { roles, needs }: Holders,
  { today, but }: { today: string; but: string },
): Promise<string[]> {
  const rows = await tx.rows<{ person: string }>(
    `select distinct person from posts
     where county = current_county() and division = $1 and role = any($2) and person <> $3
       and position_grants(county, position, $5)
       and starts_on <= $4 and (ends_on is null or ends_on >= $4)`,
    [area, roles, but, today, needs],
  )
  return rows.map(({ person }) => person)
}
