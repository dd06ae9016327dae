import { useState } from 'react'
import { CallError, type Output } from './call.ts'
import { GUEST } from './drafts.ts'
import { useCall } from './queries.ts'

export type Me = Output<'session.me'>

/** Who is signed in: undefined while asking, null when nobody is. */
export function useMe(): Me | null | undefined {
  const { data, error } = useCall('session.me', {}, { staleMs: 60_000 })
  // Before what was read last: a session that ended meanwhile leaves nobody signed in.
  if (error instanceof CallError && error.status === 401) return null
  return data
}

/**
 * Whose drafts a form keeps: undefined while it is asked who is signed in, a guest's where that cannot be known. It stays whose
 * it was when the form was opened, so that a session that ends takes no words from the screen.
 */
export function useWriter(): string | undefined {
  const { data, error, fetchStatus } = useCall('session.me', {}, { staleMs: 60_000 })
  const isNobody = error instanceof CallError && error.status === 401
  const isUnknown = error !== null || fetchStatus === 'paused'
  const found = isNobody ? GUEST : (data?.person ?? (isUnknown ? GUEST : undefined))
  const [writer, setWriter] = useState(found)
  if (writer === undefined && found !== undefined) setWriter(found)
  return writer ?? found
}

/** The post acted from, if any. */
export function actingPost(me: Me | null | undefined): Me['posts'][number] | undefined {
  return me?.posts.find((post) => post.id === me.post)
}
