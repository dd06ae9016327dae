import type { QueryClient, QueryKey } from '@tanstack/react-query'
import { openShelf } from './shelf.ts'

/**
 * The last answers of a few reads, so that the telephone opens without a network: who I am, where I live, what can be
 * reported, and how my matters stood. They are shown at once and read again.
 */
const KEPT: readonly unknown[] = [
  'session.me',
  'places.county',
  'places.divisions',
  'places.catalogue',
  'matters.list',
  'notices.list',
  'broadcasts.mine',
]
const shelf = openShelf('kept')

type Kept = { key: QueryKey; data: unknown; at: number }

const isKept = ([name]: QueryKey) => KEPT.includes(name)

/** Puts the kept answers into the cache, then keeps new ones as they come. */
export async function keepAnswers(cache: QueryClient): Promise<void> {
  // Only this function puts anything on the shelf.
  const kept = (await shelf.all().catch(() => [])) as Kept[]
  for (const { key, data, at } of kept) {
    if (cache.getQueryData(key) === undefined) cache.setQueryData(key, data, { updatedAt: at })
  }
  cache.getQueryCache().subscribe(({ type, query }) => {
    if (type !== 'updated' || query.state.status !== 'success' || !isKept(query.queryKey)) return
    const { data, dataUpdatedAt: at } = query.state
    void shelf.put(query.queryHash, { key: query.queryKey, data, at }).catch(() => undefined)
  })
}

/** Forgets everything: somebody else may use the telephone next. */
export const forgetAnswers = () => shelf.clear().catch(() => undefined)
