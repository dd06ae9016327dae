import type { Input, Output } from './call.ts'
import type { Shelf } from './shelf.ts'

/**
 * The promise of this file: what a person has sent is kept on the telephone until the server has it, and the server
 * gets it once. A parcel carries its own idempotency key, made when it was first sent and never again; pictures go
 * first, each once, and then the opening itself.
 */

export type LocalPhoto = { id: string; blob: Blob }
type Opening = Input<'matters.open'>['body']
export type Opened = Output<'matters.open'>

export type Parcel = Opening & {
  /** The idempotency key of every try. */
  key: string
  /** Who wrote it: nobody else’s session may send it. */
  person: string
  /** The line it is recognised by in a list. */
  title: string
  at: string
  photos: Readonly<Record<string, readonly LocalPhoto[]>>
  /** The server’s names of the pictures that have arrived. */
  arrived: Readonly<Record<string, string>>
  /** Why it was refused; absent while it waits. */
  refused?: Refused
}
export type Refused = { says: string; fields: Readonly<Record<string, string>> }

/** What a failed try means: wait for a network or a session, or give it back to be corrected. */
export type Verdict = 'wait' | Refused

export type Post = {
  upload: (blob: Blob) => Promise<{ id: string }>
  open: (body: Opening, key: string) => Promise<Opened>
  judge: (error: unknown) => Verdict
}

export type Outcome = { sent: Opened } | { waits: true } | { refused: Refused }
type Listener = (parcels: readonly Parcel[]) => void

export function makeOutbox(shelf: Shelf, post: Post) {
  let parcels: readonly Parcel[] = []
  let running: Promise<void> | undefined
  const outcomes = new Map<string, Outcome>()
  const listeners = new Set<Listener>()
  const arrivals = new Set<(parcel: Parcel, opened: Opened) => void>()

  const tell = (next: readonly Parcel[]) => {
    parcels = next
    for (const listener of listeners) listener(parcels)
  }
  const keep = async (parcel: Parcel) => {
    await shelf.put(parcel.key, parcel)
    tell([...parcels.filter(({ key }) => key !== parcel.key), parcel])
  }
  const drop = async (key: string) => {
    await shelf.remove(key)
    tell(parcels.filter((parcel) => parcel.key !== key))
  }

  const deliver = async (parcel: Parcel): Promise<Outcome> => {
    let now = parcel
    try {
      for (const photo of Object.values(parcel.photos).flat()) {
        if (now.arrived[photo.id]) continue
        const { id } = await post.upload(photo.blob)
        now = { ...now, arrived: { ...now.arrived, [photo.id]: id } }
        await keep(now)
      }
      const opened = await post.open(bodyOf(now), now.key)
      await drop(now.key)
      for (const arrival of arrivals) arrival(now, opened)
      return { sent: opened }
    } catch (error) {
      const verdict = post.judge(error)
      if (verdict === 'wait') return { waits: true }
      await keep({ ...now, refused: verdict })
      return { refused: verdict }
    }
  }

  const run = async (person: string) => {
    const tried = new Set<string>()
    for (;;) {
      const parcel = parcels.find((one) => one.person === person && !one.refused && !tried.has(one.key))
      if (!parcel) return
      tried.add(parcel.key)
      outcomes.set(parcel.key, await deliver(parcel))
    }
  }

  /** Tries everything of this person that waits; a second call joins the first. */
  const flush = (person: string): Promise<void> => {
    running ??= run(person).finally(() => {
      running = undefined
    })
    return running
  }

  return {
    /** Reads what an earlier visit left. */
    async restore(): Promise<void> {
      // Only parcels are ever put on this shelf.
      const stored = (await shelf.all()) as Parcel[]
      tell([...stored.filter(({ key }) => parcels.every((parcel) => parcel.key !== key)), ...parcels])
    },
    /** Keeps a parcel first, then tries to send it. */
    async send(parcel: Parcel): Promise<Outcome> {
      await keep(parcel)
      // A run that has just ended its search would not see this parcel, so one more is asked for.
      while (!outcomes.has(parcel.key)) await flush(parcel.person)
      const outcome = outcomes.get(parcel.key) ?? { waits: true }
      outcomes.delete(parcel.key)
      return outcome
    },
    flush,
    drop,
    find: (key: string) => parcels.find((parcel) => parcel.key === key),
    parcels: () => parcels,
    listen(listener: Listener): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    /** Is told of every parcel the server has taken. */
    onArrival(arrival: (parcel: Parcel, opened: Opened) => void): () => void {
      arrivals.add(arrival)
      return () => arrivals.delete(arrival)
    },
  }
}
export type Outbox = ReturnType<typeof makeOutbox>

/** The opening with the server’s names of its pictures. */
function bodyOf({ flow, action, division, answers, behalf, photos, arrived }: Parcel): Opening {
  const pictures = Object.entries(photos)
    .filter(([, list]) => list.length > 0)
    .map(([field, list]) => [field, list.flatMap(({ id }) => arrived[id] ?? [])] as const)
  return {
    flow,
    action,
    division,
    answers: { ...answers, ...Object.fromEntries(pictures) },
    ...(behalf ? { behalf } : {}),
  }
}
