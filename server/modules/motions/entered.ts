import { confirmFault } from '#practice/meetings/entered.ts'
import { CHOICES, type Choice } from '#practice/meetings/life.ts'
import type { Services } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import { newId } from '#server/core/ids.ts'
import { denied, invalid, notFound, Problem } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import { noteChange } from '#server/core/trace.ts'
import {
  demandKeeper,
  enteredVotesOf,
  findMember,
  holdMeeting,
  isKeeper,
  memberOf,
  motionsOf,
  tellMember,
  witnesses,
  type EnteredRow,
} from '#server/modules/meetings/index.ts'
import * as store from './store.ts'
import { isVoiceOf, type Open } from './voters.ts'

/** 代录的票: entered by the desk, told to whose it is at once, confirmed by somebody else, taken back while it is open. */

const moved = (says: string) => new Problem(409, 'moved', says)

/** Enters a vote for somebody else; its motion is locked. Answers with whom to tell, or that it was entered before. */
export async function enterVote(
  tx: Tx,
  scope: Scope,
  { meeting, motion }: Open,
  { member, choice }: { member: string; choice: Choice },
  now: Date,
): Promise<{ again: boolean; told: string[] }> {
  const cast = await store.findVote(tx, motion.id, member)
  if (cast && cast.choice !== choice) throw moved(`本人已经投了“${CHOICES[cast.choice]}”，投出的票不能改`)
  if (cast) return { again: true, told: [] }
  const before = (await standingOf(tx, { meeting, motion })).find((row) => row.member === member)
  if (before && before.choice !== choice)
    throw moved(`${before.by}已经替${before.name}登记了“${CHOICES[before.choice]}”，录错了请先撤掉再登记`)
  if (before) return { again: true, told: [] }
  const id = newId(now)
  await store.insertEntered(tx, {
    id,
    motion: motion.id,
    meeting: meeting.id,
    member,
    choice,
    by: scope.person,
    at: now,
  })
  noteChange(id, { choice, member })
  const said = (by: string, whose: string) => ({
    title: `有人替${whose}登记了一票`,
    text: `${by}替${whose}在《${motion.title}》上登记了“${CHOICES[choice]}”，不是${whose}的意思请当场说，也可以点这里撤回。`,
  })
  return { again: false, told: await tellMember(tx, scope, { meeting, member, said }, now) }
}

const standingOf = async (tx: Tx, { meeting, motion }: Open): Promise<EnteredRow[]> =>
  (await enteredVotesOf(tx, meeting.id)).filter((row) => row.motion === motion.id && !row.withdrawn)

/** The vote somebody entered for a member, in a sentence for whoever would cast it; undefined when there is none. */
export async function enteredSays(tx: Tx, open: Open, member: string): Promise<string | undefined> {
  const row = (await standingOf(tx, open)).find((each) => each.member === member)
  return row && `${row.by}已经登记了“${CHOICES[row.choice]}”，不是您的意思请先撤回那一票，再投`
}

/** Locks a motion whose vote is open, as `lockFor` does, for whoever may look at it. */
async function lockOpen(tx: Tx, id: string): Promise<Open> {
  const found = await store.findMotion(tx, id)
  const meeting = found && (await holdMeeting(tx, found.meeting))
  const motion = meeting && (await store.lockMotion(tx, id))
  if (!motion) throw notFound('议题')
  return { meeting, motion }
}

/**
 * Notes who takes no part, and tells them. They stay on the roll and among those present: the law takes nobody out of the
 * count. Throws 403 for another village’s, 409 once it is voted on.
 */
export async function recuse(
  { db, live }: Services,
  scope: Scope,
  id: string,
  { member, reason }: { member: string; reason: string },
  now: Date = new Date(),
): Promise<void> {
  const { at, told } = await db.inCounty(scope.county, async (tx) => {
    const { meeting, motion } = await lockOpen(tx, id)
    demandKeeper(scope, meeting.division)
    if (motion.state !== 'listed') throw moved('表决已经开始，回避要在表决以前登记')
    if (!(await findMember(tx, meeting.id, member))) throw invalid({ member: '这个人不在会议名册上' })
    const row = { motion: id, meeting: meeting.id, member, reason, by: scope.person }
    if (!(await store.insertRecusal(tx, row))) throw moved('这个人已经登记过回避；撤回过的，不能再登记')
    const said = (by: string, whose: string) => ({
      title: `登记了${whose}回避：${motion.title}`,
      text: `${by}登记${whose}回避这项议题，理由：${reason}。${whose}不参加这一项表决。没有这回事的，宣布结果以前点这里撤回，或者当场说。`,
    })
    return { at: meeting.id, told: await tellMember(tx, scope, { meeting, member, said }, now) }
  })
  live.met(scope.county, at)
  if (told.length > 0) live.told(scope.county, told)
}

