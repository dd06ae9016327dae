import type { MaskedField, PurposeId } from '#contract/purposes.ts'
import type { Tx } from '#server/core/db.ts'
import type { Scope } from '#server/core/scope.ts'
import type { Refusal } from './rules.ts'
import { IMPORT, type ImportRow } from './store.ts'

export type SelfRow = {
  id: string
  name: string
  sex: string | null
  relation: string | null
  born_on: string | null
  phone_sealed: Buffer | null
  id_number_sealed: Buffer | null
}
export type HomeRow = {
  household: string
  household_name: string
  household_number: string | null
  address: string
  division: string
}
/** `is_member`: heads of households stand first. */
export type RegisterRow = SelfRow & HomeRow & { is_member: boolean }

/** Where a page ended: the values its rows are sorted by, in that order. */
export type Place = readonly string[]

/**
 * People of an area, households together, heads first. Keyset by household, for households_division to be walked from
 * where the last page ended; not yet measured at a county's 733,000.
 */
export function registerOf(
  tx: Tx,
  { area, q, after, limit }: { area: string; q: string; after: Place | undefined; limit: number },
): Promise<RegisterRow[]> {
  const [division = '', household = null, member = 'false', person = null] = after ?? []
  return tx.rows(
    `select p.id, p.name, p.sex, p.relation, p.born_on, p.phone_sealed, p.id_number_sealed, h.id as household,
       h.name as household_name, h.number as household_number, h.address, h.division,
       p.relation is distinct from '户主' as is_member
     from households h join people p on p.county = h.county and p.household = h.id
     where h.county = current_county() and starts_with(h.division, $1)
       and ($2 = '' or starts_with(p.name, $2) or h.number = $2)
       and ($4::uuid is null or (h.division, h.id, p.relation is distinct from '户主', p.id)
         > ($3, $4::uuid, $5::boolean, $6::uuid))
     order by h.division, h.id, is_member, p.id limit $7`,
    [area, q, division, household, member, person, limit],
  )
}

/** One person as the register has them. */
export function personOf(tx: Tx, id: string): Promise<(SelfRow & { household: string | null }) | undefined> {
  return tx.first(
    `select id, name, sex, relation, born_on, phone_sealed, id_number_sealed, household from people
     where county = current_county() and id = $1`,
    [id],
  )
}

/** Who somebody is, by name and the post they act from, as it stands on what they take out of the house. */
export async function makerOf(tx: Tx, { person, post }: Scope): Promise<{ name: string; post?: string }> {
  const row = await tx.first<{ name: string; title: string | null }>(
    `select p.name, t.title from people p left join posts t on t.county = p.county and t.id = $2
     where p.county = current_county() and p.id = $1`,
    [person, post?.id ?? null],
  )
  return { name: row?.name ?? '', ...(row?.title ? { post: row.title } : {}) }
}

export function homeOf(tx: Tx, household: string): Promise<HomeRow | undefined> {
  return tx.first(
    `select id as household, name as household_name, number as household_number, address, division from households
     where county = current_county() and id = $1`,
    [household],
  )
}

export type SeenRow = { at: Date; title: string; field: MaskedField; purpose: PurposeId }

/** Which post has seen what of somebody whole, and why, the newest first. */
export function seenOf(tx: Tx, subject: string): Promise<SeenRow[]> {
  return tx.rows(
    `select u.at, t.title, u.field, u.purpose from unmaskings u join posts t on t.county = u.county and t.id = u.post
     where u.county = current_county() and u.subject = $1 order by u.at desc limit 50`,
    [subject],
  )
}

/** Where a page of the register ended. */
export const placeInRegister = (row: RegisterRow): Place => [
  row.division,
  row.household,
  String(row.is_member),
  row.id,
]

/** How many people an area has, as far as `most`. */
export async function countPeople(tx: Tx, area: string, most: number): Promise<number> {
  const row = await tx.first<{ n: number }>(
    `select count(*)::int as n from (
       select from households h join people p on p.county = h.county and p.household = h.id
       where h.county = current_county() and starts_with(h.division, $1) limit $2) as found`,
    [area, most],
  )
  return row?.n ?? 0
}

export type NamedImport = ImportRow & { by: string | null }

/** Imports whose area lies within one's own, newest first. */
export function importsOf(
  tx: Tx,
  { area, after, limit }: { area: string; after: Place | undefined; limit: number },
): Promise<NamedImport[]> {
  return tx.rows(
    `select * from (select ${IMPORT}, (select name from people p where p.county = imports.county and p.id = imports.person) as by
       from imports where county = current_county() and starts_with(area, $1)
         and ($2::timestamptz is null or (date_trunc('milliseconds', opened_at), id) < ($2, $3::uuid))) as own
     order by date_trunc('milliseconds', opened_at) desc, id desc limit $4`,
    [area, after?.[0] ?? null, after?.[1] ?? null, limit],
  )
}

export async function importerOf(tx: Tx, { person }: ImportRow): Promise<string | null> {
  const row = await tx.first<{ name: string }>(
    'select name from people where county = current_county() and id = $1',
    [person],
  )
  return row?.name ?? null
}

/** Refusals of an import in the order of its list. */
export function refusalsOf(
  tx: Tx,
  id: string,
  { after, limit }: { after: Place | undefined; limit: number },
): Promise<Refusal[]> {
  return tx.rows(
    `select row_n as row, field, value, reason, scope from import_refusals
     where county = current_county() and import = $1 and (row_n, field) > ($2::int, $3)
     order by row_n, field limit $4`,
    [id, after?.[0] ?? 0, after?.[1] ?? '', limit],
  )
}
