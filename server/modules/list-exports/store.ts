import { grants, ROLES, type RoleId } from '#contract/roles.ts'
import type { ListKind, MaskedField, PurposeId } from '#contract/purposes.ts'
import type { Tx } from '#server/core/db.ts'
import type { Standing } from './rules.ts'

export type ExportRow = Standing & {
  id: string
  kind: ListKind
  division: string
  from_on: string | null
  to_on: string | null
  whole: MaskedField[]
  purpose: PurposeId
  reason: string
  rows_n: number
  person: string
  post: string
  by_name: string
  by_title: string
  decided_by: string | null
  decided_name: string | null
  decided_at: Date | null
  said: string | null
}

const READ = `select e.id, e.kind, e.division, e.from_on, e.to_on, e.whole, e.purpose, e.reason, e.rows_n, e.person, e.post,
    e.asked_at, e.verdict, e.decided_by, e.decided_at, e.said, e.until_at, p.name as by_name, t.title as by_title,
    d.name as decided_name,
    (select count(*)::int from list_export_downloads l where l.county = e.county and l.export = e.id) as downloads
  from list_exports e
  join people p on p.county = e.county and p.id = e.person
  join posts t on t.county = e.county and t.id = e.post
  left join people d on d.county = e.county and d.id = e.decided_by
  where e.county = current_county()`

/** One's own, and with an area those of it; the newest first. */
export function exportsOf(
  tx: Tx,
  { person, area, limit }: { person: string; area: string | undefined; limit: number },
): Promise<ExportRow[]> {
  return tx.rows(
    `${READ} and (e.person = $1 or ($2::text is not null and starts_with(e.division, $2)))
     order by e.asked_at desc, e.id desc limit $3`,
    [person, area ?? null, limit],
  )
}

export function findExport(tx: Tx, id: string): Promise<ExportRow | undefined> {
  return tx.first(`${READ} and e.id = $1`, [id])
}

type NewExport = Pick<
  ExportRow,
  | 'id'
  | 'kind'
  | 'division'
  | 'from_on'
  | 'to_on'
  | 'whole'
  | 'purpose'
  | 'reason'
  | 'rows_n'
  | 'person'
  | 'post'
>

/** Writes what is asked for; one with that id that is there already stays as it is. */
export async function insertExport(tx: Tx, row: NewExport): Promise<void> {
  await tx.rows(
    `insert into list_exports (county, id, kind, division, from_on, to_on, whole, purpose, reason, rows_n, person, post)
     values (current_county(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (county, id) do nothing`,
    [
      row.id, row.kind, row.division, row.from_on, row.to_on, row.whole, row.purpose, row.reason, row.rows_n, row.person,
      row.post,
    ], // prettier-ignore
  )
}

/** Roles that approve; a post’s position may leave it out. */
const APPROVERS = (Object.keys(ROLES) as RoleId[]).filter((role) => grants(role, 'exports.approve'))

/**
 * Who else may answer a request for that place on that day, in the smallest area that has anybody: a village’s list is its
 * own officers’ to answer, and the town hears of it only where there is no second one.
 */
export async function approversOf(
  tx: Tx,
  { division, asker, today }: { division: string; asker: string; today: string },
): Promise<string[]> {
  const rows = await tx.rows<{ person: string }>(
    `with holders as (
       select person, rank() over (order by length(left(division, 12)) desc) as nearness from posts
       where county = current_county() and starts_with($1, left(division, 12)) and role = any($2::text[])
         and position_grants(county, position, 'exports.approve') and person <> $3
         and starts_on <= $4::date and (ends_on is null or ends_on >= $4::date))
     select distinct person from holders where nearness = 1`,
    [division, APPROVERS, asker, today],
  )
  return rows.map(({ person }) => person)
}

/** Writes the answer; false when somebody has answered already. */
export async function decide(
  tx: Tx,
  answer: {
    id: string
    verdict: 'approved' | 'refused'
    said: string | undefined
    person: string
    post: string
    hours: number
  },
): Promise<boolean> {
  const { id, verdict, said, person, post, hours } = answer
  const row = await tx.first(
    `update list_exports set verdict = $2, said = $3, decided_by = $4, decided_post = $5, decided_at = now(),
       until_at = case when $2 = 'approved' then now() + make_interval(hours => $6) end
     where county = current_county() and id = $1 and verdict is null returning id`,
    [id, verdict, said ?? null, person, post, hours],
  )
  return row !== undefined
}

/** Counts one more download; false when another of the same number is under way. */
export async function insertDownload(
  tx: Tx,
  { id, n, person }: { id: string; n: number; person: string },
): Promise<boolean> {
  const row = await tx.first(
    `insert into list_export_downloads (county, export, n, person) values (current_county(), $1, $2, $3)
     on conflict (county, export, n) do nothing returning n`,
    [id, n, person],
  )
  return row !== undefined
}
