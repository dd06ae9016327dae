import type { MaskedField } from '#contract/purposes.ts'
import type { Services } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import { notFound } from '#server/core/problem.ts'
import { maskIdNumber, maskPhone, type Secrets } from '#server/core/secrets.ts'
import { ROWS_MAX, type Sheet } from '#server/core/workbook.ts'
import { getCounty, type County } from '#server/modules/places/index.ts'
import * as queries from './queries.ts'

/** People of the register as they leave it: on a screen always masked, in a file as it was approved. */

type Unsealing = Pick<Secrets, 'unseal'>

const MASKS = { phone: maskPhone, idNumber: maskIdNumber } as const satisfies Record<
  MaskedField,
  (plain: string) => string
>

/** Phones and ID numbers never leave whole but for those of `whole`, which a second person has agreed to. */
function presentSelf({ unseal }: Unsealing, row: queries.SelfRow, whole: readonly MaskedField[] = []) {
  const shown = (field: MaskedField, sealed: Buffer | null) => {
    if (!sealed) return ''
    const plain = unseal(sealed)
    return whole.includes(field) ? plain : MASKS[field](plain)
  }
  return {
    id: row.id,
    name: row.name,
    ...(row.sex === null ? {} : { sex: row.sex }),
    ...(row.born_on === null ? {} : { bornOn: row.born_on }),
    ...(row.relation === null ? {} : { relation: row.relation }),
    phone: shown('phone', row.phone_sealed),
    idNumber: shown('idNumber', row.id_number_sealed),
  }
}

const presentHome = (county: County, row: queries.HomeRow) => ({
  household: row.household,
  householdName: row.household_name,
  ...(row.household_number === null ? {} : { householdNumber: row.household_number }),
  address: row.address,
  division: row.division,
  divisionName: county.placeName(row.division),
})

/** A person in their household. */
export const presentPerson = (
  county: County,
  secrets: Unsealing,
  row: queries.RegisterRow,
  whole?: readonly MaskedField[],
) => ({ ...presentSelf(secrets, row, whole), ...presentHome(county, row) })

/** What the register has of whoever asks, and who has seen what of it whole (个人信息保护法 45). */
export async function ownRecord({ db, secrets }: Services, code: string, id: string) {
  const county = await getCounty(db, code)
  return db.read(code, async (tx) => {
    const row = await queries.personOf(tx, id)
    if (!row) throw notFound('人')
    const home = row.household === null ? undefined : await queries.homeOf(tx, row.household)
    const seen = await queries.seenOf(tx, id)
    return {
      person: { ...presentSelf(secrets, row), ...(home ? presentHome(county, home) : {}) },
      seen: seen.map(({ at, ...one }) => ({ ...one, at: at.toISOString() })),
    }
  })
}

type Shown = ReturnType<typeof presentPerson>
const COLUMNS: readonly (readonly [header: string, width: number, value: (person: Shown) => string])[] = [
  ['村、社区', 18, ({ divisionName }) => divisionName],
  ['户号', 14, ({ householdNumber }) => householdNumber ?? ''],
  ['户', 14, ({ householdName }) => householdName],
  ['姓名', 12, ({ name }) => name],
  ['与户主关系', 12, ({ relation }) => relation ?? ''],
  ['性别', 8, ({ sex }) => sex ?? ''],
  ['出生日期', 14, ({ bornOn }) => bornOn ?? ''],
  ['手机号', 16, ({ phone }) => phone],
  ['身份证号', 24, ({ idNumber }) => idNumber],
  ['住址', 30, ({ address }) => address],
]
const AT_ONCE = 500

/** The register of an area as a sheet, household by household. */
export function registerSheet(
  tx: Tx,
  county: County,
  secrets: Unsealing,
  { area, whole }: { area: string; whole: readonly MaskedField[] },
): Pick<Sheet, 'columns' | 'rows'> {
  async function* rows() {
    let after: queries.Place | undefined
    for (let written = 0; written < ROWS_MAX; written += AT_ONCE) {
      const page = await queries.registerOf(tx, { area, q: '', after, limit: AT_ONCE })
      for (const row of page) {
        const shown = presentPerson(county, secrets, row, whole)
        yield COLUMNS.map(([, , value]) => value(shown))
      }
      const last = page.at(-1)
      if (!last || page.length < AT_ONCE) return
      after = queries.placeInRegister(last)
    }
  }
  return { columns: COLUMNS.map(([header, width]) => [header, width]), rows: rows() }
}
