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
    street: await addPerson(services, '分拨员', { role: 'town-dispatcher', division: STREET }),
    county: await addPerson(services, '值班员', { role: 'county-dispatcher', division: COUNTY }),
  }
}

type Post = { role: RoleId; division: string; unit?: string }

/** Adds a person, with a post where one is given, and signs them in. */
export async function addPerson(services: Services, name: string, held?: Post): Promise<Speaker> {
  const [person, household] = [newId(), newId()]
  const post = held && { id: newId(), ...held }
  await services.db.asOwner(async (tx) => {
    await tx.rows('insert into households values ($1, $2, $3, $4, $5)', [
      COUNTY,
      household,
      VILLAGE,
      name,
      '1号',
    ])
    await tx.rows('insert into people (county, id, household, name) values ($1, $2, $3, $4)', [
      COUNTY,
      person,
      household,
      name,
    ])
    if (post) {
      await tx.rows(
        `insert into posts (county, id, person, role, title, division, unit, starts_on)
         values ($1, $2, $3, $4, $5, $6, $7, '2025-01-01')`,
        [COUNTY, post.id, person, post.role, name, post.division, post.unit ?? null],
      )
    }
  })
  const { token } = await openSession(services, COUNTY, person, post?.id)
  // A bench runs longer than a proof of being there counts, and publishes sums of money all the time.
  await services.db.asOwner((tx) =>
    tx.rows(`update sessions set proven_at = now() + interval '1 day' where person = $1`, [person]),
  )
  return { token, scope: scopeOf(COUNTY, person, post) }
}