/**
 * Says that somebody does not stand aside after all: whose vote it is until the result, so that nobody is kept out by a note
 * made just before the vote; the desk that noted it until the vote begins. Throws 403 for others, 409 afterwards.
 */
export async function stay(
  { db, live }: Services,
  scope: Scope,
  id: string,
  member: string,
  now: Date = new Date(),
): Promise<void> {
  const at = await db.inCounty(scope.county, async (tx) => {
    const { meeting, motion } = await lockOpen(tx, id)
    const isOwn = await isVoiceOf(tx, meeting.id, scope.person, member)
    if (!isOwn && !isKeeper(scope, meeting.division))
      throw denied('回避由本人撤回，登记错了的由会议召集人撤回')
    if (motion.state === 'voting' && !isOwn) throw moved('表决已经开始，回避只能由本人撤回')
    if (motion.state !== 'listed' && motion.state !== 'voting')
      throw moved('这项议题的表决已经结束，回避不能再撤回')
    if (!(await store.withdrawRecusal(tx, { motion: id, member, by: scope.person, at: now })))
      throw moved('这个人没有登记回避，或者已经撤回，请刷新看看')
    noteChange(id, { member, stays: true })
    return meeting.id
  })
  live.met(scope.county, at)
}

function demandVoting({ motion }: Open): void {
  if (motion.state !== 'voting') throw moved('这项议题不在投票，代录的票不能再核对或撤回')
}

/** Confirms votes somebody else entered; again is once. Throws 403 for who entered one, whose it is, and who may not. */
export async function confirmEntered(
  { db, live }: Services,
  scope: Scope,
  id: string,
  votes: readonly string[],
  now: Date = new Date(),
): Promise<void> {
  const at = await db.inCounty(scope.county, async (tx) => {
    const open = await lockOpen(tx, id)
    const tellers = (await motionsOf(tx, open.meeting.id)).flatMap((motion) => motion.tellers)
    const own = await memberOf(tx, open.meeting.id, scope.person)
    const may = witnesses(scope, open.meeting.division, tellers)
    // Said before anything of the meeting is: strangers learn nothing of what was entered.
    if (!may) throw denied(confirmFault({ isOwn: false, isEnterer: false, witnesses: false }))
    demandVoting(open)
    const rows = await standingOf(tx, open)
    for (const vote of votes) {
      const row = rows.find((each) => each.id === vote)
      if (!row) throw moved('有一票刚才撤回了，请刷新看看')
      const isOwn = own?.member === row.member
      const says = confirmFault({ isOwn, isEnterer: row.entered_by === scope.person, witnesses: true })
      if (says) throw denied(says)
    }
    await store.confirmVotes(tx, id, votes, scope.person, now)
    noteChange(id, { confirmed: votes.length })
    return open.meeting.id
  })
  live.met(scope.county, at)
}

/**
 * Takes an entered vote back while it is open: whose it is always, whoever entered it or confirms such until it was
 * confirmed. Throws 403 for anybody else.
 */
export async function takeBack(
  { db, live }: Services,
  scope: Scope,
  id: string,
  vote: string,
  now: Date = new Date(),
): Promise<void> {
  const at = await db.inCounty(scope.county, async (tx) => {
    const open = await lockOpen(tx, id)
    const row = (await standingOf(tx, open)).find((each) => each.id === vote)
    const isOwn = row !== undefined && (await isVoiceOf(tx, open.meeting.id, scope.person, row.member))
    const tellers = (await motionsOf(tx, open.meeting.id)).flatMap((motion) => motion.tellers)
    if (!isOwn && !witnesses(scope, open.meeting.division, tellers))
      throw denied('代录的票由本人撤回；还没有核对的，登记和核对的人也可以撤掉')
    demandVoting(open)
    if (!row) throw moved('这一票已经撤回了，请刷新看看')
    if (!isOwn && row.confirmed_by !== null) throw denied('这一票已经核对，只有本人可以撤回')
    await store.withdrawEntered(tx, vote, scope.person, now)
    noteChange(vote, { withdrawn: true })
    return open.meeting.id
  })
  live.met(scope.county, at)
}
