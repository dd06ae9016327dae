import { openShelf } from './shelf.ts'

/** Half-written forms, kept while typing so that nothing typed is ever lost. Keyed by form and writer. */
const shelf = openShelf('drafts')

export const drafts = {
  get: (key: string) => shelf.get(key).catch(() => undefined),
  keep: (key: string, value: unknown) => shelf.put(key, value).catch(() => undefined),
  remove: (key: string) => shelf.remove(key).catch(() => undefined),
  clear: () => shelf.clear().catch(() => undefined),
}

/** Who writes while nobody is signed in. */
export const GUEST = 'guest'
const keyOf = (writer: string, form: string) => `${writer} ${form}`

/** The drafts of one person, or of a guest: the next at the same telephone gets none of them. */
export const draftsOf = (writer: string) => ({
  get: async (form: string): Promise<unknown> => {
    if (writer !== GUEST) await takeOver(writer, form)
    return drafts.get(keyOf(writer, form))
  },
  keep: (form: string, value: unknown) => drafts.keep(keyOf(writer, form), value),
  remove: (form: string) => drafts.remove(keyOf(writer, form)),
})

/** What was written before signing in belongs to whoever signs in next, and to nobody after them. */
export async function takeOverDrafts(person: string): Promise<void> {
  const guests = keyOf(GUEST, '')
  for (const key of await shelf.keys().catch(() => []))
    if (key.startsWith(guests)) await takeOver(person, key.slice(guests.length))
}

async function takeOver(person: string, form: string): Promise<void> {
  const written = await drafts.get(keyOf(GUEST, form))
  if (written === undefined) return
  await drafts.keep(keyOf(person, form), written)
  await drafts.remove(keyOf(GUEST, form))
}
