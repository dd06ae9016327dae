import type { Services } from '#server/core/app.ts'
import { gather } from '#server/core/gather.ts'
import { notFound } from '#server/core/problem.ts'
import * as store from './store.ts'

type Hand = { county: string; motion: string; ballots: Map<string, store.Ballot> }

const LOOK_MS = 1000
/** As many ballots as arrive together are looked for in one trip. */
const TOGETHER = 64

/**
 * Ballots on their way into the box. They are held in memory and written down together when the box is closed, so that no
 * transaction, no version of a row and no line of the write-ahead log is about one ballot or tells an order. What a power
 * cut takes is sent again by the phones, which keep their ballot until it is counted; an orderly stop writes all down.
 */
export class Mix {
  readonly #hands = new Map<string, Hand>()
  readonly #services: Services
  readonly #timer: NodeJS.Timeout
  readonly #find: (county: string, asked: { motion: string; receipt: string }) => Promise<store.Found>
  #writing: Promise<void> = Promise.resolve()

  constructor(services: Services) {
    this.#services = services
    this.#find = gather(TOGETHER, async (county, asked) => {
      const found = await services.db.read(county, (tx) => store.findBallots(tx, asked))
      return asked.map((_, n) => found.get(n) ?? notFound('投票'))
    })
    // Another process may have closed the box: what is left here follows at once.
    this.#timer = setInterval(() => void this.#look().catch(() => undefined), LOOK_MS).unref()
  }

  /** The box, and what lies written in it under that receipt. Throws a 404 where there is no such box. */
  look(county: string, motion: string, receipt: string): Promise<store.Found> {
    return this.#find(county, { motion, receipt })
  }

  /** The ballot with that receipt, as far as this process holds it. */
  held(county: string, motion: string, receipt: string): store.Ballot | undefined {
    return this.#hands.get(`${county} ${motion}`)?.ballots.get(receipt)
  }

  /** How many ballots of a box this process holds. */
  count(county: string, motion: string): number {
    return this.#hands.get(`${county} ${motion}`)?.ballots.size ?? 0
  }

  add(county: string, motion: string, receipt: string, ballot: store.Ballot): void {
    const key = `${county} ${motion}`
    const hand = this.#hands.get(key) ?? { county, motion, ballots: new Map() }
    this.#hands.set(key, hand)
    hand.ballots.set(receipt, ballot)
  }

  /** Writes down everything held of a box. */
  async flush(county: string, motion: string): Promise<void> {
    const hand = this.#hands.get(`${county} ${motion}`)
    if (hand) await this.#write(hand)
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    for (const hand of this.#hands.values()) await this.#write(hand)
  }

  async #look(): Promise<void> {
    for (const hand of this.#hands.values()) {
      const box = await this.#services.db.read(hand.county, (tx) => store.findBox(tx, hand.motion))
      if (box?.state !== 'casting') await this.#write(hand)
    }
  }

  /** One after the other. */
  #write(hand: Hand): Promise<void> {
    const turn = this.#writeAfter(this.#writing, hand)
    this.#writing = turn.catch(() => undefined)
    return turn
  }

  /** What could not be written stays in hand. */
  async #writeAfter(before: Promise<void>, hand: Hand): Promise<void> {
    await before
    const written = new Map(hand.ballots)
    if (written.size > 0)
      await this.#services.db.inCounty(hand.county, async (tx) => {
        const box = await store.holdBox(tx, hand.motion)
        // What comes after the count came too late.
        if (box?.state === 'casting' || box?.state === 'closing')
          await store.addBallots(tx, hand.motion, written)
      })
    for (const receipt of written.keys()) hand.ballots.delete(receipt)
    if (hand.ballots.size === 0) this.#hands.delete(`${hand.county} ${hand.motion}`)
  }
}
