import { openDB, type IDBPDatabase } from 'idb'

/** What the telephone itself keeps: half-written forms, what waits for a network, the last answers read, secret ballots. */
const NAMES = ['drafts', 'outbox', 'kept', 'ballots'] as const
export type ShelfName = (typeof NAMES)[number]

export interface Shelf {
  get: (key: string) => Promise<unknown>
  put: (key: string, value: unknown) => Promise<void>
  remove: (key: string) => Promise<void>
  all: () => Promise<unknown[]>
  keys: () => Promise<string[]>
  clear: () => Promise<void>
}

let opening: Promise<IDBPDatabase> | undefined

// Where there is no IndexedDB at all, asking for it throws.
async function database(): Promise<IDBPDatabase> {
  opening ??= openDB('gongzhi', 2, {
    upgrade(db) {
      for (const name of NAMES) if (!db.objectStoreNames.contains(name)) db.createObjectStore(name)
    },
    // Another page brings a newer version: it must not wait for this one to be closed.
    blocking: () => {
      void opening?.then((db) => db.close())
      opening = undefined
    },
  })
  return opening
}

/** A shelf in IndexedDB; where a browser refuses it (private windows), one that lasts as long as the page. */
export function openShelf(name: ShelfName): Shelf {
  const spare = memoryShelf()
  const use = async <T>(work: (shelf: Shelf) => Promise<T>): Promise<T> => {
    const db = await database().catch(() => undefined)
    return work(db ? storedShelf(db, name) : spare)
  }
  return {
    get: (key) => use((shelf) => shelf.get(key)),
    put: (key, value) => use((shelf) => shelf.put(key, value)),
    remove: (key) => use((shelf) => shelf.remove(key)),
    all: () => use((shelf) => shelf.all()),
    keys: () => use((shelf) => shelf.keys()),
    clear: () => use((shelf) => shelf.clear()),
  }
}

function storedShelf(db: IDBPDatabase, name: ShelfName): Shelf {
  return {
    get: (key) => db.get(name, key),
    put: async (key, value) => void (await db.put(name, value, key)),
    remove: (key) => db.delete(name, key),
    all: () => db.getAll(name),
    keys: async () => (await db.getAllKeys(name)).map(String),
    clear: () => db.clear(name),
  }
}

export function memoryShelf(): Shelf {
  const map = new Map<string, unknown>()
  return {
    get: (key) => Promise.resolve(map.get(key)),
    put: (key, value) => Promise.resolve(void map.set(key, value)),
    remove: (key) => Promise.resolve(void map.delete(key)),
    all: () => Promise.resolve([...map.values()]),
    keys: () => Promise.resolve([...map.keys()]),
    clear: () => Promise.resolve(map.clear()),
  }
}
