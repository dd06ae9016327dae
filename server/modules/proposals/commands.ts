import { dateOf } from '#practice/kit/index.ts'
import {
  bodyOfStep,
  fourTwoFault,
  isTownSigned,
  leaseFault,
  nextStep,
  stepOfBody,
  type FourTwoRecord,
  type FourTwoStep,
  type Origin,
} from '#practice/meetings/four-two.ts'
import { AWAITS } from '#practice/meetings/life.ts'
import { opinionFault } from '#practice/meetings/opinions.ts'
import { isDeliberation } from '#practice/meetings/powers.ts'
import type { Services } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import { denied, invalid, notFound, Problem } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import { noteChange } from '#server/core/trace.ts'
import {
  demandKeeper,
  findMeeting,
  isDecision,
  limitsAt,
  opinionListOf,
  rollNow,
  townOf,
  villageOf,
  type MeetingRecord,
  type MotionRecord,
} from '#server/modules/meetings/index.ts'
import { addedFiles } from '#server/modules/files/index.ts'
import { findMotion } from '#server/modules/motions/index.ts'
import { byMotion, dutyOf, findResolution, postingOf } from '#server/modules/resolutions/index.ts'
import * as store from './store.ts'
import { demandGathering } from './support.ts'

/** 四议两公开: six steps, closed one after the other. */

type Page = { file: string; signatures: number }
type Opening = {
  division: string
  title: string
  words: string
  origin: Origin
  decision: string
  proposer: string
  leaseYears?: number | undefined
  pages?: readonly Page[] | undefined
  on: string
}

/** Puts a matter forward. The key is its id, so that sent twice it is there once. */
export async function openProposal(
  { db }: Services,
  scope: Scope,
  opening: Opening,
  id: string,
  now: Date = new Date(),
): Promise<{ id: string }> {
  const { division, title, words, origin, decision, proposer, leaseYears, pages = [], on } = opening
  demandKeeper(scope, division)
  if (!isDecision(decision)) throw invalid({ decision: '没有这种议决事项，请重新选择' })
  const { post } = scope
  if (!post) throw denied()
  return db.inCounty(scope.county, async (tx) => {
    const record: FourTwoRecord = { step: 'propose', on, says: words }
    const limits = await limitsAt(tx, division, on)
    const says = fourTwoFault(limits, [], record, dateOf(now))
    if (says) throw invalid({ on: says }, says)
    const long = leaseYears === undefined ? undefined : leaseFault(limits, leaseYears)
    if (long) throw invalid({ leaseYears: long }, long)
    const opened = await store.insertProposal(tx, {
      id,
      division,
      title,
      words,
      origin,
      decision,
      proposer,
      by: scope.person,
      post: post.id,
    })
    if (!opened) {
      if ((await store.findProposal(tx, id))?.opened_by !== scope.person)
        throw new Problem(409, 'key', '这个防重复编号已经用在别的操作上了，请重新提交')
      return { id }
    }
    await store.insertStep(tx, { proposal: id, n: 1, record, person: scope.person, post: post.id })
    await keepPages(tx, scope, id, pages)
    noteChange(id, { step: record.step })
    return { id }
  })
}

/** Adds scanned pages of signatures. Throws 409 once it was resolved: who signs afterwards supported nothing. */
export async function addPages(
  { db, live }: Services,
  scope: Scope,
  id: string,
  pages: readonly Page[],
): Promise<{ supporters: number }> {
  const supporters = await db.inCounty(scope.county, async (tx) => {
    const row = await store.lockProposal(tx, id)
    if (!row) throw notFound('提议')
    demandKeeper(scope, row.division)
    demandGathering(row)
    await keepPages(tx, scope, id, pages)
    return (await store.findProposal(tx, id))?.supporters ?? 0
  })
  live.changed(scope.county)
  return { supporters }
}

async function keepPages(tx: Tx, scope: Scope, proposal: string, pages: readonly Page[]): Promise<void> {
  const files = pages.map(({ file }) => file)
  if (files.length > 0 && !(await addedFiles(tx, scope.person, files)))
    throw invalid({ pages: '有一页没有传上来，请重新选一次' })
  for (const { file, signatures } of pages)
    await store.insertPage(tx, { proposal, file, signatures, person: scope.person, post: scope.post?.id })
}

export type Closing = {
  step: FourTwoStep
  /** Of a linked meeting it is its own day. */
  on?: string | undefined
  says?: string | undefined
  present?: number | undefined
  inFavour?: number | undefined
  /** Whose signature stands on `townPage`. */
  townPost?: string | undefined
  townPage?: string | undefined
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
    const found = await factsOf(tx, scope.county, row, { ...said, motion }, dateOf(now))
    const record = await signed(tx, scope, row, recordOf(said, found?.facts))
    const limits = await limitsAt(tx, row.division, record.on)
    const says = fourTwoFault(limits, steps, record, dateOf(now))
    if (says) throw invalid({ step: says }, says)
    if (said.step === 'resolve' && found?.resolution) await store.setResolution(tx, id, found.resolution)
    const n = row.closed + 1
    noteChange(id, { step: said.step, n }, { n: row.closed })
    await store.insertStep(tx, { proposal: id, n, record, person: scope.person, post: scope.post?.id })
    return n
  })
  live.changed(scope.county)
  return { closed }
}

