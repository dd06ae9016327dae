import type { Tx } from '#server/core/db.ts'
import { VERSION, type VersionRecord } from './store.ts'

/** What is read to prove what villages published: their chains, and what stands beside them. */

export function chainEnd(tx: Tx, division: string): Promise<{ seq: number; head: Buffer } | undefined> {
  return tx.first(
    'select seq, head from publication_chains where county = current_county() and division = $1',
    [division],
  )
}

export type Chained = VersionRecord & { item: string; period: string; n: number }

/** A village’s chain from its beginning, a page at a time. */
export function chainOf(tx: Tx, division: string, after: number, limit: number): Promise<Chained[]> {
  return tx.rows(
    `select ${VERSION}, p.item, p.period, p.n from publication_versions v
     join publications p on p.county = v.county and p.id = v.publication
     where v.county = current_county() and v.division = $1 and v.seq > $2 order by v.seq limit $3`,
    [division, after, limit],
  )
}

/** Villages that say they have published, and those of which something published is there all the same. */
export async function chainedVillages(tx: Tx): Promise<string[]> {
  const rows = await tx.rows<{ division: string }>(
    `select division from publication_chains where county = current_county() and seq > 0
     union select distinct division from publication_versions where county = current_county()
     union select distinct division from publications where county = current_county() and version > 0
     order by division`,
  )
  return rows.map(({ division }) => division)
}

export type Stray = { publication: string; title: string; version: number }

/** What hangs in a village otherwise than its versions say: the version, its day, the day of the first, fifteen days. */
export function straysOf(tx: Tx, division: string): Promise<Stray[]> {
  return tx.rows(
    `with said as (
       select publication, count(*)::int as n, max(version) as newest,
         (min(at) at time zone 'Asia/Shanghai')::date as first_on,
         ((array_agg(at order by version desc))[1] at time zone 'Asia/Shanghai')::date as newest_on
       from publication_versions where county = current_county() and division = $1 group by publication)
     select p.id as publication, p.title, p.version from publications p
     join disclosure_duties d on d.county = p.county and d.division = p.division and d.item = p.item
       and d.period = p.period and d.n = p.n
     left join said s on s.publication = p.id
     where p.county = current_county() and p.division = $1
       and (p.version <> coalesce(s.newest, 0) or p.version <> coalesce(s.n, 0)
         or p.posted_from is distinct from s.newest_on or d.published_on is distinct from s.first_on
         or p.taken_down_on <= p.posted_from + 15)
     order by p.id`,
    [division],
  )
}

/** Versions of a village whose steps name others than they do. */
export function misnamedOf(tx: Tx, division: string): Promise<Stray[]> {
  return tx.rows(
    `select v.publication, v.title, v.version from publication_versions v
     where v.county = current_county() and v.division = $1 and exists (
       select from (values ('review', v.reviewer), ('approve-party', v.party_approver),
         ('approve-committee', v.committee_approver), ('publish', v.publisher)) as said (action, person)
       where said.person is not null and said.person is distinct from (
         select s.person from publication_steps s where s.county = v.county and s.publication = v.publication
           and s.version = v.version and s.action = said.action order by s.seq desc limit 1))
     order by v.publication, v.version`,
    [division],
  )
}
