import { dateOf } from '#practice/kit/index.ts'
import { unconfirmedFault } from '#practice/meetings/entered.ts'
import { CHOICES, MEETING_STATES, type Choice } from '#practice/meetings/life.ts'
import { agreementOf } from '#practice/meetings/tally.ts'
import type { Services } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import { denied, invalid, notFound, Problem } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import {
  demandKeeper,
  holdMeeting,
  insertStep,
  isKeeper,
  lockMeeting,
  presenceOf,
  quorumNow,
  scansOf,
  stepBy,
  villageOf,
  wantingFor,
  type MeetingRecord,
  type MotionRecord,
} from '#server/modules/meetings/index.ts'
import { declareWith, type Declared } from './declaring.ts'
import { enteredSays, enterVote } from './entered.ts'
import * as store from './store.ts'
import { isVoiceOf, voterOf, type Open } from './voters.ts'

/** What is put to the vote in the open, and what came of it. */

/** A motion of a meeting the caller keeps, both locked. Throws 404, and 403 for another village’s. */
export async function lockFor(tx: Tx, scope: Scope, id: string): Promise<Open> {
  const found = await store.findMotion(tx, id)
  const meeting = found && (await lockMeeting(tx, found.meeting))
  const motion = meeting && (await store.lockMotion(tx, id))
  if (!motion) throw notFound('议题')
  demandKeeper(scope, meeting.division)
  return { meeting, motion }
}

/** A motion taken by `take`, its meeting held: in the order of `lockFor`, so that nobody waits for each other. Throws 404. */
async function holdFor(tx: Tx, id: string, take: typeof store.holdMotion): Promise<Open> {
  const found = await store.findMotion(tx, id)
  const meeting = found && (await holdMeeting(tx, found.meeting))
  const motion = meeting && (await take(tx, id))
  if (!motion) throw notFound('议题')
  return { meeting, motion }
}

const moved = (says: string) => new Problem(409, 'moved', says)

/** Throws a 409 unless the motion waits for its vote at a meeting that is held, with enough there to decide it. */
export async function demandPut(tx: Tx, county: string, { meeting, motion }: Open): Promise<void> {
  const early = motion.means === 'consultation' && meeting.state === 'noticed'
  if (meeting.state !== 'open' && !early)
    throw moved(`会议“${MEETING_STATES[meeting.state]}”，宣布开会以后才能表决`)
  if (motion.state !== 'listed') throw moved('这项议题已经付诸表决或撤回，请刷新看看')
  if (motion.means === 'consultation') return
  const on = dateOf(meeting.opened_at ?? meeting.meets_at)
  const wanting = await wantingFor(tx, county, { ...motion, body: meeting.body, on })
  if (wanting) throw moved(wanting)
  const { needed, due, presence } = await quorumNow(tx, meeting, [motion])
  const [missing = 0] = needed
  const unit = meeting.basis === 'households' ? '户' : '人'
  if (missing > 0)
    throw moved(
      `应到 ${due} ${unit}，实到 ${presence.present} ${unit}，还差 ${missing} ${unit}才能表决，请等人到齐`,
    )
}

/** Puts it to the vote. Throws 409 while too few are there, 422 without two tellers for a show of hands. */
export async function put(
  { db, live }: Services,
  scope: Scope,
  id: string,
  tellers: readonly string[] = [],
  now: Date = new Date(),
): Promise<{ id: string; means: MotionRecord['means'] }> {
  const { meeting: at, means } = await db.inCounty(scope.county, async (tx) => {
    const open = await lockFor(tx, scope, id)
    const { meeting, motion } = open
    if (motion.means === 'secret' && !meeting.paper)
      throw invalid({ means: '无记名投票请点“开始领票”' }, '无记名投票请点“开始领票”')
    await demandPut(tx, scope.county, open)
    const isTallied = isByTellers(meeting, motion)
    if (isTallied) await demandTellers(tx, open, tellers)
    await store.putMotion(tx, id, isTallied ? tellers : [], now)
    await insertStep(tx, { meeting: meeting.id, motion: id, action: 'put', ...stepBy(scope, now) })
    return { meeting: meeting.id, means: motion.means }
  })
  live.met(scope.county, at)
  return { id, means }
}

/** Hands are counted by two tellers; so was a secret vote on paper that is entered afterwards. */
const isByTellers = (meeting: MeetingRecord, motion: MotionRecord) =>
  motion.means === 'hands' || (motion.means === 'secret' && meeting.paper)

