import type { RoleId } from '#contract/roles.ts'
import type { Services } from '#server/core/app.ts'
import { newId } from '#server/core/ids.ts'
import { scopeOf, type Scope } from '#server/core/scope.ts'
import { actingFrom, heldPosts } from '#server/modules/session/index.ts'

/** People a test needs besides those of the seed: unknown to everyone else, so nothing depends on the story. */
export type Newcomer = {
  name: string
  phone?: string
  /** Where the household lives. */
  home: string
  post?: { role: RoleId; division: string; unit?: string; position?: string; ends?: string }
}

/** Lets a newcomer move in; answers with their scope, in the post if they have one. */
export async function moveIn({ db, secrets }: Services, county: string, newcomer: Newcomer): Promise<Scope> {
  const [household, person, post] = [newId(), newId(), newId()]
  const { name, phone, home, post: held } = newcomer
  await db.asOwner(async (tx) => {
    await tx.rows(
      `insert into households (county, id, division, name, address) values ($1, $2, $3, $4, '')`,
      [county, household, home, `${name}家`],
    )
    await tx.rows(
      `insert into people (county, id, household, name, phone_sealed, phone_hash) values ($1, $2, $3, $4, $5, $6)`,
      [
        county,
        person,
        household,
        name,
        phone ? secrets.seal(phone) : null,
        phone ? secrets.hash('phone', phone) : null,
      ],
    )
    if (!held) return
    await tx.rows(
      `insert into posts (county, id, person, role, title, division, unit, position, starts_on, ends_on)
       values ($1, $2, $3, $4, $5, $6, $7, $8, '2020-01-01', $9)`,
      [
        county,
        post,
        person,
        held.role,
        `${held.role} ${name}`,
        held.division,
        held.unit ?? null,
        held.position ?? null,
        held.ends ?? null,
      ],
    )
  })
  if (!held) return scopeOf(county, person)
  const [row] = await db.read(county, (tx) => heldPosts(tx, person, new Date()))
  // One that has ended acts in tests as if it had not.
  if (row) return scopeOf(county, person, actingFrom(row))
  const { role, division, unit } = held
  return scopeOf(county, person, { id: post, role, division, ...(unit ? { unit } : {}) })
}
