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

export type JobRow = {
  id: string
  kind: 'leaflet' | 'boards'
  paper: 'A4' | 'A3'
  format: 'pdf' | 'docx'
  month: string
  area: string
  villages: string[]
  base: string
  person: string
  post: string
  state: 'waiting' | 'running' | 'done' | 'cancelled'
  opened_at: Date
  ended_at: Date | null
  dropped_at: Date | null
}
const JOB = `j.id, j.kind, j.paper, j.format, j.month, j.area, j.villages, j.base, j.person, j.post, j.state, j.opened_at,
  j.ended_at, j.dropped_at`

export type NewJob = Omit<JobRow, 'state' | 'opened_at' | 'ended_at' | 'dropped_at'>

/** Writes an order; one with that id that is there already stays as it is. */
export async function insertJob(tx: Tx, job: NewJob): Promise<void> {
  const { id, kind, paper, format, month, area, villages, base, person, post } = job
  await tx.rows(
    `insert into leaflet_jobs (county, id, kind, paper, format, month, area, villages, base, person, post, state)
     values (current_county(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'waiting') on conflict do nothing`,
    [id, kind, paper, format, month, area, villages, base, person, post],
  )
}

export type NamedJob = JobRow & {
  by: string
  done: number
  pages: number
  faults: { division: string; says: string }[]
}
const NAMED_JOB = `select ${JOB}, p.name || '（' || o.title || '）' as by, s.done, s.pages, s.faults
  from leaflet_jobs j join people p on p.county = j.county and p.id = j.person
  join posts o on o.county = j.county and o.id = j.post
  cross join lateral (
    select count(*)::int as done, coalesce(sum(pages), 0)::int as pages,
      coalesce(jsonb_agg(jsonb_build_object('division', division, 'says', fault) order by division)
        filter (where fault is not null), '[]') as faults
    from leaflet_parts where county = j.county and job = j.id) s
  where j.county = current_county()`

export function findJob(tx: Tx, id: string): Promise<NamedJob | undefined> {
  return tx.first(`${NAMED_JOB} and j.id = $1`, [id])
}

/** Orders of an area, newest first. */
export function jobsOf(tx: Tx, under: string, limit: number): Promise<NamedJob[]> {
  return tx.rows(`${NAMED_JOB} and starts_with(j.area, $1) order by j.opened_at desc, j.id desc limit $2`, [
    under,
    limit,
  ])
}

/** What has ended stays as it ended. */
export async function cancelJob(tx: Tx, id: string): Promise<void> {
  await tx.rows(
    `update leaflet_jobs set state = 'cancelled', ended_at = now(), leased_until = null
     where county = current_county() and id = $1 and state in ('waiting', 'running')`,
    [id],
  )
}

/** The oldest order nobody works on, as owner, across counties. */
export function findWaiting(tx: Tx): Promise<{ county: string; id: string } | undefined> {
  return tx.first(
    `update leaflet_jobs set leased_until = now() + interval '2 minutes' where (county, id) in (
       select county, id from leaflet_jobs
       where state in ('waiting', 'running') and coalesce(leased_until < now(), true)
       order by opened_at limit 1 for update skip locked)
     returning county, id`,
  )
}

/** Makes an order this worker's; whoever had it before finds out with its next part. */
export function takeJob(tx: Tx, id: string, worker: string): Promise<JobRow | undefined> {
  return tx.first(
    `update leaflet_jobs j set state = 'running', leased_by = $2, leased_until = now() + interval '2 minutes'
     where county = current_county() and id = $1 and state in ('waiting', 'running') returning ${JOB}`,
    [id, worker],
  )
}

/** Whether the order is still this worker’s to go on with; renews the lease. */
export async function holdJob(tx: Tx, id: string, worker: string): Promise<boolean> {
  const row = await tx.first(
    `update leaflet_jobs set leased_until = now() + interval '2 minutes'
     where county = current_county() and id = $1 and leased_by = $2 and state = 'running' returning id`,
    [id, worker],
  )
  return row !== undefined
}

/** Writes what became of a village; an order has one part of each, whoever was faster. */
export async function insertPart(
  tx: Tx,
  job: string,
  division: string,
  made: { pages: number } | { fault: string },
): Promise<void> {
  await tx.rows(
    `insert into leaflet_parts (county, job, division, pages, fault) values (current_county(), $1, $2, $3, $4)
     on conflict do nothing`,
    [job, division, 'pages' in made ? made.pages : null, 'fault' in made ? made.fault : null],
  )
}

export function partsOf(tx: Tx, job: string): Promise<{ division: string; pages: number | null }[]> {
  return tx.rows(
    'select division, pages from leaflet_parts where county = current_county() and job = $1 order by division',
    [job],
  )
}

/** Lets an order go, for the next turn of any worker; with `done` for good. */
export async function leaveJob(tx: Tx, id: string, worker: string, done: boolean): Promise<void> {
  await tx.rows(
    `update leaflet_jobs set leased_until = null, state = case when $3 then 'done' else state end,
       ended_at = case when $3 then now() end
     where county = current_county() and id = $1 and leased_by = $2 and state = 'running'`,
    [id, worker, done],
  )
}

/** Orders whose files have had their days or are wanted no more, as owner, across counties. */
export function findStale(tx: Tx, keptDays: number): Promise<{ county: string; id: string }[]> {
  return tx.rows(
    `select county, id from leaflet_jobs where dropped_at is null and (state = 'cancelled' and ended_at < now() - interval '5 minutes'
       or state = 'done' and ended_at < now() - make_interval(days => $1)) limit 100`,
    [keptDays],
  )
}

export async function markDropped(tx: Tx, id: string): Promise<void> {
  await tx.rows('update leaflet_jobs set dropped_at = now() where county = current_county() and id = $1', [
    id,
  ])
}
