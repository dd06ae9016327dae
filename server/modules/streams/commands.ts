import { dateOf } from '#practice/kit/index.ts'
import { keptUntil, publishRefusal, streamRefusal, type Audience } from '#practice/meetings/stream.ts'
import type { Services } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import { newId } from '#server/core/ids.ts'
import { denied, notFound, Problem } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import { demandKeeper, findMeeting, limitsAt, lockMeeting } from '#server/modules/meetings/index.ts'
import { isKey, keyOf, streamIn } from './rules.ts'
import * as store from './store.ts'

/** Setting up, sending, ending: one transaction each; screens that look at the meeting hear of it. */

/** Sets a stream up or changes who may look. Throws 403 for another village’s, 409 when it is not the time. */
export async function openStream(
  { db, live }: Services,
  scope: Scope,
  meeting: string,
  audience: Audience,
  now = new Date(),
): Promise<{ id: string }> {
  const id = await db.inCounty(scope.county, async (tx) => {
    const row = await lockMeeting(tx, meeting)
    if (!row) throw notFound('会议')
    demandKeeper(scope, row.division)
    const refused = streamRefusal(row.state, row.paper)
    if (refused !== undefined) throw new Problem(409, 'moved', refused)
    return store.putStream(tx, { id: newId(now), meeting, audience, by: scope.person, at: now })
  })
  live.met(scope.county, meeting)
  return { id }
}

/** The stream of a meeting one keeps. Throws 403 for another village’s, 404 when none is set up. */
async function ownStream(tx: Tx, scope: Scope, meeting: string) {
  const row = await findMeeting(tx, meeting)
  if (!row) throw notFound('会议')
  demandKeeper(scope, row.division)
  const stream = await store.streamOf(tx, meeting)
  if (!stream) throw notFound('直播')
  return { row, stream }
}

/** The key of one’s own meeting’s camera; made anew with `renew`. Throws 403, 404 as above, 409 once it ended. */
export async function cameraKey(
  { db, secrets }: Services,
  scope: Scope,
  meeting: string,
  { renew }: { renew: boolean },
): Promise<string> {
  return db.inCounty(scope.county, async (tx) => {
    const { stream } = await ownStream(tx, scope, meeting)
    if (stream.state === 'ended') throw new Problem(409, 'moved', '直播已经结束')
    const n = renew ? await store.renewKey(tx, stream.id) : stream.n
    return keyOf(secrets.hash('code', 'streams'), stream.id, n)
  })
}

/** Ends it; ended twice it ended once. Throws 403, 404 as above. */
export async function endStream(
  { db, live }: Services,
  scope: Scope,
  meeting: string,
  now = new Date(),
): Promise<void> {
  await db.inCounty(scope.county, async (tx) => {
    const { row, stream } = await ownStream(tx, scope, meeting)
    await end(tx, stream.id, row.division, now)
  })
  live.met(scope.county, meeting)
}

/** Ends a stream and says until when its recording is kept. */
export async function end(tx: Tx, id: string, division: string, now: Date): Promise<void> {
  const today = dateOf(now)
  await store.setEnded(tx, id, now, keptUntil(await limitsAt(tx, division, today), today))
}

/** nginx asks for whoever sends under that name. Throws a 403 for a wrong or old key, and when it is over. */
export async function heed(
  { db, secrets, live }: Services,
  county: string,
  call: 'publish' | 'done' | 'update',
  key: string,
  now = new Date(),
): Promise<void> {
  const id = streamIn(key)
  if (id === undefined) throw denied('没有这个直播')
  const meeting = await db.inCounty(county, async (tx) => {
    const stream = await store.findStream(tx, id)
    const row = stream && (await findMeeting(tx, stream.meeting))
    if (!stream || !row) throw denied('没有这个直播')
    const isRight = secrets.hashes('code', 'streams').some((secret) => isKey(secret, id, stream.n, key))
    if (call === 'done') {
      // Of an old key the new one’s picture is not cut.
      if (isRight) await store.setCut(tx, id, now)
      return row.id
    }
    const refused = isRight ? publishRefusal(stream.state, row.state) : '推流码不对，或者已经换过'
    if (refused !== undefined) throw denied(refused)
    if (call === 'publish') await store.setLive(tx, id, now)
    return call === 'publish' ? row.id : undefined
  })
  if (meeting !== undefined) live.met(county, meeting)
}
