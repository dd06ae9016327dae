import {
  beginWarning,
  closeWarning,
  countBallots,
  fewBack,
  fewPapers,
  papersBack,
  tooFewToHide,
  ungivenFault,
  type BoxState,
  type Counted,
} from '#practice/meetings/ballot.ts'
import type { Verdict } from '#practice/meetings/verdict.ts'
import type { Services } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import { invalid, notFound, Problem } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import { demandKeeper, insertStep, stepBy } from '#server/modules/meetings/index.ts'
import {
  declareUnopened,
  declareWith,
  demandPut,
  demandTellers,
  lockFor,
  nameTellers,
  putMotion,
} from '#server/modules/motions/index.ts'
import type { Mix } from './mix.ts'
import { forgetKey } from './keys.ts'
import { demandTime } from './policy.ts'
import { boxFaults, isPaper, moved, newKey, receiptFor } from './rules.ts'
import { demandEnough, paperIn } from './writing.ts'
import * as store from './store.ts'
import * as papers from './writing-store.ts'

/** A secret ballot from the first paper to the count. */

/** Puts a motion to a secret vote. Throws 409 while too few are there, or so few write on paper that they would be known. */
export async function openBox(
  { db, secrets, live }: Services,
  scope: Scope,
  motion: string,
  now = new Date(),
): Promise<{ state: BoxState }> {
  // Making a key takes a tenth of a second, which no lock waits for.
  const { pem, modulus } = await newKey()
  const at = await db.inCounty(scope.county, async (tx) => {
    const open = await lockFor(tx, scope, motion)
    if (open.motion.means !== 'secret' || open.meeting.paper)
      throw invalid({ means: '这项议题不是无记名投票' }, '这项议题不是无记名投票')
    await demandPut(tx, scope.county, open)
    await demandEnough(tx, motion)
    await putMotion(tx, motion, [], now)
    await store.insertBox(tx, motion, modulus, secrets.seal(pem))
    await insertStep(tx, { meeting: open.meeting.id, motion, action: 'box', ...stepBy(scope, now) })
    return open.meeting.id
  })
  live.met(scope.county, at)
  return { state: 'issuing' }
}

async function lockBoxFor(tx: Tx, scope: Scope, motion: string) {
  const open = await lockFor(tx, scope, motion)
  const box = await store.lockBox(tx, motion)
  if (!box) throw notFound('投票')
  return { ...open, box }
}

type Unheard = {
  /** Goes on although somebody has no ballot yet, or has not voted: whoever says so was told. */
  anyway?: boolean | undefined
  now?: Date
}

/** What cannot be taken back is said before it is done. Throws a 409 with it, as a named vote does. */
function demandHeard(says: string | undefined, anyway: boolean): void {
  if (says && !anyway) throw new Problem(409, 'unheard', says)
}

/**
 * Ends the handing out. From here on nobody can make a paper, not even whoever has the database and the keys. Throws 422
 * without two tellers where ballots were given on paper, 409 where those are so few that they would be known, where somebody
 * who writes on paper was given none, and unless `anyway` where others have fetched none.
 */
export async function beginCasting(
  { db, live }: Services,
  scope: Scope,
  motion: string,
  {
    tellers = [],
    anyway = false,
    now = new Date(),
  }: Unheard & { tellers?: readonly string[] | undefined } = {},
): Promise<{ state: BoxState; issued: number }> {
  const { at, issued } = await db.inCounty(scope.county, async (tx) => {
    const { box, ...open } = await lockBoxFor(tx, scope, motion)
    const { meeting } = open
    demandTime('begin', box)
    const handedOut = await store.countTickets(tx, motion)
    const { issued: byPhone, given } = handedOut
    if (byPhone + given === 0) throw moved('还没有人领票，请先让到会的人领票')
    const few = tooFewToHide(byPhone + given) ?? fewPapers({ papers: given, others: byPhone })
    if (few) throw moved(few)
    const without = await papers.ballotless(tx, motion)
    const ungiven = ungivenFault(without.filter(({ writes }) => writes).map(({ name }) => name))
    if (ungiven) throw moved(ungiven)
    if (given > 0) {
      await demandTellers(tx, open, tellers)
      await nameTellers(tx, motion, tellers)
    }
    demandHeard(beginWarning({ waiting: without.length, phones: byPhone, papers: given }), anyway)
    await store.beginCasting(tx, motion, handedOut)
    await insertStep(tx, {
      meeting: meeting.id,
      motion,
      action: 'cast',
      data: handedOut,
      ...stepBy(scope, now),
    })
    return { at: meeting.id, issued: byPhone }
  })
  forgetKey(motion)
  live.met(scope.county, at)
  return { state: 'casting', issued }
}

