import { siftRefusal, type Outcome } from '#practice/meetings/agenda.ts'
import type { Services } from '#server/core/app.ts'
import { denied, invalid, notFound, Problem } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import { placeOf } from '#server/modules/disclosure/index.ts'
import { demandKeeper, lockMeeting, signaturesOf } from '#server/modules/meetings/index.ts'
import { collects } from './policy.ts'
import * as store from './store.ts'

/** Raises a topic for one’s village; the key is its id. Throws 403 for who belongs to no village here. */
export async function raise(
  { db, live }: Services,
  scope: Scope,
  { title, words }: { title: string; words: string },
  id: string,
  now = new Date(),
): Promise<{ id: string }> {
  await db.inCounty(scope.county, async (tx) => {
    const division = (await placeOf(tx, scope))?.slice(0, 12)
    if (division?.length !== 12) throw denied('只有本村的人可以给月例会提议题')
    const state = collects(scope, division) ? 'collected' : 'raised'
    await store.insertTopic(tx, { id, division, title, words, state, by: scope.person, at: now })
    // Two may have sent the same key at once: whose it became is known once it lies there.
    const kept = await store.lockTopic(tx, id)
    if (kept?.raised_by !== scope.person)
      throw new Problem(409, 'key', '这个防重复编号已经用在别的操作上了，请重新提交')
  })
  live.changed(scope.county)
  return { id }
}

/** Takes a topic up or not. Throws 403 for another village’s supervisors, 409 once it was settled, 422 without a reason. */
export async function sift(
  { db, live }: Services,
  scope: Scope,
  id: string,
  { take, reason }: { take: boolean; reason?: string | undefined },
  now = new Date(),
): Promise<void> {
  await db.inCounty(scope.county, async (tx) => {
    const topic = await store.lockTopic(tx, id)
    if (!topic) throw notFound('议题')
    if (!collects(scope, topic.division)) throw denied('由本村的村务监督委员会征集和筛选议题')
    const refused = siftRefusal(topic.state, take, reason)
    if (refused !== undefined && !take && !reason?.trim()) throw invalid({ reason: refused }, refused)
    if (refused !== undefined) throw new Problem(409, 'moved', refused)
    await store.siftTopic(tx, {
      id,
      state: take ? 'collected' : 'declined',
      reason: take ? undefined : reason,
      by: scope.person,
      at: now,
    })
  })
  live.changed(scope.county)
}

/** Notes what came of a topic. Throws 403 for who does not keep the meeting, 404 for no topic of it, 409 once signed. */
export async function note(
  { db, live }: Services,
  scope: Scope,
  meeting: string,
  topic: string,
  { outcome, says }: { outcome: Outcome; says: string },
  now = new Date(),
): Promise<void> {
  await db.inCounty(scope.county, async (tx) => {
    const row = await lockMeeting(tx, meeting)
    if (!row) throw notFound('会议')
    demandKeeper(scope, row.division)
    const refused = noteRefusal(row.state, (await signaturesOf(tx, meeting)).length)
    if (refused !== undefined) throw new Problem(409, 'moved', refused)
    const noted = await store.noteOutcome(tx, { meeting, topic, outcome, says, by: scope.person, at: now })
    if (!noted) throw notFound('议题')
  })
  live.met(scope.county, meeting)
}

/** Why nothing is noted of topics now: what was signed stays as it was signed. */
export function noteRefusal(state: string, signatures: number): string | undefined {
  if (state !== 'open' && state !== 'closed') return '开会以后、归档以前才能记议题的结果'
  return signatures > 0 ? '会议记录已经有人签字，不能再改' : undefined
}
