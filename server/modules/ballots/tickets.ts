import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { Piscina } from 'piscina'
import { boxRefusal } from '#practice/meetings/ballot.ts'
import type { Services } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import { gather } from '#server/core/gather.ts'
import { invalid, notFound, Problem } from '#server/core/problem.ts'
import { findRoot } from '#server/core/root.ts'
import type { Scope } from '#server/core/scope.ts'
import { noteRefusedOf } from '#server/core/trace.ts'
import { holdMeetings, type MeetingRecord, type MotionRecord } from '#server/modules/meetings/index.ts'
import { findMotions, votersOf } from '#server/modules/motions/index.ts'
import { signingKeyOf } from './keys.ts'
import { hashOfBlinded, moved } from './rules.ts'
import type { sign } from './signer.mjs'
import * as store from './store.ts'

type Ask = { scope: Scope; motion: string; blinded: string; member: string | undefined }
/** What a paper handed out is signed with. */
type Handed = { modulus: string; sealedKey: Buffer }

/** A hall fetches its papers in one breath; the locks of so many are held together for a moment. */
const TOGETHER = 64
const IDLE_MS = 60_000

/** Hands papers out and signs them blind: what many ask at once in one trip to the database, the signing beside the loop. */
export class Tickets {
  readonly #services: Services
  readonly #handOut: (county: string, ask: Ask) => Promise<Handed>
  readonly #signers = new Piscina<Parameters<typeof sign>[0], ReturnType<typeof sign>>({
    filename: join(findRoot(), 'server/modules/ballots/signer.mjs'),
    name: 'sign',
    minThreads: 0,
    maxThreads: Math.max(1, availableParallelism() - 1),
    idleTimeout: IDLE_MS,
  })

  constructor(services: Services) {
    this.#services = services
    this.#handOut = gather(TOGETHER, (county, asks) =>
      services.db.inCounty(county, async (tx) => {
        const handed = await handOut(tx, asks)
        noteRefusedOf(handed.map((each) => each instanceof Problem))
        return handed
      }),
    )
  }

  /**
   * Signs a voter’s paper blind; the same again answers as the first time did. Throws 403 for who is not on the roll, did
   * not come or is recused, 409 for a second paper or at the wrong time.
   */
  async take(
    scope: Scope,
    motion: string,
    { blinded, member }: { blinded: string; member?: string | undefined },
  ): Promise<{ signed: string }> {
    const { modulus, sealedKey } = await this.#handOut(scope.county, { scope, motion, blinded, member })
    const key = signingKeyOf(motion, () => this.#services.secrets.unseal(sealedKey))
    const [n, paper] = [Buffer.from(modulus, 'base64url'), Buffer.from(blinded, 'base64url')]
    const signed = await this.#signers.run({ key, modulus: n, blinded: paper })
    if (!signed) throw invalid({ blinded: '选票不完整，请重新领票' })
    return { signed: Buffer.from(signed).toString('base64url') }
  }

  close(): Promise<void> {
    return this.#signers.close()
  }
}

type Hall = { motion: MotionRecord; meeting: MeetingRecord; box: store.BoxRecord }

/** Where votes are taken, by motion; held in the order in which the keeper’s steps lock: meetings, then boxes. */
async function hallsOf(tx: Tx, ids: readonly string[]): Promise<Map<string, Hall>> {
  const motions = await findMotions(tx, ids)
  const meetings = await holdMeetings(
    tx,
    [...motions.values()].map(({ meeting }) => meeting),
  )
  const boxes = await store.holdBoxes(tx, ids)
  const halls = new Map<string, Hall>()
  for (const [id, box] of boxes) {
    const motion = motions.get(id)
    const meeting = motion && meetings.get(motion.meeting)
    if (meeting) halls.set(id, { motion, meeting, box })
  }
  return halls
}

/** Notes who has a paper; one each, and of the same paper asked for again the same. */
async function handOut(tx: Tx, asks: readonly Ask[]): Promise<(Handed | Problem)[]> {
  const halls = await hallsOf(
    tx,
    asks.map(({ motion }) => motion),
  )
  const there = asks.flatMap((ask) => {
    const hall = halls.get(ask.motion)
    return hall ? [{ ask, hall }] : []
  })
  const voters = await votersOf(
    tx,
    there.map(({ ask: { scope, member: asked }, hall }) => ({ scope, open: hall, asked, byDesk: false })),
  )
  const entitled = there.flatMap(({ ask, hall: { box } }, n) => {
    const member = voters[n]
    if (typeof member !== 'string' || boxRefusal('ticket', box.state)) return []
    return [{ ask, motion: ask.motion, member, hash: hashOfBlinded(ask.blinded) }]
  })
  const held = await store.takeTickets(tx, entitled)
  const faults = new Map(entitled.map(({ ask, hash }, n) => [ask, ticketFault(held[n], hash)]))
  const refusals = new Map(there.map(({ ask }, n) => [ask, voters[n]]))
  return asks.map((ask) => {
    const box = halls.get(ask.motion)?.box
    if (!box) return notFound('投票')
    const voter = refusals.get(ask)
    if (voter instanceof Problem) return voter
    const says = boxRefusal('ticket', box.state)
    if (says) return moved(says)
    const fault = faults.get(ask)
    if (fault !== undefined) return moved(fault)
    if (!box.signing_key) throw new Error(`the box of ${ask.motion} has no key`)
    return { modulus: box.modulus, sealedKey: box.signing_key }
  })
}

/** Why no paper is signed: whoever writes on paper holds no hash, whoever has one for another phone holds another. */
function ticketFault(held: Buffer | undefined, hash: Buffer): string | undefined {
  if (!held) return '您登记了写纸票，请到监票人那里领纸票，写好投进纸票箱'
  return held.equals(hash) ? undefined : '您已经领过票，一人一张；请用当时领票的那部手机投票'
}
