/** Addresses of the wall besides its own, which carries its place in the search: a meeting’s screen in the hall. */
export const paths = {
  hall: (id: string) => `/wall/meetings/${id}`,
}

/** The meeting whose screen an address names. */
export const meetingOf = (path: string): string | undefined => /^\/wall\/meetings\/([\w-]+)$/.exec(path)?.[1]
