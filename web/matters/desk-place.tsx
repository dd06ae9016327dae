import { actingPost, useMe } from '#web/client/session.ts'

/** A division's name without what everybody at this desk knows: their own street or village. */
export function Where({ name }: { name: string }) {
  const own = actingPost(useMe())?.divisionName ?? ''
  const rest = own && name.startsWith(own) ? name.slice(own.length) : name
  return <>{rest.replace(/网格$/, '') || name}</>
}
