import { useEffect, useMemo, useState } from 'react'

/** Where the wall looks, kept in its address, so that a page can be sent, bookmarked and gone back from. */

export const VIEWS = ['map', 'trend', 'speed', 'quality'] as const
export type View = (typeof VIEWS)[number]
export type Place = {
  /** Absent: the place of one’s own post. */
  division?: string | undefined
  view?: View | undefined
  /** The list whose records lie open beside the numbers. */
  list?: string | undefined
  /** What the number was called. */
  name?: string | undefined
}

const isView = (text: string | null): text is View => (VIEWS as readonly (string | null)[]).includes(text)

export function readPlace(search: string): Place {
  const found = new URLSearchParams(search)
  const view = found.get('view')
  return {
    division: found.get('division') ?? undefined,
    view: isView(view) ? view : undefined,
    list: found.get('list') ?? undefined,
    name: found.get('name') ?? undefined,
  }
}

export function writePlace(place: Place): string {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(place))
    if (value !== undefined && !(key === 'view' && value === 'map')) search.set(key, value)
  return search.size > 0 ? `/wall?${search.toString()}` : '/wall'
}

export type Go = (place: Place, how?: 'replace') => void

/** The place, and the way to another one. */
export function usePlace(): readonly [Place, Go] {
  const [search, setSearch] = useState(() => window.location.search)
  useEffect(() => {
    const read = () => setSearch(window.location.search)
    window.addEventListener('popstate', read)
    return () => window.removeEventListener('popstate', read)
  }, [])
  return useMemo(() => {
    const go: Go = (place, how) => {
      if (how) window.history.replaceState(null, '', writePlace(place))
      else window.history.pushState(null, '', writePlace(place))
      setSearch(window.location.search)
    }
    return [readPlace(search), go]
  }, [search])
}
