import {
  askRefusal,
  FLOOR_ACTIONS,
  floorRefusal,
  HELD_ON_PAPER,
  WITHDRAWN,
  type FloorAction,
  type RequestKind,
} from '#practice/meetings/floor.ts'
import type { Services } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import { denied, invalid, notFound, Problem } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import {
  demandKeeper,
  findMeeting,
  holdMeeting,
  isKeeper,
  lockMeeting,
  type MeetingRecord,
} from '#server/modules/meetings/index.ts'
import { mayAsk } from './policy.ts'
import * as store from './store.ts'

/** Everything that happens on the floor: one transaction each; screens that look at the meeting hear of it. */

const OTHERS_KEY = '这个防重复编号已经用在别的操作上了，请重新提交'

/**
 * Asks to speak or asks something. The key is its id: sent again it is there once. With a name the desk notes what
 * somebody in the hall asks. Throws 403 for who is not of the village, 409 when no meeting is held, 422 without words.
 */
export async function ask(
  { db, live }: Services,
  scope: Scope,
  meeting: string,
  { kind, words, name }: { kind: RequestKind; words: string; name?: string | undefined },
  id: string,
  now = new Date(),
): Promise<{ id: string }> {
  await db.inCounty(scope.county, async (tx) => {
    const known = await store.findRequest(tx, id)
    if (known) {
      if (known.noted_by !== scope.person || known.meeting !== meeting)
        throw new Problem(409, 'key', OTHERS_KEY)
      return
    }
    const row = await holdMeeting(tx, meeting)
    if (!row) throw notFound('会议')
    const isNoted = name !== undefined
    if (isNoted) demandKeeper(scope, row.division)
    else if (!(await mayAsk(tx, scope, row.division))) throw denied('只有本村的人可以在会上发言和提问')
    const waiting = isNoted ? 0 : await store.waitingOf(tx, meeting, scope.person)
    // What was asked then the desk copies from the minutes on paper.
    const refused = row.paper && !isNoted ? HELD_ON_PAPER : askRefusal(row.state, waiting)
    if (refused !== undefined) throw new Problem(409, 'moved', refused)
    if (kind === 'ask' && words.length < 2) throw invalid({ words: '请写要问什么' }, '请写要问什么')
    await store.insertRequest(tx, {
      id,
      meeting,
      kind,
      words,
      person: isNoted ? null : scope.person,
      name: name ?? (await store.nameOf(tx, scope.person)),
      via: isNoted ? 'floor' : 'phone',
      by: scope.person,
      at: now,
    })
  })
  live.met(scope.county, meeting)
  return { id }
}

/**
 * The chair takes, finishes or strikes; whoever asked withdraws. Throws 403 for anybody else, 409 when it moved on, 422
 * without the answer or the reason.
 */
export async function handle(
  { db, live }: Services,
  scope: Scope,
  id: string,
  { action, ...words }: { action: FloorAction; answer?: string | undefined; reason?: string | undefined },
  now = new Date(),
): Promise<void> {
  const meeting = await db.inCounty(scope.county, async (tx) => {
    const request = await store.lockRequest(tx, id)
    const row = request && (await findMeeting(tx, request.meeting))
    if (!request || !row) throw notFound('发言')
    const isOwn = request.person === scope.person && action === 'withdraw'
    if (!isOwn) demandKeeper(scope, row.division)
    if (!isOwn && action === 'withdraw') throw denied('撤回要由提问的人自己来，主持人可以划去')
    const refused = floorRefusal(action, request, words)
    if (refused?.field) throw invalid({ [refused.field]: refused.says }, refused.says)
    if (refused) throw new Problem(409, 'moved', refused.says)
    const { to } = FLOOR_ACTIONS[action]
    // One has the floor: whoever had it before has spoken. A question waits for its answer.
    if (to === 'taken') await endSpeaking(tx, row, scope, now)
    await store.moveRequest(tx, {
      id,
      state: to,
      answer: action === 'finish' ? words.answer : undefined,
      reason: action === 'withdraw' ? WITHDRAWN : action === 'strike' ? words.reason : undefined,
      by: scope.person,
      at: now,
    })
    return row.id
  })
  live.met(scope.county, meeting)
}

async function endSpeaking(tx: Tx, row: MeetingRecord, scope: Scope, now: Date): Promise<void> {
  const speaking = (await store.requestsOf(tx, row.id)).filter(
    ({ state, kind }) => state === 'taken' && kind === 'speak',
  )
  for (const { id } of speaking)
    await store.moveRequest(tx, {
      id,
      state: 'done',
      answer: undefined,
      reason: undefined,
      by: scope.person,
      at: now,
    })
}

/** Opens a poll while a meeting is held. The key is its id. Throws 403, 409 as above, 422 for two options alike. */
export async function openPoll(
  { db, live }: Services,
  scope: Scope,
  meeting: string,
  { question, options }: { question: string; options: readonly string[] },
  id: string,
  now = new Date(),
): Promise<{ id: string }> {
  await db.inCounty(scope.county, async (tx) => {
    const row = await lockMeeting(tx, meeting)
    if (!row) throw notFound('会议')
    demandKeeper(scope, row.division)
    const known = await store.findPoll(tx, id)
    if (known) {
      if (known.opened_by !== scope.person || known.meeting !== meeting)
        throw new Problem(409, 'key', OTHERS_KEY)
      return
    }
    if (row.paper || row.state !== 'open') throw new Problem(409, 'moved', '开会的时候才能征求意见')
    if (new Set(options).size < options.length)
      throw invalid({ options: '有两个选项一样，请改一个' }, '有两个选项一样，请改一个')
    await store.insertPoll(tx, { id, meeting, question, options, by: scope.person, at: now })
  })
  live.met(scope.county, meeting)
  return { id }
}

/** Answers one; the first answer stands. Throws 403 for who is not of the village, 409 when it is closed. */
export async function answerPoll(
  { db, live }: Services,
  scope: Scope,
  id: string,
  choice: number,
  now = new Date(),
): Promise<{ again: boolean }> {
  const { again, meeting } = await db.inCounty(scope.county, async (tx) => {
    const poll = await store.holdPoll(tx, id)
    const row = poll && (await findMeeting(tx, poll.meeting))
    if (!poll || !row) throw notFound('征求意见')
    if (!(await mayAsk(tx, scope, row.division))) throw denied('只征求本村人的意见')
    if (poll.state !== 'open' || row.state !== 'open') throw new Problem(409, 'moved', '这次征求意见已经结束')
    if (choice >= poll.options.length) throw invalid({ choice: '没有这个选项，请重新选' })
    const added = await store.insertAnswer(tx, { poll: id, person: scope.person, choice, at: now })
    return { again: !added, meeting: row.id }
  })
  if (!again) live.met(scope.county, meeting)
  return { again }
}

/** Ends a poll; ended twice it ended once. Throws 403 for another village’s. */
export async function endPoll(
  { db, live }: Services,
  scope: Scope,
  id: string,
  now = new Date(),
): Promise<void> {
  const meeting = await db.inCounty(scope.county, async (tx) => {
    const poll = await store.findPoll(tx, id)
    const row = poll && (await findMeeting(tx, poll.meeting))
    if (!row || !isKeeper(scope, row.division)) throw denied('由本村会议召集人结束')
    await store.closePoll(tx, id, now)
    return row.id
  })
  live.met(scope.county, meeting)
}
