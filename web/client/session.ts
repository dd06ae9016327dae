import { CallError, type Output } from './call.ts'
import { useCall } from './queries.ts'

export type Me = Output<'session.me'>

/** Who is signed in: undefined while asking, null when nobody is. */
export function useMe(): Me | null | undefined {
  const { data, error } = useCall('session.me', {}, { staleMs: 60_000 })
  // Before what was read last: a session that ended meanwhile leaves nobody signed in.
  if (error instanceof CallError && error.status === 401) return null
  return data
}

/** The post acted from, if any. */
export function actingPost(me: Me | null | undefined): Me['posts'][number] | undefined {
  return me?.posts.find((post) => post.id === me.post)
}
