import { useEffect } from 'react'
import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { call, type CallError, type Output } from './call.ts'

/** What hangs in the village of a shared screen, read whole and kept, so that it is all there without a network. */

export type Posted = Output<'publications.board'>['rows'][number]
export type Publication = Output<'publications.show'>

const MINUTE_MS = 60_000
const PAGE = 100
/** A village publishes some two hundred items a year; what is older than this many stands on the phone. */
const PAGES_MAX = 6
/** One at a time with a breath between: a street's screens all read the same new publication at once. */
const BREATH_MS = 150

/** Under the names of their routes, so that they are kept and refreshed by them. */
const boardKey = (village: string | undefined) => ['publications.board', 'whole', village] as const
const showKey = (id: string) => ['publications.show', { params: { id } }] as const

async function wholeBoard(village: string, signal: AbortSignal): Promise<Posted[]> {
  const rows: Posted[] = []
  let cursor: string | undefined
  for (let page = 0; page < PAGES_MAX; page++) {
    const query = { division: village, limit: PAGE, ...(cursor ? { cursor } : {}) }
    const answer = await call('publications.board', { query }, { signal })
    rows.push(...answer.rows)
    if (answer.next === null) break
    cursor = answer.next
  }
  return rows
}

/** Everything on the board, newest first; asked for again each minute. `dataUpdatedAt` is how old it is. */
export function useBoard(village: string | undefined) {
  return useQuery<Posted[], CallError>({
    queryKey: boardKey(village),
    queryFn: ({ signal }) => wholeBoard(village ?? '', signal),
    enabled: village !== undefined,
    refetchInterval: MINUTE_MS,
  })
}

/** One publication; asked for again each minute while it is on screen, for its questions. */
export function usePublication(id: string | undefined) {
  return useQuery<Publication, CallError>({
    queryKey: showKey(id ?? ''),
    queryFn: ({ signal }) => call('publications.show', { params: { id: id ?? '' } }, { signal }),
    enabled: id !== undefined,
    refetchInterval: MINUTE_MS,
  })
}

/** The village's duties of this year, with its counts. */
export function useVillageDuties(village: string | undefined) {
  return useQuery<Output<'disclosure.village'>, CallError>({
    queryKey: ['disclosure.village', { params: { division: village } }],
    queryFn: ({ signal }) => call('disclosure.village', { params: { division: village ?? '' } }, { signal }),
    enabled: village !== undefined,
    refetchInterval: MINUTE_MS,
  })
}

/** 应公开 n · 已公开 m · 逾期 k, in one line of the screen. */
export const countsText = ({ due, published, late }: Output<'disclosure.village'>) =>
  `应公开 ${due} · 已公开 ${published} · 逾期 ${late}`

/**
 * Reads every publication on the board into the cache, newest first, and drops what hangs there no more: from the
 * screen, the memory and the shelf.
 */
export function useWholeBoard(village: string | undefined): ReturnType<typeof useBoard> {
  const board = useBoard(village)
  const cache = useQueryClient()
  const rows = board.data
  useEffect(() => {
    if (!rows) return
    dropOthers(cache, rows)
    void readAll(cache, rows, village)
  }, [cache, rows, village])
  return board
}

function dropOthers(cache: QueryClient, rows: readonly Posted[]): void {
  const here = new Set(rows.map(({ id }) => id))
  for (const query of cache.getQueryCache().findAll({ queryKey: ['publications.show'] })) {
    const [, input] = query.queryKey as ReturnType<typeof showKey>
    if (!here.has(input.params.id)) cache.removeQueries({ queryKey: query.queryKey, exact: true })
  }
}

async function readAll(
  cache: QueryClient,
  rows: readonly Posted[],
  village: string | undefined,
): Promise<void> {
  for (const { id, version, readable } of rows) {
    const kept = cache.getQueryData<Publication>(showKey(id))
    if (!readable || kept?.version === version) continue
    // Another board, or none since the screen forgot everything: asked of the cache, which knows before React does.
    if (cache.getQueryData(boardKey(village)) !== rows) return
    // What cannot be read now is read with the next board.
    await cache.prefetchQuery({
      queryKey: showKey(id),
      queryFn: ({ signal }) => call('publications.show', { params: { id } }, { signal }),
      staleTime: 0,
      retry: false,
    })
    await new Promise((resolve) => setTimeout(resolve, BREATH_MS))
  }
}

/** Everything public of one village is read again; settles when that is done or has failed. */
export async function refreshBoard(cache: QueryClient): Promise<void> {
  await Promise.all(
    ['publications.board', 'publications.show', 'disclosure.village'].map((name) =>
      cache.invalidateQueries({ queryKey: [name] }),
    ),
  )
}

/** Forgets every village's content: the screen stands somewhere else now, or belongs to nobody. */
export function forgetBoard(cache: QueryClient): void {
  for (const name of ['publications.board', 'publications.show', 'disclosure.village'])
    cache.removeQueries({ queryKey: [name] })
}

/** How far the board on screen is, and when it was read; undefined before the first time. */
export function boardReadAt(cache: QueryClient, village: string | undefined): number | undefined {
  const state = cache.getQueryState(boardKey(village))
  return state?.data === undefined ? undefined : state.dataUpdatedAt
}
