import type { Filter } from '#web/client/search-params.ts'
import { writeSearch } from '#web/client/search-params.ts'
import type { Sought } from '#web/features/audit/sought.ts'
import type { Look } from '#web/features/leaflets/address.ts'
import type {
  CountFilter,
  DutyFilter,
  WatchFilter,
  YearFilter,
} from '#web/features/disclosure/desk-filter.ts'

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
  listExports: `${base}/people/exports`,
  phoneBindings: `${base}/people/bindings`,
  secondWords: `${base}/people/second-words`,
  broadcasts: `${base}/broadcasts/:id?`,
  devices: `${base}/devices`,
  audit: `${base}/audit`,
  accounts: `${base}/accounts`,
  clients: `${base}/clients`,
  selfCheck: `${base}/self-check`,
  workbenchAll: `${base}/workbench/*?`,
  simulator: `${base}/workbench/simulator`,
  ownSignIn: `${base}/me`,
  /** Where the identity provider sends browsers back to. */
  oidc: `${base}/oidc`,
  briefs: `${base}/briefs`,
  brief: `${base}/briefs/:id`,
  printBrief: `${base}/briefs/:id/print`,
  meetingsAll: `${base}/meetings/*?`,
  meetings: `${base}/meetings`,
  newMeeting: `${base}/meetings/new`,
  elections: `${base}/meetings/elections`,
  proposals: `${base}/meetings/proposals`,
  proposal: `${base}/meetings/proposals/:id`,
  resolutions: `${base}/meetings/resolutions`,
  resolution: `${base}/meetings/resolutions/:id`,
  seats: `${base}/meetings/seats`,
  covenants: `${base}/meetings/covenants`,
  covenant: `${base}/meetings/covenants/:id`,
  law: `${base}/meetings/law`,
  agenda: `${base}/meetings/agenda`,
  meeting: `${base}/meetings/:id`,
  meetingDocument: `${base}/documents/meetings/:id/:kind?`,
  printMeetingDocument: `${base}/documents/meetings/:id/:kind/print`,
  proposalForm: `${base}/documents/proposals/:id/:step?`,
  printProposalForm: `${base}/documents/proposals/:id/:step/print`,
  disclosureAll: `${base}/disclosure/*?`,
  disclosure: `${base}/disclosure`,
  publication: `${base}/publications/:id`,
  disclosureYear: `${base}/disclosure/year`,
  leaflets: `${base}/disclosure/leaflets`,
  disclosureWatch: `${base}/disclosure/watch`,
  disclosureDuties: `${base}/disclosure/duties`,
  disclosureVillage: `${base}/disclosure/watch/:village`,
  disclosureDay: `${base}/disclosure/day`,
  disclosureDayWall: `${base}/disclosure/day/wall`,
} as const

const withSearch = (path: string, filter: Filter) => `${base}${path}${writeSearch(filter)}`

type DayFilter = { on?: string; under?: string }
type DutyAddress = { division: string; item: string; period: string; n: number; dueOn: string }

