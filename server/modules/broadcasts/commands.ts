import { dateOf } from '#practice/kit/index.ts'
import type { Services } from '#server/core/app.ts'
import { denied, notFound } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import { demandArea, getBroadcast, mayWithdraw, senderOf } from './policy.ts'
import { allKnow, isWithdrawn, nobodyThere, notEmergency } from './rules.ts'
import * as store from './store.ts'

type Sent = { id: string; division: string; level: store.Level; text: string }

/**
 * Tells all grid workers of an area, who hear of it at once. Only an emergency keeps who they are. The same id again
 * answers as the first time did. Throws a 403 outside one's area, a 409 where nobody is.
 */
export async function sendBroadcast(
  { db, live }: Services,
  scope: Scope,
  sent: Sent,
): Promise<{ id: string; recipients: number }> {
  demandArea(scope, sent.division)
  const { person, post } = senderOf(scope)
  const { id, level } = sent
  const { recipients, people } = await db.inCounty(scope.county, async (tx) => {
    const workers = await store.gridWorkersOf(tx, sent.division, dateOf(new Date()))
    const before = await store.findSent(tx, id)
    if (!before && workers.length === 0) throw nobodyThere()
    if (before || !(await store.insertBroadcast(tx, { ...sent, person, post }, workers.length))) {
      const first = before ?? (await getBroadcast(tx, scope, id))
      if (first.person !== person) throw notFound('通知')
      return { recipients: first.recipients, people: [] }
    }
    if (level === 'emergency') await store.insertReceipts(tx, id, workers)
    return { recipients: workers.length, people: workers }
  })
  live.told(scope.county, people)
  return { id, recipients }
}

/** Tells those again who have not said so. Throws a 409 when it is no emergency, was withdrawn, or all know. */
export async function remindUnaware(
  { db, live }: Services,
  scope: Scope,
  { id, broadcast }: { id: string; broadcast: string },
): Promise<{ recipients: number }> {
  const { person, post } = senderOf(scope)
  const { recipients, people } = await db.inCounty(scope.county, async (tx) => {
    const row = await getBroadcast(tx, scope, broadcast)
    const reminder = { id, broadcast, person, post }
    const before = await store.findReminder(tx, reminder)
    if (before) return { ...before, people: [] }
    if (row.level === 'ordinary') throw notEmergency()
    if (row.withdrawn_at) throw isWithdrawn()
    const unaware = await store.unawarePeople(tx, broadcast)
    if (unaware.length === 0) throw allKnow()
    const isNew = await store.insertReminder(tx, reminder, unaware.length)
    return { recipients: unaware.length, people: isNew ? unaware : [] }
  })
  live.told(scope.county, people)
  return { recipients }
}

/** Marks it withdrawn for everybody. Throws a 403 when a higher level sent it, a 409 when it is withdrawn already. */
export async function withdrawBroadcast(
  { db, live }: Services,
  scope: Scope,
  { id, reason }: { id: string; reason: string },
): Promise<void> {
  const people = await db.inCounty(scope.county, async (tx) => {
    const row = await getBroadcast(tx, scope, id)
    if (!mayWithdraw(scope, row)) throw denied('这条通知是上级发的，请联系发出的单位撤回')
    if (!(await store.setWithdrawn(tx, id, scope.person, reason))) throw isWithdrawn()
    return row.level === 'emergency'
      ? store.everyRecipient(tx, id)
      : store.gridWorkersOf(tx, row.division, dateOf(new Date()))
  })
  live.told(scope.county, people)
}

/** The person knows of the emergency. Throws a 404 when it is not for them, a 409 when it was withdrawn. */
export async function acknowledgeBroadcast({ db, live }: Services, scope: Scope, id: string): Promise<void> {
  const { sender } = await db.inCounty(scope.county, async (tx) => {
    const receipt = await store.findReceipt(tx, id, scope.person)
    if (!receipt) throw notFound('通知')
    if (receipt.withdrawn && !receipt.known) throw isWithdrawn()
    await store.setKnown(tx, id, scope.person)
    return receipt
  })
  // The other telephone of the same person, and whoever waits for the answer.
  live.told(scope.county, [scope.person, sender])
}