/** What was typed with what the program knows, which nobody types over. Throws 422 while its day or its words are missing. */
function recordOf(said: Omit<Closing, 'motion'>, facts: Partial<FourTwoRecord> = {}): FourTwoRecord {
  const on = facts.on ?? said.on
  if (on === undefined) throw invalid({ on: '请填哪天办的' }, '请填哪天办的')
  // What a linked meeting came to is what the step says, unless somebody says more.
  const says = said.says?.trim() || facts.says
  if (!says) throw invalid({ says: '请写这一步的内容' }, '请写这一步的内容')
  return { ...said, ...facts, on, says }
}

/** With whoever of the town signed, whose post is one of the village’s town. Throws 422 for anybody else’s. */
async function signed(
  tx: Tx,
  scope: Scope,
  { division }: store.ProposalRecord,
  record: FourTwoRecord,
): Promise<FourTwoRecord> {
  const { step, on, townPost, townPage } = record
  if (!isTownSigned(step) || townPost === undefined) return record
  const signer = (await store.signersOf(tx, townOf(division), on)).find(({ post }) => post === townPost)
  const says = '没有在镇街的任职名单里找到这个人，请重新选择参会人员'
  if (!signer) throw invalid({ townPost: says }, says)
  if (townPage !== undefined && !(await addedFiles(tx, scope.person, [townPage])))
    throw invalid({ townPage: '签字的那一页没有传上来，请重新选一次' })
  return { ...record, townSigner: `${signer.name}（${signer.title}）` }
}

type Found = { facts: Partial<FourTwoRecord>; resolution?: string }

/** What the program knows itself and nobody types: meetings held in it, the postings of the last two. */
async function factsOf(
  tx: Tx,
  county: string,
  row: store.ProposalRecord,
  { step, motion, on }: Pick<Closing, 'step' | 'motion' | 'on'>,
  today: string,
): Promise<Found | undefined> {
  if (nextStep(row.closed)?.id !== step) return undefined
  if (step === 'resolve') return resolvedBy(tx, county, row, motion)
  if (step === 'consult' || step === 'review')
    return motion === undefined
      ? heldElsewhere(tx, row, step, on ?? today)
      : talkedOver(tx, row, step, motion)
  if (step !== 'publish' && step !== 'publish-result') return undefined
  const resolution = row.resolution === null ? undefined : await findResolution(tx, row.resolution)
  const duty = resolution && dutyOf(resolution, step === 'publish' ? 'decided' : 'result')
  const posting = duty && (await postingOf(tx, row.division, duty))
  const { posted_from: from, posted_until: until } = posting ?? {}
  // Its day is the day it went up, which nobody types.
  return { facts: from && until ? { on: from, postedFrom: from, postedUntil: until } : { on: today } }
}

/** Held outside this program: who came is typed from paper, of how many the register says. */
async function heldElsewhere(
  tx: Tx,
  { division }: store.ProposalRecord,
  step: 'consult' | 'review',
  on: string,
): Promise<Found> {
  const roll = await rollNow(tx, { body: bodyOfStep(step), basis: 'persons', division, on })
  return { facts: { due: roll.length } }
}

/** The second and the third step, where they were held in this program: its day, who came and what came of it. */
async function talkedOver(
  tx: Tx,
  row: store.ProposalRecord,
  step: 'consult' | 'review',
  id: string,
): Promise<Found> {
  const motion = await findMotion(tx, id)
  const meeting = motion && (await findMeeting(tx, motion.meeting))
  const says = `请选择本村${step === 'consult' ? '“两委”联席会议' : '党员大会'}上议过这件事、已经宣布结果的议题`
  const fits = meeting && motion.proposal === row.id && stepOfBody(meeting.body) === step
  if (!fits || motion.state !== 'declared') throw invalid({ motion: says }, says)
  return { facts: votedAt(meeting, motion) }
}

function votedAt(meeting: MeetingRecord, motion: MotionRecord): Partial<FourTwoRecord> {
  const { present, in_favour, verdict } = motion
  return {
    on: dateOf(meeting.opened_at ?? meeting.meets_at),
    says: `${meeting.title}：${verdict?.says ?? ''}`,
    meeting: meeting.id,
    passed: verdict?.passed ?? false,
    ...(meeting.due === null ? {} : { due: meeting.due }),
    ...(present === null ? {} : { present }),
    ...(in_favour === null ? {} : { inFavour: in_favour }),
  }
}

async function resolvedBy(
  tx: Tx,
  county: string,
  row: store.ProposalRecord,
  id: string | undefined,
): Promise<Found> {
  const motion = id === undefined ? undefined : await findMotion(tx, id)
  const meeting = motion && (await findMeeting(tx, motion.meeting))
  const elsewhere = '请选择本村有权决定的会议上已经宣布通过的议题'
  if (!meeting || villageOf(meeting.division) !== row.division)
    throw invalid({ motion: elsewhere }, elsewhere)
  if (isDeliberation({ ...motion, body: meeting.body })) throw invalid({ motion: elsewhere }, elsewhere)
  const other = '这项表决不是就这份提议作的，请重新选择'
  if (motion.proposal !== row.id) throw invalid({ motion: other }, other)
  const unadvised = opinionFault(opinionListOf(county), motion.decision, row.given)
  if (unadvised) throw invalid({ motion: unadvised }, unadvised)
  const resolution = await byMotion(tx, motion.id)
  if (meeting.paper && motion.verdict?.passed && !resolution) throw invalid({ motion: AWAITS }, AWAITS)
  return { facts: votedAt(meeting, motion), ...(resolution ? { resolution: resolution.id } : {}) }
}
