import { hashKey, type Query, type QueryClient, type QueryKey } from '@tanstack/react-query'
import { openShelf } from './shelf.ts'

/**
 * The last answers of a few reads, so that the telephone opens without a network: who I am, where I live, what can be
 * reported, how my matters stood, and what hangs on the boards I read. They are shown at once and read again.
 */
const PHONE: readonly unknown[] = [
  'session.me',
  'places.county',
  'places.divisions',
  'places.catalogue',
  'matters.list',
  'notices.list',
  'broadcasts.mine',
  'disclosure.village',
  'publications.board',
  'publications.show',
  'meetings.list',
  'meetings.show',
  'ballots.show',
]
/** Of each read so many answers stay, the newest: a telephone is no archive. */
const MOST = 24
/** A kept answer is there as long as the telephone shows anything, also where nobody looks at it now. */
const IN_MEMORY_MS = 86_400_000
const shelf = openShelf('kept')

type Kept = { key: QueryKey; data: unknown; at: number }

/** What somebody looked for once by words is not looked for again without a network. */
const isSearch = ([, ...inputs]: QueryKey) =>
  inputs.some((input) => typeof input === 'object' && input !== null && 'q' in input)

/**
 * Puts the kept answers into the cache, then keeps new ones as they come. `follows`: what leaves the cache leaves the
 * shelf too, and nothing else does, for a shared screen that lets nothing go by itself.
 */
export async function keepAnswers(
  cache: QueryClient,
  { names = PHONE, follows = false }: { names?: readonly unknown[]; follows?: boolean } = {},
): Promise<void> {
  const isKept = (key: QueryKey) => names.includes(key[0]) && !isSearch(key)
  // Only this function puts anything on the shelf.
  const kept = (await shelf.all().catch(() => [])) as Kept[]
  if (!follows) for (const name of names) cache.setQueryDefaults([name], { gcTime: IN_MEMORY_MS })
  const keep = ({ queryHash, queryKey: key, state: { status, data, dataUpdatedAt: at } }: Query) => {
    if (status === 'success' && isKept(key))
      void shelf.put(queryHash, { key, data, at }).catch(() => undefined)
  }
  const stays = follows ? kept : await pruned(kept)
  // On a fast network answers come before the shelf has been read, and nobody was listening.
  for (const query of cache.getQueryCache().getAll()) keep(query)
  for (const { key, data, at } of stays) {
    if (!isKept(key)) continue
    if (cache.getQueryData(key) === undefined) cache.setQueryData(key, data, { updatedAt: at })
  }
  cache.getQueryCache().subscribe(({ type, query }) => {
    if (type === 'updated') keep(query)
    if (follows && type === 'removed' && isKept(query.queryKey))
      void shelf.remove(query.queryHash).catch(() => undefined)
  })
}

/** The newest of each read; what is older leaves the telephone. */
async function pruned(kept: readonly Kept[]): Promise<Kept[]> {
  const counts = new Map<unknown, number>()
  const newest = [...kept].sort((a, b) => b.at - a.at)
  const stays = newest.filter(({ key: [name] }) => {
    const count = (counts.get(name) ?? 0) + 1
    counts.set(name, count)
    return count <= MOST
  })
  const leaves = newest.filter((one) => !stays.includes(one))
  await Promise.all(leaves.map(({ key }) => shelf.remove(hashKey(key)).catch(() => undefined)))
  return stays
}

/** Forgets everything: somebody else may use the telephone next. */
export const forgetAnswers = () => shelf.clear().catch(() => undefined)
