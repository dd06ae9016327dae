import { dateOf } from '#practice/kit/index.ts'
import {
  fourTwoFault,
  nextStep,
  type FourTwoRecord,
  type FourTwoStep,
  type Origin,
} from '#practice/meetings/four-two.ts'
import type { Services } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import { denied, invalid, notFound, Problem } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import { demandKeeper, findMeeting, limitsAt, villageOf } from '#server/modules/meetings/index.ts'
import { findMotion } from '#server/modules/motions/index.ts'
import {
  byMotion,
  findResolution,
  postingOf,
  type ResolutionRecord,
} from '#server/modules/resolutions/index.ts'
import * as store from './store.ts'

/** 四议两公开: six steps, closed one after the other. */

type Opening = { division: string; title: string; words: string; origin: Origin; on: string }

/** Puts a matter forward. The key is its id, so that sent twice it is there once. */
export async function openProposal(
  { db }: Services,
  scope: Scope,
  { division, title, words, origin, on }: Opening,
  id: string,
  now: Date = new Date(),
): Promise<{ id: string }> {
  demandKeeper(scope, division)
  const { post } = scope
  if (!post) throw denied()
  return db.inCounty(scope.county, async (tx) => {
    const record: FourTwoRecord = { step: 'propose', on, says: words }
    const says = fourTwoFault(await limitsAt(tx, division, on), [], record, dateOf(now))
    if (says) throw invalid({ on: says }, says)
    const opened = await store.insertProposal(tx, {
      id,
      division,
      title,
      words,
      origin,
      by: scope.person,
      post: post.id,
    })
    if (!opened) {
      if ((await store.findProposal(tx, id))?.opened_by !== scope.person)
        throw new Problem(409, 'key', '这个防重复编号已经用在别的操作上了，请重新提交')
      return { id }
    }
    await store.insertStep(tx, { proposal: id, n: 1, record, person: scope.person, post: post.id })
    return { id }
  })
}

export type Closing = {
  step: FourTwoStep
  on: string
  says: string
  due?: number | undefined
  present?: number | undefined
  inFavour?: number | undefined
  townSigner?: string | undefined
  motion?: string | undefined
  supervision?: string | undefined
}

/** Closes the step that is next. Throws 422 with the sentence of the rule for another one, or a record that does not do. */
export async function closeStep(
  { db, live }: Services,
  scope: Scope,
  id: string,
  { motion, ...said }: Closing,
  now: Date = new Date(),
): Promise<{ closed: number }> {
  const closed = await db.inCounty(scope.county, async (tx) => {
    const row = await store.lockProposal(tx, id)
    if (!row) throw notFound('提议')
    demandKeeper(scope, row.division)
    const steps = await store.stepsOf(tx, id)
    const found = await factsOf(tx, row, said.step, motion)
    const record: FourTwoRecord = { ...said, ...found?.facts }
    const limits = await limitsAt(tx, row.division, said.on)
    const says = fourTwoFault(limits, steps, record, dateOf(now))
    if (says) throw invalid({ step: says }, says)
    if (said.step === 'resolve' && found?.resolution) await store.setResolution(tx, id, found.resolution)
    const n = row.closed + 1
    await store.insertStep(tx, { proposal: id, n, record, person: scope.person, post: scope.post?.id })
    return n
  })
  live.changed(scope.county)
  return { closed }
}

type Found = { facts: Partial<FourTwoRecord>; resolution?: string }

/** What the program knows itself and nobody types: the vote of the fourth step, the postings of the last two. */
async function factsOf(
  tx: Tx,
  row: store.ProposalRecord,
  step: FourTwoStep,
  motion: string | undefined,
): Promise<Found | undefined> {
  if (nextStep(row.closed)?.id !== step) return undefined
  if (step === 'resolve') return resolvedBy(tx, row, motion)
  if (step !== 'publish' && step !== 'publish-result') return undefined
  const resolution = row.resolution === null ? undefined : await findResolution(tx, row.resolution)
  const duty = resolution && dutyOf(resolution, step)
  const posting = duty && (await postingOf(tx, row.division, duty))
  const { posted_from: from, posted_until: until } = posting ?? {}
  return { facts: from && until ? { postedFrom: from, postedUntil: until } : {} }
}

function dutyOf(
  { item, period, n, result_period, result_n }: ResolutionRecord,
  step: 'publish' | 'publish-result',
) {
  const [of, nth] = step === 'publish' ? [period, n] : [result_period, result_n]
  return item !== null && of !== null && nth !== null ? { item, period: of, n: nth } : undefined
}

async function resolvedBy(tx: Tx, row: store.ProposalRecord, id: string | undefined): Promise<Found> {
  const motion = id === undefined ? undefined : await findMotion(tx, id)
  const meeting = motion && (await findMeeting(tx, motion.meeting))
  if (!meeting || villageOf(meeting.division) !== row.division)
    throw invalid({ motion: '请选择本村会议上已经宣布通过的议题' }, '请选择本村会议上已经宣布通过的议题')
  const { present, in_favour, verdict } = motion
  const resolution = await byMotion(tx, motion.id)
  return {
    facts: {
      passed: verdict?.passed ?? false,
      ...(meeting.due === null ? {} : { due: meeting.due }),
      ...(present === null ? {} : { present }),
      ...(in_favour === null ? {} : { inFavour: in_favour }),
    },
    ...(resolution ? { resolution: resolution.id } : {}),
  }
}
