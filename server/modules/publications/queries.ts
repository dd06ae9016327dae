import type { Place } from '#server/core/cursor.ts'
import type { Tx } from '#server/core/db.ts'
import type { PublicationRecord } from './store.ts'

/** Lists for readers: boards, affairs, questions. */

export type BoardRow = Omit<PublicationRecord, 'draft' | 'posted_from' | 'posted_until'> & {
  posted_from: string
  posted_until: string
  /** Of the version that hangs. */
  hung: string
}
export type BoardFilter = {
  division: string
  kind?: string | undefined
  item?: string | undefined
  q?: string | undefined
  all?: boolean | undefined
}

const LISTED = `p.id, p.division, p.item, p.period, p.n, p.state, p.version, p.posted_from, p.posted_until,
  p.taken_down_on, p.affair, p.owes, v.title as hung, d.due_on, d.item_on, d.published_on
  from publications p
  join disclosure_duties d on d.county = p.county and d.division = p.division and d.item = p.item
    and d.period = p.period and d.n = p.n
  join publication_versions v on v.county = p.county and v.publication = p.id and v.version = p.version`

/** What hangs in an area, newest first, after a place in the list. Items of a kind are named by the caller. */
export function board(
  tx: Tx,
  { division, item, q, all }: BoardFilter,
  items: readonly string[] | undefined,
  after: Place | undefined,
  limit: number,
): Promise<BoardRow[]> {
  return tx.rows(
    `select ${LISTED}
     where p.county = current_county() and p.version > 0 and starts_with(p.division, $1)
       and ($2 or p.taken_down_on is null) and ($3::text is null or p.item = $3)
       and ($4::text[] is null or p.item = any($4)) and ($5::text is null or position($5 in v.title) > 0)
       and ($6::date is null or (p.posted_from, p.id) < ($6, $7::uuid))
     order by p.posted_from desc, p.id desc limit $8`,
    [
      division,
      all ?? false,
      item ?? null,
      items ?? null,
      q ?? null,
      after?.at ?? null,
      after?.id ?? null,
      limit,
    ],
  )
}

export function findListed(tx: Tx, id: string): Promise<BoardRow | undefined> {
  return tx.first(`select ${LISTED} where p.county = current_county() and p.id = $1`, [id])
}

export function affairOf(
  tx: Tx,
  affair: string,
): Promise<{ id: string; title: string; node: string | null; posted_from: string }[]> {
  return tx.rows(
    `select p.id, v.title, v.content ->> 'node' as node, p.posted_from from publications p
     join publication_versions v on v.county = p.county and v.publication = p.id and v.version = p.version
     where p.county = current_county() and p.affair = $1 order by p.posted_from, p.id`,
    [affair],
  )
}

/** How many of a person's questions wait for their answer. */
export async function questionsWaiting(tx: Tx, person: string): Promise<number> {
  const row = await tx.first<{ n: number }>(
    `select count(*)::int as n from matters
     where county = current_county() and flow = 'disclosure-question' and asker = $1 and ended_at is null
       and stage in ('asked', 'withCommittee', 'withTown')`,
    [person],
  )
  return row?.n ?? 0
}

/** What a page about one publication depends on besides its village: how far its questions have come. */
export async function questionsTag(tx: Tx, publication: string): Promise<string> {
  const row = await tx.first<{ tag: string }>(
    `select count(*) || '.' || coalesce(sum(rev), 0) as tag from matters
     where county = current_county() and flow = 'disclosure-question' and state -> 'answers' ->> 'publication' = $1`,
    [publication],
  )
  return row?.tag ?? ''
}

/** The cash books of a village (`isBook`) that hang for these periods. */
export async function booksOf(tx: Tx, division: string, periods: readonly string[]): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    `select p.id from publications p
     join publication_versions v on v.county = p.county and v.publication = p.id and v.version = p.version
     where p.county = current_county() and p.division = $1 and p.period = any($2)
       and v.content ? 'opening' and v.content ? 'closing'
       and v.content -> 'columns' @> '[{"side": "income"}, {"side": "expense"}]'`,
    [division, periods],
  )
  return rows.map(({ id }) => id)
}
