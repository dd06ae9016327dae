import { CONSULTED } from '#practice/meetings/life.ts'
import { Miscounted, unopenedOf, verdictOf, type Verdict } from '#practice/meetings/verdict.ts'
import type { Tx } from '#server/core/db.ts'
import { invalid } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import {
  insertStep,
  limitsFor,
  presenceOf,
  stepBy,
  type MeetingRecord,
  type MotionRecord,
} from '#server/modules/meetings/index.ts'
import { resolve } from '#server/modules/resolutions/index.ts'
import * as store from './store.ts'
import type { Open } from './voters.ts'

/** What came of a vote, written once: with its arithmetic, or that its box was not opened. */

export type Declared = Verdict & { consultation?: true }

/** Writes the result of counts, whoever counted them. */
export async function declareWith(
  tx: Tx,
  scope: Scope,
  open: Open,
  counts: store.Counts,
  now: Date,
): Promise<Declared> {
  const { meeting, motion } = open
  const { present } = await presenceOf(tx, meeting.id)
  const verdict =
    motion.means === 'consultation'
      ? consultationOf(counts)
      : await verdictAt(tx, meeting, motion, { ...counts, present })
  return declareAs(tx, scope, open, { counts, present, verdict }, now)
}

/** Writes that a box was not opened, and why: no count of it is kept, and nothing is passed. */
export async function declareUnopened(
  tx: Tx,
  scope: Scope,
  open: Open,
  says: string,
  now: Date,
): Promise<Declared> {
  const { meeting } = open
  const { present } = await presenceOf(tx, meeting.id)
  const verdict = unopenedOf(await limitsFor(tx, meeting), { ...goesBy(open), present }, says)
  return declareAs(tx, scope, open, { counts: undefined, present, verdict }, now)
}

async function declareAs(
  tx: Tx,
  scope: Scope,
  { meeting, motion }: Open,
  { counts, present, verdict }: { counts: store.Counts | undefined; present: number; verdict: Declared },
  now: Date,
): Promise<Declared> {
  await store.declareMotion(tx, motion.id, counts, present, verdict, now)
  // Of a meeting entered afterwards nothing is resolved before its minutes are signed (meetings/signing.ts).
  if (verdict.passed && !meeting.paper) await resolve(tx, { meeting, motion }, now)
  await insertStep(tx, {
    meeting: meeting.id,
    motion: motion.id,
    action: 'declare',
    data: { ...counts, present },
    ...stepBy(scope, now),
  })
  return verdict
}

/** What a result is computed by, besides who came and how they voted. */
const goesBy = ({ meeting, motion }: Open) => ({
  body: meeting.body,
  basis: meeting.basis,
  decision: motion.decision,
  hasCollective: meeting.has_collective,
  due: meeting.due ?? 0,
})

const consultationOf = ({
  inFavour,
  against,
  abstained,
}: store.Counts): Verdict & { consultation: true } => ({
  valid: false,
  passed: false,
  lines: [],
  says: `征求意见：同意 ${inFavour}，反对 ${against}，弃权 ${abstained}。${CONSULTED}`,
  consultation: true,
})

async function verdictAt(
  tx: Tx,
  meeting: MeetingRecord,
  motion: MotionRecord,
  counts: store.Counts & { present: number },
): Promise<Verdict> {
  const limits = await limitsFor(tx, meeting)
  try {
    return verdictOf(limits, { ...goesBy({ meeting, motion }), ...counts })
  } catch (error) {
    if (error instanceof Miscounted) throw invalid({ counts: error.message }, error.message)
    throw error
  }
}