/**
 * Takes a ballot from nobody in particular. Throws 409 when it is late or was cast otherwise before, 422 for a paper that
 * is not of this vote.
 */
export async function cast(
  mix: Mix,
  county: string,
  motion: string,
  { serial, signature, choice }: { serial: string; signature: string; choice: store.Ballot['c'] },
): Promise<{ receipt: string }> {
  const receipt = receiptFor(serial)
  const { before, ...box } = await mix.look(county, motion, receipt)
  const held = before ?? mix.held(county, motion, receipt)?.c
  // A phone that asks again after the end hears that its ballot is there.
  if (held === choice && box.state !== 'issuing') return { receipt }
  demandTime('cast', box)
  if (!isPaper(box.modulus, { n: serial, s: signature })) throw invalid({ signature: NOT_OURS }, NOT_OURS)
  if (held !== undefined) throw moved('这张票已经投过，投出的票不能改')
  mix.add(county, motion, receipt, { c: choice, n: serial, s: signature })
  return { receipt }
}

const NOT_OURS = '这张票不是这次投票发出的，请在这次投票里领票'

/** Takes no more ballots. Throws a 409 while somebody who holds one has not voted, unless `anyway`. */
export async function closeBox(
  { db, live }: Services,
  mix: Mix,
  scope: Scope,
  motion: string,
  { anyway = false, now = new Date() }: Unheard = {},
): Promise<{ state: BoxState }> {
  const at = await db.inCounty(scope.county, async (tx) => {
    const { box, meeting } = await lockBoxFor(tx, scope, motion)
    demandTime('close', box)
    const received = (await store.countBallots(tx, motion)) + mix.count(scope.county, motion)
    demandHeard(closeWarning({ issued: box.issued ?? 0, received }), anyway)
    await store.closeBox(tx, motion, now)
    return meeting.id
  })
  await mix.flush(scope.county, motion)
  live.met(scope.county, at)
  return { state: 'closing' }
}

/** Other processes write down what they hold within a second of the end. */
const SETTLE_MS = 3000

/**
 * Counts and declares; so few ballots that they would say who voted what stay unopened, and nothing is passed. Throws 409
 * before the box is settled, before both tellers found the same in the paper box, and when a ballot in it is no paper of
 * this vote.
 */
export async function count(
  { db, live }: Services,
  mix: Mix,
  scope: Scope,
  motion: string,
  now = new Date(),
): Promise<Verdict> {
  await mix.flush(scope.county, motion)
  const { at, verdict } = await db.inCounty(scope.county, async (tx) => {
    const { box, ...open } = await lockBoxFor(tx, scope, motion)
    demandKeeper(scope, open.meeting.division)
    demandTime('count', box)
    const settled = (box.closed_at?.getTime() ?? 0) + SETTLE_MS
    if (now.getTime() < settled) throw moved('正在收最后的票，请过三秒再计票')
    const ballots = await store.ballotsOf(tx, motion)
    const [fault] = boxFaults({ modulus: box.modulus, issued: box.issued ?? 0 }, ballots)
    if (fault) throw moved(fault)
    const paper = await paperIn(tx, box, open.motion.tellers)
    const unopened = fewBack({ phones: ballots.length, papers: paper ? papersBack(paper) : 0 })
    await store.markCounted(tx, motion, unopened ? undefined : paper)
    await insertStep(tx, { meeting: open.meeting.id, motion, action: 'count', ...stepBy(scope, now) })
    const declared = unopened
      ? await declareUnopened(tx, scope, open, unopened, now)
      : await declareWith(tx, scope, open, withPaper(countBallots(ballots.map(([, { c }]) => c)), paper), now)
    return { at: open.meeting.id, verdict: declared }
  })
  live.met(scope.county, at)
  if (verdict.passed) live.disclosed(scope.county)
  return verdict
}

const withPaper = (counted: Counted, paper: store.PaperResult | undefined): Counted => ({
  inFavour: counted.inFavour + (paper?.inFavour ?? 0),
  against: counted.against + (paper?.against ?? 0),
  abstained: counted.abstained + (paper?.abstained ?? 0),
})
