/** Addresses of the wall besides its own, which carries its place in the search: a meeting’s screen in the hall. */
export const paths = {
  hall: (id: string) => `/wall/meetings/${id}`,
  /** The same meeting watched from elsewhere. */
  watch: (id: string) => `/wall/meetings/${id}/live`,
}

/** The meeting whose screen an address names. */
export const meetingOf = (path: string): string | undefined => /^\/wall\/meetings\/([\w-]+)$/.exec(path)?.[1]

/** The meeting that is watched from elsewhere at an address. */
export const watchedIn = (path: string): string | undefined =>
  /^\/wall\/meetings\/([\w-]+)\/live$/.exec(path)?.[1]