/** Throws a 422 unless two different people count who came or sit among the supervisors, and do not stand aside. */
export async function demandTellers(
  tx: Tx,
  { meeting, motion }: Open,
  tellers: readonly string[],
): Promise<void> {
  const says = '表决要有两名不同的监票计票人，请从到会的人或监委会成员中选'
  if (new Set(tellers).size !== 2) throw invalid({ tellers: says }, says)
  const aside = (await store.recusalsOf(tx, motion.id)).find(
    ({ person }) => person !== null && tellers.includes(person),
  )
  if (aside) {
    const why = `${aside.name}这项议题已经回避，不能监票计票，请换一位`
    throw invalid({ tellers: why }, why)
  }
  for (const person of tellers) {
    const may = await store.mayTell(tx, {
      meeting: meeting.id,
      village: villageOf(meeting.division),
      person,
      on: dateOf(meeting.meets_at),
    })
    if (!may) throw invalid({ tellers: says }, says)
  }
}

export async function withdraw(
  { db, live }: Services,
  scope: Scope,
  id: string,
  reason: string,
  now: Date = new Date(),
): Promise<void> {
  const at = await db.inCounty(scope.county, async (tx) => {
    const { meeting, motion } = await lockFor(tx, scope, id)
    if (motion.state !== 'listed') throw moved('已经付诸表决的议题不能撤回')
    if (!['drafted', 'noticed', 'open'].includes(meeting.state)) throw moved('会议已经结束，不能撤回议题')
    await store.withdrawMotion(tx, id)
    await insertStep(tx, {
      meeting: meeting.id,
      motion: id,
      action: 'withdraw',
      reason,
      ...stepBy(scope, now),
    })
    return meeting.id
  })
  live.met(scope.county, at)
}

export type TallyInput = store.Counts & { teller?: string | undefined }

/** A teller’s count. Throws 403 for anybody else, 422 for more hands than people. */
export async function tally(
  { db, live }: Services,
  scope: Scope,
  id: string,
  { teller, ...counts }: TallyInput,
  { now = new Date(), key }: { now?: Date; key?: string | undefined } = {},
): Promise<{ agreed: boolean; says: string }> {
  const { at, ...told } = await db.inCounty(scope.county, async (tx) => {
    const { meeting, motion } = await holdFor(tx, id, store.lockMotion)
    if (motion.state !== 'voting' || !isByTellers(meeting, motion))
      throw moved('这项议题现在不是举手表决，请刷新看看')
    // Of a paper meeting the desk enters what one teller signed; the other count is somebody else’s.
    const forPaper = meeting.paper && teller !== undefined
    const counted = forPaper ? teller : scope.person
    const mayEnter = isKeeper(scope, meeting.division) || motion.tellers.includes(scope.person)
    if (!mayEnter || !motion.tellers.includes(counted))
      throw denied('只有这项议题的监票计票人可以填写举手人数')
    if (meeting.paper) await demandTwoHands(tx, id, { counted, by: scope.person })
    const { present } = await presenceOf(tx, meeting.id)
    const aside = (await store.recusalsOf(tx, id)).filter(({ came }) => came).length
    const sum = counts.inFavour + counts.against + counts.abstained
    if (sum > present - aside) {
      const most =
        aside > 0 ? `能表决的 ${present - aside}（实到 ${present}，回避 ${aside}）` : `实到 ${present} `
      const says = `三项合计 ${sum}，比${most}还多，请重新清点`
      throw invalid({ inFavour: says }, says)
    }
    // Sent twice, it is one count, and answered as things stand.
    const isNew = key === undefined || !(await store.hasTally(tx, key))
    const row = { ...counts, motion: id, teller: counted, by: scope.person, at: now, key }
    if (isNew) await store.insertTally(tx, row)
    const both = await store.talliesOf(tx, id)
    return { at: meeting.id, ...agreementOf(both, motion.tellers.length) }
  })
  live.met(scope.county, at)
  return told
}

/** Two counts of one hand prove nothing: who entered one of them does not enter the other. */
async function demandTwoHands(
  tx: Tx,
  motion: string,
  { counted, by }: { counted: string; by: string },
): Promise<void> {
  const isBoth = (await store.talliesOf(tx, motion)).some(
    ({ teller, noted_by }) => teller !== counted && noted_by === by,
  )
  if (isBoth)
    throw denied('两名监票人的数不能由一个人填：请另一名监票人或另一位会议召集人对照计票单，点“核对无误”')
}

