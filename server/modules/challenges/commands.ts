import {
  answerRefusal,
  challengeRefusal,
  changesRoll,
  type ChallengeKind,
} from '#practice/meetings/challenge.ts'
import type { Services } from '#server/core/app.ts'
import { newId } from '#server/core/ids.ts'
import { denied, notFound, Problem } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import { demandKeeper, lockMeeting } from '#server/modules/meetings/index.ts'
import { insertNotices } from '#server/modules/notices/index.ts'
import { mayChallenge } from './policy.ts'
import * as store from './store.ts'

/** Said and answered: one transaction each, with the meeting’s row locked, so that it does not open meanwhile. */

const moved = (says: string) => new Problem(409, 'moved', says)

export type Said = { kind: ChallengeKind; about: string; words: string }

/**
 * Says that the roll of a meeting is wrong; the key is its id, and its keeper is told. Throws 403 for who is of another
 * village, 409 before the notice, once the meeting is open, and while an earlier one waits.
 */
export async function raise(
  { db, live }: Services,
  scope: Scope,
  meeting: string,
  said: Said,
  id: string,
  now = new Date(),
): Promise<{ id: string }> {
  const told = await db.inCounty(scope.county, async (tx) => {
    const row = await lockMeeting(tx, meeting)
    if (!row) throw notFound('会议')
    if (!(await mayChallenge(tx, scope, row.division))) throw denied('只有本村的人可以对名册提异议')
    const known = await store.findChallenge(tx, id)
    if (known) {
      if (known.raised_by !== scope.person || known.meeting !== meeting)
        throw new Problem(409, 'key', '这个防重复编号已经用在别的操作上了，请重新提交')
      return []
    }
    const own = (await store.challengesOf(tx, meeting)).filter(
      ({ raised_by, upheld }) => raised_by === scope.person && upheld === null,
    )
    const refused = challengeRefusal(row, own.length)
    if (refused) throw moved(refused)
    await store.insertChallenge(tx, { id, meeting, ...said, raised_by: scope.person, at: now })
    await insertNotices(tx, [
      {
        id: newId(now),
        county: scope.county,
        person: row.convened_by,
        at: now,
        title: `有人对名册提出异议：${row.title}`,
        text: `${said.about}：${said.words}。请在工作台的会议页答复，开会以前要答复完`,
        matter: null,
        meeting,
      },
    ])
    return [row.convened_by]
  })
  live.met(scope.county, meeting)
  if (told.length > 0) live.told(scope.county, told)
  return { id }
}

/**
 * Answers one with a reason; whoever said it is told. The frozen roll stays as it is. Throws 403 for who does not keep
 * the meeting, 409 when it was answered or the meeting is open.
 */
export async function answer(
  { db, live }: Services,
  scope: Scope,
  id: string,
  { upheld, words }: { upheld: boolean; words: string },
  now = new Date(),
): Promise<void> {
  const { meeting, person } = await db.inCounty(scope.county, async (tx) => {
    const found = await store.findChallenge(tx, id)
    const row = found && (await lockMeeting(tx, found.meeting))
    if (!row) throw notFound('名册异议')
    demandKeeper(scope, row.division)
    // Whoever waited for the meeting’s row reads it anew.
    const said = (await store.findChallenge(tx, id)) ?? found
    const refused = answerRefusal(row.state, said.upheld !== null)
    if (refused) throw moved(refused)
    await store.answerChallenge(tx, { id, upheld, words, by: scope.person, at: now })
    const next = upheld && changesRoll(said.kind) ? '。名册定了不能改，村里会取消这次会，改好名册再通知' : ''
    await insertNotices(tx, [
      {
        id: newId(now),
        county: scope.county,
        person: said.raised_by,
        at: now,
        title: `您提的名册异议有答复了：${upheld ? '成立' : '不成立'}`,
        text: `${row.title}：${words}${next}`,
        matter: null,
        meeting: row.id,
      },
    ])
    return { meeting: row.id, person: said.raised_by }
  })
  live.met(scope.county, meeting)
  live.told(scope.county, [person])
}
