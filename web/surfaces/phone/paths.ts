/** Every address of the phone, in one place: links are built here and tested as a list. */
const search = (values: Readonly<Record<string, string | undefined>>): string => {
  const given = new URLSearchParams()
  for (const [key, value] of Object.entries(values)) if (value) given.set(key, value)
  return given.size > 0 ? `?${given}` : ''
}
const part = encodeURIComponent

export type DisclosureTab = 'board' | 'calendar'
export type MatterTab = 'asked' | 'todo' | 'village'

export const paths = {
  home: () => '/',
  signIn: (next?: string) => `/signin${search({ next })}`,
  /** Asking the village to register a telephone, and how that stands. */
  askBinding: () => '/phone-bindings/new',
  binding: (id: string) => `/phone-bindings/${part(id)}`,
  report: ({ item, behalf }: { item?: string; behalf?: boolean } = {}) =>
    `/report${search({ item, behalf: behalf ? 'yes' : undefined })}`,
  record: () => '/record',
  matters: (tab?: MatterTab) => `/matters${search({ tab })}`,
  matter: (id: string) => `/matters/${part(id)}`,
  waiting: (key: string) => `/waiting/${part(key)}`,
  open: (flow: string, action: string) => `/new/${part(flow)}/${part(action)}`,
  /** What a guardian asks for a child. */
  askForWard: (id: string) => `/me/wards/${part(id)}/ask`,
  /** The form in which an opening of that flow was written. */
  form: (flow: string, action: string, item?: unknown): string => {
    if (flow === 'grid-event' && action === 'report') return paths.report()
    if (flow === 'grid-event' && action === 'record') return paths.record()
    if (flow === 'village-service' && typeof item === 'string') return paths.apply(item)
    return flow === 'wish' ? paths.newWish() : paths.open(flow, action)
  },
  services: () => '/services',
  service: (code: string) => `/services/${part(code)}`,
  apply: (code: string) => `/services/${part(code)}/apply`,
  wishes: () => '/wishes',
  newWish: () => '/wishes/new',
  know: () => '/know',
  /** The monthly meeting: topics and orders. */
  agenda: () => '/agenda',
  discuss: () => '/discuss',
  oversee: () => '/oversee',
  /** Choosing a village, a street first. */
  villages: (town?: string) => `/disclosure${search({ town })}`,
  disclosure: (division: string, show?: DisclosureTab) =>
    `/village/${part(division)}/disclosure${search({ show })}`,
  publication: (id: string, version?: number) =>
    `/publications/${part(id)}${search({ version: version === undefined ? undefined : String(version) })}`,
  ask: (id: string, line?: number) =>
    `/publications/${part(id)}/ask${search({ line: line === undefined ? undefined : String(line) })}`,
  verify: (code?: string) => (code === undefined ? '/verify' : `/verify/${part(code)}`),
  /** A door of the first page behind which nothing is built yet. */
  later: (door: string) => `/later/${part(door)}`,
  /** Meetings of the village; one of them, and its door, whose code a phone scans. */
  /** What a village decided, and what is on its way there. */
  decisions: (division: string) => `/village/${part(division)}/decisions`,
  resolution: (id: string) => `/resolutions/${part(id)}`,
  proposals: (division: string) => `/village/${part(division)}/proposals`,
  proposal: (id: string) => `/proposals/${part(id)}`,
  covenant: (division: string, version?: number, changes?: boolean) =>
    `/village/${part(division)}/covenant${search({ version: version === undefined ? undefined : String(version), show: changes ? 'changes' : undefined })}`,
  law: (division: string) => `/village/${part(division)}/law`,
  meetings: () => '/meetings',
  meeting: (id: string) => `/meetings/${part(id)}`,
  door: (id: string, code?: string) => `/meetings/${part(id)}/door${search({ code })}`,
  notices: () => '/notices',
  me: () => '/me',
  privacy: () => '/me/privacy',
  calendar: () => '/me/calendar',
  track: (code?: string) => (code === undefined ? '/t' : `/t/${part(code)}`),
}

/** The same addresses as the router matches them. */
export const patterns = {
  home: paths.home(),
  signIn: paths.signIn(),
  askBinding: paths.askBinding(),
  binding: '/phone-bindings/:id',
  report: paths.report(),
  record: paths.record(),
  matters: paths.matters(),
  matter: '/matters/:id',
  waiting: '/waiting/:key',
  open: '/new/:flow/:action',
  askForWard: '/me/wards/:id/ask',
  services: paths.services(),
  service: '/services/:code',
  apply: '/services/:code/apply',
  wishes: paths.wishes(),
  newWish: paths.newWish(),
  know: paths.know(),
  agenda: paths.agenda(),
  discuss: paths.discuss(),
  oversee: paths.oversee(),
  villages: paths.villages(),
  disclosure: '/village/:division/disclosure',
  publication: '/publications/:id',
  ask: '/publications/:id/ask',
  verify: paths.verify(),
  verified: '/verify/:code',
  later: '/later/:door',
  decisions: '/village/:division/decisions',
  resolution: '/resolutions/:id',
  proposals: '/village/:division/proposals',
  proposal: '/proposals/:id',
  covenant: '/village/:division/covenant',
  law: '/village/:division/law',
  meetings: paths.meetings(),
  meeting: '/meetings/:id',
  door: '/meetings/:id/door',
  notices: paths.notices(),
  me: paths.me(),
  privacy: paths.privacy(),
  calendar: paths.calendar(),
  track: paths.track(),
  tracked: '/t/:code',
} as const

/** Where a form of an opening leads. */
export const openLinks = (back: string, here: string) => ({
  back,
  /** The form itself: what is half written is kept under it. */
  here,
  signIn: paths.signIn(here),
  matters: paths.matters('asked'),
  matter: paths.matter,
  track: paths.track,
})
