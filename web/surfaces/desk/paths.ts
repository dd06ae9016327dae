import type { Filter } from '#web/client/search-params.ts'
import { writeSearch } from '#web/client/search-params.ts'

/** Every address of the desk. Filters travel along, so that going back finds the list as it was. */
const base = '/desk'

/** The same addresses as the router matches them. */
export const patterns = {
  matters: `${base}/matters/:id?`,
  print: `${base}/matters/:id/print`,
  map: `${base}/map`,
  open: `${base}/new/:flow?/:action?`,
} as const

const withSearch = (path: string, filter: Filter) => `${base}${path}${writeSearch(filter)}`

export const paths = {
  matters: (filter: Filter = {}) => withSearch('/matters', filter),
  matter: (id: string, filter: Filter = {}) => withSearch(`/matters/${id}`, filter),
  print: (id: string) => `${base}/matters/${id}/print`,
  map: (filter: Filter = {}) => withSearch('/map', filter),
  open: (flow?: string, action?: string) =>
    [`${base}/new`, flow, flow && action].filter((part) => part !== undefined).join('/'),
}
