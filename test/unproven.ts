import { openSession } from '#server/modules/session/index.ts'
import type { Who, World } from './world.ts'

/** The token of somebody who signed in long enough ago that a step which asks for a proof asks again. */
export async function unprovenToken({ services, county, scope }: World, who: Who): Promise<string> {
  const [name, role] = typeof who === 'string' ? [who] : who
  const { person, post } = await scope(name, role)
  const { token } = await openSession(services, county, person, post?.id)
  await services.db.asOwner((tx) =>
    tx.rows(`update sessions set proven_at = now() - interval '11 minutes' where token_hash = $1`, [
      services.secrets.hash('token', token),
    ]),
  )
  return token
}
