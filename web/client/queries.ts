import {
  keepPreviousData,
  QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type UseQueryResult,
} from '@tanstack/react-query'
import { useOnline } from './online.ts'
import { CallError, call, type Input, type Output, type RouteName } from './call.ts'

/**
 * The one cache of a surface. Refused calls are not tried again; a passing fault is, twice. `letsGo` false: what nobody
 * looks at stays, for a screen that shows it again without a network.
 */
export function makeQueryClient({ letsGo = true }: { letsGo?: boolean } = {}): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        ...(letsGo ? {} : { gcTime: Infinity }),
        retry: (times, error) => times < 2 && error instanceof CallError && error.isPassing,
      },
    },
  })
}

type Reading<Answer> = {
  staleMs?: number
  /** Asks again after this long, as long as the answer says there is something to wait for. */
  everyMs?: (answer: Answer | undefined) => number | false
  /** While another input is asked for, the last answer stays on screen. */
  keepsLast?: true
}

/** Reads a route and keeps the answer. `input` undefined waits. */
export function useCall<Name extends RouteName>(
  name: Name,
  input: Input<Name> | undefined,
  { staleMs, everyMs, keepsLast }: Reading<Output<Name>> = {},
): UseQueryResult<Output<Name>, CallError> {
  return useQuery<Output<Name>, CallError>({
    queryKey: [name, input],
    queryFn: ({ signal }) => call(name, input as Input<Name>, { signal }),
    enabled: input !== undefined,
    ...(staleMs === undefined ? {} : { staleTime: staleMs }),
    ...(everyMs ? { refetchInterval: ({ state }) => everyMs(state.data) } : {}),
    ...(keepsLast ? { placeholderData: keepPreviousData } : {}),
  })
}

type Paged =
  | 'matters.list'
  | 'notices.list'
  | 'publications.board'
  | 'broadcasts.sent'
  | 'people.register'
  | 'people.imports'
  | 'people.refusals'
  | 'meetings.list'
  | 'audit.search'

/** Reads a list page by page; `rows` are all pages so far. */
export function usePages<Name extends Paged>(
  name: Name,
  query: Input<Name>['query'],
  params?: Record<string, string>,
) {
  const pages = useInfiniteQuery<
    Output<Name>,
    CallError,
    { pages: Output<Name>[] },
    unknown[],
    string | undefined
  >({
    queryKey: [name, 'pages', query, params],
    queryFn: ({ pageParam, signal }) => {
      const paged = { ...query, ...(pageParam ? { cursor: pageParam } : {}) }
      return call(name, { params, query: paged } as Input<Name>, { signal })
    },
    initialPageParam: undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const rows = (pages.data?.pages ?? []).flatMap((page) => page.rows as Output<Name>['rows'][number][])
  return { ...pages, rows }
}

/**
 * What to say of a read without an answer: its error, or that the telephone has no network and never saw it. A read
 * that waits for the network has no error of its own.
 */
export function faultOf(read: {
  data: unknown
  error: CallError | null
  fetchStatus: string
}): CallError | undefined {
  if (read.data !== undefined) return undefined
  if (read.error) return read.error
  return read.fetchStatus === 'paused'
    ? new CallError(0, { title: '没有网络，这一页以前没有打开过。有网时看过一次，以后没网也能看' })
    : undefined
}

/** When the answer on screen was read, if it cannot be read again now: the telephone kept it. */
export function useKeptSince(read: {
  data: unknown
  isError: boolean
  fetchStatus: string
  dataUpdatedAt: number
}): number | undefined {
  const isCut = !useOnline() || read.isError || read.fetchStatus === 'paused'
  return isCut && read.data !== undefined ? read.dataUpdatedAt : undefined
}

/** Calls a route on demand and then refreshes the named reads. */
export function useChange<Name extends RouteName>(name: Name, refreshes: readonly RouteName[] = []) {
  const cache = useQueryClient()
  return useMutation<Output<Name>, CallError, { input: Input<Name>; key?: string }>({
    mutationFn: ({ input, key }) => call(name, input, key ? { key } : {}),
    onSettled: () => Promise.all(refreshes.map((read) => cache.invalidateQueries({ queryKey: [read] }))),
  })
}