/** Filters of other lists, in the order they are given. */
const withQuery = (path: string, query: Readonly<Record<string, string | undefined>>) => {
  const given = Object.entries(query).flatMap(([key, value]) => (value ? [[key, value]] : []))
  return `${base}${path}${given.length > 0 ? `?${new URLSearchParams(given)}` : ''}`
}

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
  /** Lists of personal data that are asked for, approved and fetched. */
  listExports: () => `${base}/people/exports`,
  /** Telephones that ask to be somebody’s. */
  phoneBindings: () => `${base}/people/bindings`,
  /** What a colleague wrote down and takes a second word. */
  secondWords: () => `${base}/people/second-words`,
  /** `week`: its Monday. */
  briefs: (week?: string) => `${base}/briefs${week === undefined ? '' : `?week=${week}`}`,
  brief: (id: string) => `${base}/briefs/${id}`,
  printBrief: (id: string) => `${base}/briefs/${id}/print`,
  /** What has to be published, and by whom next. */
  disclosure: (filter: DutyFilter = {}) => withQuery('/disclosure', filter),
  disclosureYear: (filter: YearFilter = {}) => withQuery('/disclosure/year', filter),
  /** A village’s month on paper. */
  leaflets: (look: Partial<Look> = {}) => withQuery('/disclosure/leaflets', look),
  /** One duty, in the year it is due. */
  duty: ({ division, item, period, n, dueOn }: DutyAddress) =>
    withQuery('/disclosure/year', {
      village: division,
      year: dueOn.slice(0, 4),
      duty: `${item}/${period}/${n}`,
    }),
  disclosureWatch: (filter: WatchFilter = {}) => withQuery('/disclosure/watch', filter),
  /** The duties one number counts. */
  disclosureDuties: (filter: CountFilter) => withQuery('/disclosure/duties', filter),
  disclosureVillage: (village: string, section?: string) =>
    `${base}/disclosure/watch/${village}${section === undefined ? '' : `#${section}`}`,
  disclosureDay: (filter: DayFilter = {}) => withQuery('/disclosure/day', filter),
  disclosureDayWall: (filter: DayFilter = {}) => withQuery('/disclosure/day/wall', filter),
  /** Where all publications are under; each has its own address. */
  publications: () => `${base}/publications`,
  publication: (id: string) => `${base}/publications/${id}`,
  /** The papers of a meeting, and one of them. */
  meetingDocument: (id: string, kind?: string) =>
    [`${base}/documents/meetings/${id}`, kind].filter((part) => part !== undefined).join('/'),
  printMeetingDocument: (id: string, kind: string) => `${base}/documents/meetings/${id}/${kind}/print`,
  /** The forms of 四议两公开, and one of them. */
  proposalForm: (id: string, step?: string) =>
    [`${base}/documents/proposals/${id}`, step].filter((part) => part !== undefined).join('/'),
  printProposalForm: (id: string, step: string) => `${base}/documents/proposals/${id}/${step}/print`,
  devices: () => `${base}/devices`,
  /** The audit log, for the audit administrator alone. */
  audit: (sought: Sought = {}) => withQuery('/audit', sought),
  accounts: () => `${base}/accounts`,
  /** Systems of others that connect. */
  clients: () => `${base}/clients`,
  selfCheck: () => `${base}/self-check`,
  /** What the post one acts from has, on one page. */
  workbench: () => `${base}/workbench`,
  /** What a post would see; with its id, that post. */
  simulator: (post?: string) => withQuery('/workbench/simulator', { post }),
  ownSignIn: () => `${base}/me`,
  /** Where whoever is signed in is led on to their first page. */
  door: () => base,
  meetings: (state?: string) => withQuery('/meetings', { state }),
  /** With a proposal: its motion is written already. */
  newMeeting: (proposal?: string) => withQuery('/meetings/new', { proposal }),
  meeting: (id: string) => `${base}/meetings/${id}`,
  /** What the next monthly meeting has before it. */
  agenda: () => `${base}/meetings/agenda`,
  /** Held on paper and recorded. */
  /** The list of a village, for whoever watches over several. */
  proposals: (village?: string) => withQuery('/meetings/proposals', { village }),
  proposal: (id: string) => `${base}/meetings/proposals/${id}`,
  resolutions: (village?: string) => withQuery('/meetings/resolutions', { village }),
  resolution: (id: string) => `${base}/meetings/resolutions/${id}`,
  seats: (village?: string) => withQuery('/meetings/seats', { village }),
  covenants: (village?: string) => withQuery('/meetings/covenants', { village }),
  covenant: (id: string) => `${base}/meetings/covenants/${id}`,
  law: (village?: string) => withQuery('/meetings/law', { village }),
  elections: () => `${base}/meetings/elections`,
  broadcasts: (id?: string) => [`${base}/broadcasts`, id].filter((part) => part !== undefined).join('/'),
}
