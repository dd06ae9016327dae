import { openShelf } from './shelf.ts'

/** Half-written forms, kept while typing so that nothing typed is ever lost. Keyed by form and person. */
const shelf = openShelf('drafts')

export const drafts = {
  get: (key: string) => shelf.get(key).catch(() => undefined),
  keep: (key: string, value: unknown) => shelf.put(key, value).catch(() => undefined),
  remove: (key: string) => shelf.remove(key).catch(() => undefined),
  clear: () => shelf.clear().catch(() => undefined),
}
