import type { Content } from '#practice/disclosure/content.ts'
import type { Tx } from '#server/core/db.ts'

/** What was published for a month, who is asked about it, and the orders for many villages. */

export type PublishedRow = {
  publication: string
  item: string
  item_on: string
  period: string
  title: string
  version: number
  reason: string | null
  summary: string
  content: Content
  code: string
  posted_from: string
  posted_until: string
  taken_down_on: string | null
  author_by: string
  publisher_by: string
}

const OF_MONTH = `(p.period = any($2) or starts_with(p.period, $3))`

/** The version that hangs, or hung last, of everything a village published for a month. */
export function publishedOf(
  tx: Tx,
  division: string,
  { named, days }: { named: readonly string[]; days: string },
): Promise<PublishedRow[]> {
  return tx.rows(
    `select p.id as publication, p.item, d.item_on, p.period, v.title, v.version, v.reason, v.summary, v.content, v.code,
       p.posted_from, p.posted_until, p.taken_down_on, a.name as author_by, b.name as publisher_by
     from publications p
     join publication_versions v on v.county = p.county and v.publication = p.id and v.version = p.version
     join disclosure_duties d on d.county = p.county and d.division = p.division and d.item = p.item
       and d.period = p.period and d.n = p.n
     join people a on a.county = v.county and a.id = v.author
     join people b on b.county = v.county and b.id = v.publisher
     where p.county = current_county() and p.division = $1 and ${OF_MONTH}
     order by p.posted_from, p.item, p.id`,
    [division, named, days],
  )
}

/** How much of a month hangs on the walls of each village of an area. What is for members alone never does. */
export function publishedCounts(
  tx: Tx,
  under: string,
  { named, days }: { named: readonly string[]; days: string },
): Promise<{ division: string; n: number }[]> {
  return tx.rows(
    `select p.division, count(*)::int as n from publications p
     join disclosure_duties d on d.county = p.county and d.division = p.division and d.item = p.item
       and d.period = p.period and d.n = p.n
     join catalogue_items i on i.county = d.county and i.catalogue = 'disclosure-items' and i.code = d.item
       and i.starts_on = d.item_on and i.details ->> 'scope' <> 'member'
     where p.county = current_county() and starts_with(p.division, $1) and p.version > 0 and ${OF_MONTH}
     group by p.division`,
    [under, named, days],
  )
}

/** Duties of a village that are late, the longest first. */
export function lateDuties(
  tx: Tx,
  division: string,
  today: string,
): Promise<{ item: string; item_on: string }[]> {
  return tx.rows(
    `select item, item_on from disclosure_duties
     where county = current_county() and division = $1 and due_on < $2 and published_on is null and exempt_on is null
       and dropped_on is null order by due_on, item limit 20`,
    [division, today],
  )
}

/** Names of the supervisors in office: whom a villager asks. */
export async function supervisorsOf(tx: Tx, division: string, today: string): Promise<string[]> {
  const rows = await tx.rows<{ name: string }>(
    `select p.name from posts o join people p on p.county = o.county and p.id = o.person
     where o.county = current_county() and o.division = $1 and o.role = 'village-supervisor' and o.starts_on <= $2
       and (o.ends_on is null or o.ends_on >= $2) order by o.starts_on, p.name limit 3`,
    [division, today],
  )
  return rows.map(({ name }) => name)
}
