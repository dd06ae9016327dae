import type { Services } from '#server/core/app.ts'
import type { EventStream } from '#server/core/event-stream.ts'
import { paced } from '#server/core/paced.ts'
import { revsOf } from '#server/modules/disclosure/index.ts'
import { newsOf } from './store.ts'

/** A screen that listens: the village it shows, and its token's hash once it has one. */
export type Listener = {
  stream: EventStream
  village: string | undefined
  token: Buffer | undefined
  address: string
}

const BEAT_MS = 20_000
/** A publication is looked for at most so often, however busy the county is. */
const LOOK_MS = 500
/** A county's screens, several times over. Who finds no room asks each minute. */
const STREAMS_MAX = 5_000
/** A street's screens behind one address; the oldest makes room. */
const PER_ADDRESS_MAX = 200

/**
 * Tells screens that the board of their village changed, or that the desk wants something of them. One read for all
 * screens of this process after something was committed; none while nobody listens.
 */
export class ScreenHub {
  readonly #services: Pick<Services, 'db' | 'live'>
  readonly #county: string
  readonly #log: (error: unknown) => void
  readonly #listeners = new Set<Listener>()
  #revs: ReadonlyMap<string, number> = new Map()
  #news: ReadonlyMap<string, string> = new Map()
  readonly #look = paced(LOOK_MS, () => void this.#read().catch((error: unknown) => this.#log(error)))
  readonly #stops: (() => void)[]

  constructor(services: Pick<Services, 'db' | 'live'>, county: string, log: (error: unknown) => void) {
    this.#services = services
    this.#county = county
    this.#log = log
    const beat = setInterval(() => this.#beat(), BEAT_MS).unref()
    this.#stops = [
      () => clearInterval(beat),
      services.live.onChanged((changed) => {
        if ((changed ?? county) === county && this.#listeners.size > 0) this.#look()
      }),
    ]
  }

  /** Hands the screen its news from now on, until its stream ends; first how far its village has come. */
  async join(listener: Listener): Promise<void> {
    const { stream, village, token, address } = listener
    const neighbours = [...this.#listeners].filter((other) => other.address === address)
    if (neighbours.length >= PER_ADDRESS_MAX) neighbours[0]?.stream.end()
    if (this.#listeners.size >= STREAMS_MAX) return stream.end()
    this.#listeners.add(listener)
    stream.onEnd(() => this.#listeners.delete(listener))
    const villages = village === undefined ? [] : [village]
    const tokens = token === undefined ? [] : [token]
    const [revs, news] = await this.#ask(villages, tokens)
    this.#revs = new Map([...this.#revs, ...revs])
    this.#news = new Map([...this.#news, ...news])
    if (village !== undefined) stream.send('content', { rev: revs.get(village) ?? 0 })
    // What the desk wanted before the line was open was told to nobody: the screen asks once, from here on it is told.
    if (token !== undefined) stream.send('device', {})
  }

  close(): void {
    this.#stops.forEach((stop) => stop())
    this.#look.stop()
    for (const { stream } of this.#listeners) stream.end()
  }

  async #read(): Promise<void> {
    const listeners = [...this.#listeners]
    const villages = [...new Set(listeners.flatMap(({ village }) => village ?? []))]
    const [revs, news] = await this.#ask(
      villages,
      listeners.flatMap(({ token }) => token ?? []),
    )
    const [oldRevs, oldNews] = [this.#revs, this.#news]
    this.#revs = revs
    this.#news = news
    for (const { stream, village, token } of listeners) {
      const rev = revs.get(village ?? '')
      if (rev !== undefined && rev !== oldRevs.get(village ?? '')) stream.send('content', { rev })
      const name = token?.toString('base64') ?? ''
      if (news.get(name) !== oldNews.get(name)) stream.send('device', {})
    }
  }

  #ask(villages: readonly string[], tokens: readonly Buffer[]) {
    return this.#services.db.read(
      this.#county,
      async (tx) => [await revsOf(tx, villages), await newsOf(tx, tokens)] as const,
    )
  }

  #beat(): void {
    for (const { stream } of this.#listeners) stream.beat()
  }
}
