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
  /** It waits for its writer to sign in, not for a network. */
  needsSignIn?: true
}
export type Refused = { says: string; fields: Readonly<Record<string, string>> }

/** What a failed try means: wait for a network, wait for a session, or give it back to be corrected. */
export type Verdict = 'wait' | 'sign-in' | Refused

export type Post = {
  upload: (blob: Blob) => Promise<{ id: string }>
  open: (body: Opening, key: string) => Promise<Opened>
  judge: (error: unknown) => Verdict
}

export type Outcome = { sent: Opened } | { waits: true } | { refused: Refused }
type Arrival = (parcel: Parcel, opened: Opened) => void

/** What waits on one telephone. Its arrow members are handed to hooks as they are. */
export class Outbox {
  readonly #shelf: Shelf
  readonly #post: Post
  #parcels: readonly Parcel[] = []
  #running: Promise<void> | undefined
  readonly #outcomes = new Map<string, Outcome>()
  readonly #listeners = new Set<() => void>()
  readonly #arrivals = new Set<Arrival>()

  constructor(shelf: Shelf, post: Post) {
    this.#shelf = shelf
    this.#post = post
  }

  readonly parcels = (): readonly Parcel[] => this.#parcels

  readonly listen = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Is told of every parcel the server has taken. */
  onArrival(arrival: Arrival): () => void {
    this.#arrivals.add(arrival)
    return () => this.#arrivals.delete(arrival)
  }

  /** Reads what an earlier visit left. */
  async restore(): Promise<void> {
    // Only parcels are ever put on this shelf.
    const stored = (await this.#shelf.all()) as Parcel[]
    const here = new Set(this.#parcels.map(({ key }) => key))
    this.#tell([...stored.filter(({ key }) => !here.has(key)), ...this.#parcels])
  }

  /** Keeps a parcel first, then tries to send it. */
  async send(parcel: Parcel): Promise<Outcome> {
    await this.#keep(parcel)
    // What an earlier try came to says nothing of this one.
    this.#outcomes.delete(parcel.key)
    // A run that has just ended its search would not see this parcel, so one more is asked for.
    while (!this.#outcomes.has(parcel.key)) await this.flush(parcel.person)
    const outcome = this.#outcomes.get(parcel.key) ?? { waits: true }
    this.#outcomes.delete(parcel.key)
    return outcome
  }

  /** Tries everything of this person that waits; a second call joins the first. */
  flush(person: string): Promise<void> {
    this.#running ??= this.#run(person).finally(() => {
      this.#running = undefined
    })
    return this.#running
  }

  /** Takes a parcel back: it arrived, or its writer wants to change it or throw it away. */
  async drop(key: string): Promise<void> {
    await this.#shelf.remove(key)
    this.#tell(this.#parcels.filter((parcel) => parcel.key !== key))
  }

  async #run(person: string): Promise<void> {
    const tried = new Set<string>()
    for (;;) {
      const parcel = this.#parcels.find((one) => one.person === person && !one.refused && !tried.has(one.key))
      if (!parcel) return
      tried.add(parcel.key)
      this.#outcomes.set(parcel.key, await this.#deliver(parcel))
    }
  }

  async #deliver(parcel: Parcel): Promise<Outcome> {
    let now = parcel
    try {
      for (const photo of Object.values(parcel.photos).flat()) {
        if (now.arrived[photo.id]) continue
        const { id } = await this.#post.upload(photo.blob)
        now = { ...now, arrived: { ...now.arrived, [photo.id]: id } }
        // Its writer took it back while the picture was on its way.
        if (!this.#isHere(now.key)) return { waits: true }
        await this.#keep(now)
      }
      if (!this.#isHere(now.key)) return { waits: true }
      const opened = await this.#post.open(bodyOf(now), now.key)
      await this.drop(now.key)
      for (const arrival of this.#arrivals) arrival(now, opened)
      return { sent: opened }
    } catch (error) {
      const verdict = this.#post.judge(error)
      const { needsSignIn: _, ...rest } = now
      if (verdict === 'wait' || verdict === 'sign-in') {
        const waits: Parcel = verdict === 'wait' ? rest : { ...rest, needsSignIn: true }
        if (waits.needsSignIn !== now.needsSignIn && this.#isHere(now.key)) await this.#keep(waits)
        return { waits: true }
      }
      if (this.#isHere(now.key)) await this.#keep({ ...rest, refused: verdict })
      return { refused: verdict }
    }
  }

  #isHere(key: string): boolean {
    return this.#parcels.some((parcel) => parcel.key === key)
  }

  async #keep(parcel: Parcel): Promise<void> {
    await this.#shelf.put(parcel.key, parcel)
    this.#tell([...this.#parcels.filter(({ key }) => key !== parcel.key), parcel])
  }

  #tell(parcels: readonly Parcel[]): void {
    this.#parcels = parcels
    for (const listener of this.#listeners) listener()
  }
}

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
