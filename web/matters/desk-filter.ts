import { useMemo } from 'react'
import { useSearch } from 'wouter'
import { readSearch, type Filter } from '#web/client/search-params.ts'

/** The filters in the address bar. */
export function useFilter(): Filter {
  const search = useSearch()
  return useMemo(() => readSearch(search), [search])
}