/** A named vote or an opinion, once. Throws 403 for who is not on the roll or did not come, 409 when cast otherwise. */
export async function vote(
  { db, live }: Services,
  scope: Scope,
  id: string,
  { choice, member: asked }: { choice: Choice; member?: string | undefined },
  now: Date = new Date(),
): Promise<{ again: boolean }> {
  const { at, again, told } = await db.inCounty(scope.county, async (tx) => {
    // What is entered for somebody else and what they cast themselves meanwhile wait for each other.
    const open = await holdFor(tx, id, asked === undefined ? store.holdMotion : store.lockMotion)
    const { meeting, motion } = open
    if (motion.means !== 'named' && motion.means !== 'consultation') throw moved('这项议题不是记名投票')
    if (motion.state !== 'voting')
      throw moved(motion.state === 'listed' ? '还没有开始投票，请稍等' : '投票已经结束，这一票没有计入')
    const byDesk = isKeeper(scope, meeting.division)
    const member = await voterOf(tx, { scope, open, asked, byDesk })
    if (byDesk && !(await isVoiceOf(tx, meeting.id, scope.person, member)))
      return { at: meeting.id, ...(await enterVote(tx, scope, open, { member, choice }, now)) }
    const cast = await store.insertVote(tx, {
      motion: id,
      meeting: meeting.id,
      member,
      choice,
      by: scope.person,
      at: now,
    })
    if (cast) return { at: meeting.id, again: false, told: [] }
    const before = await store.findVote(tx, id, member)
    const entered = before ? undefined : await enteredSays(tx, open, member)
    if (entered) throw moved(entered)
    if (before?.choice !== choice)
      throw moved(`这一票已经投了“${before ? CHOICES[before.choice] : ''}”，投出的票不能改`)
    return { at: meeting.id, again: true, told: [] }
  })
  live.met(scope.county, at)
  if (told.length > 0) live.told(scope.county, told)
  return { again }
}

/**
 * Declares the result with its arithmetic. `missing` is how many are known not to have voted. Throws 409 while counts
 * differ, while others have not voted than that, before an opinion's meeting; 422 for figures that cannot be.
 */
export async function declare(
  { db, live }: Services,
  scope: Scope,
  id: string,
  { missing = 0 }: { missing?: number | undefined } = {},
  now: Date = new Date(),
): Promise<Declared> {
  const { at, verdict } = await db.inCounty(scope.county, async (tx) => {
    const open = await lockFor(tx, scope, id)
    const isBox = open.motion.means === 'secret' && !isByTellers(open.meeting, open.motion)
    if (isBox && open.motion.state === 'voting') throw moved('无记名投票请先截止收票，再点“计票”')
    const counts = await countsOf(tx, open)
    await demandHeard(tx, open, counts, missing)
    const declared = await declareWith(tx, scope, open, counts, now)
    return { at: open.meeting.id, verdict: declared }
  })
  live.met(scope.county, at)
  if (verdict.passed) live.disclosed(scope.county)
  return verdict
}

async function countsOf(tx: Tx, { meeting, motion }: Open): Promise<store.Counts> {
  if (motion.state === 'listed') {
    const [missing = 0] = (await quorumNow(tx, meeting, [motion])).needed
    if (meeting.state !== 'open' || missing === 0) throw moved('还没有表决，请先付诸表决')
    // Too few came: said so, and nothing is decided.
    return { inFavour: 0, against: 0, abstained: 0 }
  }
  if (motion.state !== 'voting') throw moved('这项议题的结果已经宣布')
  if (meeting.paper && motion.means !== 'consultation') await demandSheet(tx, meeting.id)
  if (!isByTellers(meeting, motion)) {
    const says = unconfirmedFault(await store.unconfirmedOf(tx, motion.id))
    if (says) throw moved(says)
    return store.countVotes(tx, motion.id)
  }
  const tallies = await store.talliesOf(tx, motion.id)
  const { agreed, says } = agreementOf(tallies, motion.tellers.length)
  const [first] = tallies
  if (!agreed || !first) throw moved(says)
  return first
}

/** Ending early cannot be taken back: nobody ends it without knowing who is left, nor opinions before the meeting. */
async function demandHeard(
  tx: Tx,
  { meeting, motion }: Open,
  { inFavour, against, abstained }: store.Counts,
  known: number,
): Promise<void> {
  if (motion.state !== 'voting') return
  if (motion.means === 'consultation' && meeting.state === 'noticed')
    throw moved('征求意见要等到开会才能结束，大家还可以说')
  if (motion.means !== 'named') return
  const { present } = await presenceOf(tx, meeting.id)
  const aside = (await store.recusalsOf(tx, motion.id)).filter(({ came }) => came).length
  const missing = present - aside - inFavour - against - abstained
  if (missing > 0 && missing !== known)
    throw new Problem(
      409,
      'unheard',
      `到会的还有 ${missing} 人没有投，宣布以后不能再投。不再等了，请再点一次`,
    )
}

/** Of a meeting that is entered afterwards, the sheet its tellers signed is there to be looked at. */
async function demandSheet(tx: Tx, meeting: string): Promise<void> {
  const has = (await scansOf(tx, meeting)).some(
    ({ kind, withdrawn_reason: gone }) => kind === 'ballots' && gone === null,
  )
  if (!has)
    throw moved('补录的会议先附上签了字的计票单：打开“打印文书”，在右边选“选票和计票单”上传照片，再宣布结果')
}
