import type { Filter } from '#web/client/search-params.ts'
import { writeSearch } from '#web/client/search-params.ts'

/** Every address of the desk. Filters travel along, so that going back finds the list as it was. */
const base = '/desk'

/** The same addresses as the router matches them. */
export const patterns = {
  matters: `${base}/matters/:id?`,
  print: `${base}/matters/:id/print`,
  command: `${base}/command/:id?`,
  map: `${base}/map`,
  open: `${base}/new/:flow?/:action?`,
  people: `${base}/people`,
  imports: `${base}/people/imports/:id?`,
  broadcasts: `${base}/broadcasts/:id?`,
  briefs: `${base}/briefs`,
  brief: `${base}/briefs/:id`,
  printBrief: `${base}/briefs/:id/print`,
  disclosure: `${base}/disclosure`,
  publication: `${base}/publications/:id`,
} as const

const withSearch = (path: string, filter: Filter) => `${base}${path}${writeSearch(filter)}`

export const paths = {
  matters: (filter: Filter = {}) => withSearch('/matters', filter),
  matter: (id: string, filter: Filter = {}) => withSearch(`/matters/${id}`, filter),
  command: (filter: Filter = {}) => withSearch('/command', filter),
  commandMatter: (id: string, filter: Filter = {}) => withSearch(`/command/${id}`, filter),
  print: (id: string) => `${base}/matters/${id}/print`,
  map: (filter: Filter = {}) => withSearch('/map', filter),
  open: (flow?: string, action?: string) =>
    [`${base}/new`, flow, flow && action].filter((part) => part !== undefined).join('/'),
  people: () => `${base}/people`,
  imports: (id?: string) => [`${base}/people/imports`, id].filter((part) => part !== undefined).join('/'),
  /** `week`: its Monday. */
  briefs: (week?: string) => `${base}/briefs${week === undefined ? '' : `?week=${week}`}`,
  brief: (id: string) => `${base}/briefs/${id}`,
  printBrief: (id: string) => `${base}/briefs/${id}/print`,
  /** What has to be published, and by whom next. */
  disclosure: () => `${base}/disclosure`,
  /** Where all publications are under; each has its own address. */
  publications: () => `${base}/publications`,
  publication: (id: string) => `${base}/publications/${id}`,
  broadcasts: (id?: string) => [`${base}/broadcasts`, id].filter((part) => part !== undefined).join('/'),
}
