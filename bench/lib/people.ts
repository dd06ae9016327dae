import type { RoleId } from '#contract/roles.ts'
import type { Services } from '#server/core/app.ts'
import { newId } from '#server/core/ids.ts'
import { scopeOf, type Scope } from '#server/core/scope.ts'
import { loadPack } from '#server/modules/packs/index.ts'
import { openSession } from '#server/modules/session/index.ts'

/** The pack of Yanliang and the few people a bench speaks as, independent of the demo's story. */

export const COUNTY = '610114'
export const STREET = '610114006'
export const VILLAGE = '610114006205'

export type Speaker = { scope: Scope; token: string }
export type People = { villagers: Speaker[]; street: Speaker; county: Speaker }

const VILLAGERS = 8

/** Loads the pack and makes the people; each is signed in. */
export async function settle(services: Services): Promise<People> {
  await loadPack(services, 'yanliang')
  const villagers: Speaker[] = []
  for (let n = 1; n <= VILLAGERS; n++) villagers.push(await addPerson(services, `村民${n}`))
  return {
    villagers,
    street: await addPerson(services, '分拨员', 'town-dispatcher', STREET),
    county: await addPerson(services, '值班员', 'county-dispatcher', COUNTY),
  }
}

/** Adds a person, with a post where one is named, and signs them in. */
export async function addPerson(
  services: Services,
  name: string,
  role?: RoleId,
  division = VILLAGE,
): Promise<Speaker> {
  const [person, household, post] = [newId(), newId(), newId()]
  await services.db.asOwner(async (tx) => {
    await tx.rows('insert into households values ($1, $2, $3, $4, $5)', [
      COUNTY,
      household,
      VILLAGE,
      name,
      '1号',
    ])
    await tx.rows('insert into people (county, id, household, name) values ($1, $2, $3, $4)', [
      COUNTY, person, household, name,
    ]) // prettier-ignore
    if (role) {
      await tx.rows(
        `insert into posts (county, id, person, role, title, division, starts_on)
         values ($1, $2, $3, $4, $5, $6, '2025-01-01')`,
        [COUNTY, post, person, role, name, division],
      )
    }
  })
  const { token } = await openSession(services, COUNTY, person, role && post)
  return { token, scope: scopeOf(COUNTY, person, role && { id: post, role, division }) }
}
