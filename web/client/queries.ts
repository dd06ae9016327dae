import {
  QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type UseQueryResult,
} from '@tanstack/react-query'
import { CallError, call, type Input, type Output, type RouteName } from './call.ts'

/** The one cache of a surface. Refused calls are not tried again; a passing fault is, twice. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (times, error) => times < 2 && error instanceof CallError && error.isPassing,
      },
    },
  })
}

/** Reads a route and keeps the answer. `input` undefined waits. */
export function useCall<Name extends RouteName>(
  name: Name,
  input: Input<Name> | undefined,
  { staleMs }: { staleMs?: number } = {},
): UseQueryResult<Output<Name>, CallError> {
  return useQuery<Output<Name>, CallError>({
    queryKey: [name, input],
    queryFn: ({ signal }) => call(name, input as Input<Name>, { signal }),
    enabled: input !== undefined,
    ...(staleMs === undefined ? {} : { staleTime: staleMs }),
  })
}

type Paged = 'matters.list' | 'notices.list'

/** Reads a list page by page; `rows` are all pages so far. */
export function usePages<Name extends Paged>(name: Name, query: Input<Name>['query']) {
  const pages = useInfiniteQuery<
    Output<Name>,
    CallError,
    { pages: Output<Name>[] },
    unknown[],
    string | undefined
  >({
    queryKey: [name, 'pages', query],
    queryFn: ({ pageParam, signal }) =>
      call(name, { query: { ...query, ...(pageParam ? { cursor: pageParam } : {}) } } as Input<Name>, {
        signal,
      }),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const rows = (pages.data?.pages ?? []).flatMap((page) => page.rows as Output<Name>['rows'][number][])
  return { ...pages, rows }
}

/** Calls a route on demand and then refreshes the named reads. */
export function useChange<Name extends RouteName>(name: Name, refreshes: readonly RouteName[] = []) {
  const cache = useQueryClient()
  return useMutation<Output<Name>, CallError, { input: Input<Name>; key?: string }>({
    mutationFn: ({ input, key }) => call(name, input, key ? { key } : {}),
    onSettled: () => Promise.all(refreshes.map((read) => cache.invalidateQueries({ queryKey: [read] }))),
  })
}
