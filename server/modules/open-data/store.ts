import type { Content } from '#practice/disclosure/content.ts'
import type { Tx } from '#server/core/db.ts'

export type OpenRow = {
  id: string
  division: string
  item: string
  item_on: string
  period: string
  title: string
  version: number
  reason: string | null
  at: Date
  posted_from: string
  /** The day of the first version. */
  published_on: string | null
  taken_down_on: string | null
  summary: string
  content: Content
  hash: Buffer
  code: string
}
export type Asked = {
  division: string
  item?: string | undefined
  id?: string | undefined
  /** Without what was taken down. */
  hanging?: true
}

/** The newest version of each publication of items that are for all, newest first, after a place in the list. */
export function openPublications(
  tx: Tx,
  { division, item, id, hanging }: Asked,
  after: { at: string; id: string } | undefined,
  limit: number,
): Promise<OpenRow[]> {
  return tx.rows(
    `select p.id, p.division, p.item, d.item_on, p.period, v.title, v.version, v.reason, v.at, p.posted_from,
       d.published_on, p.taken_down_on, v.summary, v.content, v.hash, v.code
     from publications p
     join publication_versions v on v.county = p.county and v.publication = p.id and v.version = p.version
     join disclosure_duties d on d.county = p.county and d.division = p.division and d.item = p.item
       and d.period = p.period and d.n = p.n
     join catalogue_items i on i.county = d.county and i.catalogue = 'disclosure-items' and i.code = d.item
       and i.starts_on = d.item_on and i.details ->> 'scope' = 'all'
     where p.county = current_county() and starts_with(p.division, $1) and ($2::text is null or p.item = $2)
       and ($3::uuid is null or p.id = $3) and ($4::timestamptz is null or (v.at, p.id) < ($4, $5::uuid))
       and (not $7 or p.taken_down_on is null)
     order by v.at desc, p.id desc limit $6`,
    [division, item ?? null, id ?? null, after?.at ?? null, after?.id ?? null, limit, hanging ?? false],
  )
}
