import { CHILD_YEARS } from '#practice/kit/age.ts'
import { countOf, type Tx } from '#server/core/db.ts'
import { WAIT_DAYS } from '#server/modules/second-words/index.ts'
import { columnsOf, isStaffSql, type Phone } from './store.ts'

/** Phones of a list, until a second person has agreed to them. */

/** Keeps phones of a list until somebody has given the second word. */
export async function insertPhones(
  tx: Tx,
  list: string,
  rows: readonly ({ person: string } & Phone)[],
): Promise<void> {
  await tx.rows(
    `insert into import_phones (county, id, import, person, phone_sealed, phone_hash)
     select current_county(), gen_random_uuid(), $1, * from unnest($2::uuid[], $3::bytea[], $4::bytea[])`,
    [list, ...columnsOf(rows, ['person', 'sealed', 'hash'])],
  )
}

export async function countPhones(tx: Tx, list: string): Promise<number> {
  const row = await tx.first<{ n: number }>(
    'select count(*)::int as n from import_phones where county = current_county() and import = $1',
    [list],
  )
  return row?.n ?? 0
}

/** The first so many of them, in the order of people. */
export function phonesOfImport(
  tx: Tx,
  list: string,
  limit: number,
): Promise<{ person: string; phone_sealed: Buffer }[]> {
  return tx.rows(
    `select person, phone_sealed from import_phones where county = current_county() and import = $1
     order by person limit $2`,
    [list, limit],
  )
}

/** Gives them to whom they are for, as a list may: who has none by now, is no child and no colleague; to nobody else’s phone. */
export function fillPhones(tx: Tx, list: string): Promise<{ person: string; phone_sealed: Buffer }[]> {
  return tx.rows(
    `update people p set phone_sealed = i.phone_sealed, phone_hash = i.phone_hash
     from import_phones i
     where p.county = current_county() and i.county = p.county and i.import = $1 and p.id = i.person
       and p.phone_hash is null
       and p.born_on <= (now() at time zone 'Asia/Shanghai')::date - interval '${CHILD_YEARS} years'
       and not ${isStaffSql('p.id')}
       and not exists (select from people o where o.county = p.county and o.phone_hash = i.phone_hash)
     returning p.id as person, p.phone_sealed`,
    [list],
  )
}

export async function dropPhones(tx: Tx, list: string): Promise<void> {
  await tx.rows('delete from import_phones where county = current_county() and import = $1', [list])
}

const LAPSED = `county = current_county() and at < now() - interval '${WAIT_DAYS} days'`
export const countPhonesDue = (tx: Tx): Promise<number> => countOf(tx, `import_phones where ${LAPSED}`)
export async function dropPhonesDue(tx: Tx): Promise<void> {
  await tx.rows(`delete from import_phones where ${LAPSED}`)
}
