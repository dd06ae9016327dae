import type { Services } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import { newId } from '#server/core/ids.ts'
import { postTo, Unreachable } from '#server/core/outbound.ts'
import type { Term } from '#server/core/term.ts'
import { replyOf, ticketOf } from '#server/modules/hotline/index.ts'
import {
  changesSince,
  endOfChanges,
  keepPlace,
  statesAround,
  takePlace,
  type Around,
  type ChangeRow,
} from '#server/modules/matters/index.ts'
import { getCounty } from '#server/modules/places/index.ts'
import { BODY_DAYS, bodyOf, nextTry, signatureOf, type EventName } from './rules.ts'
import * as store from './store.ts'

/** What the worker does: matters become messages, messages go out. */

export const deliveriesTerm: Term = {
  what: '推送出去的内容',
  rule: `送到或放弃 ${BODY_DAYS} 天后清空；何时推送给谁的记录留着（网络数据安全管理条例第十二条）`,
  due: store.countOutlived,
  drop: ({ db }, county) => db.inCounty(county, store.emptyOutlived),
}

const BATCH = 500
const OF_MATTERS: readonly EventName[] = ['matter.opened', 'matter.acted', 'matter.closed']
/** What the clock marks for those who handle it is no news to others. */
const MARKS = new Set(['warn', 'overdue', 'contact-late'])

/**
 * Makes messages of the entries not read yet, each exactly once: messages and the place in the log are one transaction.
 * A client hears only of what it reported itself, as it may read it. Answers with the messages made.
 */
export async function gatherMatters(services: Services, signal?: AbortSignal): Promise<number> {
  for (let made = 0; ;) {
    const batch = await services.db.asOwner((tx) => gatherNext(services, tx))
    made += batch.made
    if (batch.read < BATCH || signal?.aborted) return made
  }
}

async function gatherNext(services: Services, tx: Tx): Promise<{ read: number; made: number }> {
  const end = await endOfChanges(tx)
  const from = await takePlace(tx, 'webhooks', end)
  if (!from) return { read: 0, made: 0 }
  const listeners = await store.matterListeners(tx, OF_MATTERS)
  if (listeners.length === 0) {
    await keepPlace(tx, 'webhooks', end)
    return { read: 0, made: 0 }
  }
  const { rows, cursor } = await changesSince(tx, from, BATCH)
  const own = rows.filter((row) => !MARKS.has(row.action) && listeners.some((each) => reported(each, row)))
  const around = await statesAround(tx, own)
  const deliveries: store.NewDelivery[] = []
  for (const [index, row] of own.entries()) {
    const states = around[index]
    if (!states) continue
    const event = eventOf(row, states)
    const wanting = listeners.filter((each) => reported(each, row) && each.events.includes(event))
    if (wanting.length === 0) continue
    const body = bodyOf(event, row.at, await dataOf(services, tx, row, states))
    for (const { id: webhook, county } of wanting)
      deliveries.push({ id: newId(), county, webhook, event, body })
  }
  await store.insertDeliveries(tx, deliveries)
  // Also where nothing was read: a reader without a place begins at the end anew, and would leave out what came since.
  await keepPlace(tx, 'webhooks', cursor)
  return { read: rows.length, made: deliveries.length }
}

const reported = ({ county, person, opened_at }: store.Listener, row: ChangeRow) =>
  row.county === county && (row.asker === person || row.agent === person) && row.at >= opened_at

function eventOf({ seq }: ChangeRow, { before, after }: Around): EventName {
  if (after.endedAt !== undefined && before?.endedAt === undefined) return 'matter.closed'
  return seq === 1 ? 'matter.opened' : 'matter.acted'
}

async function dataOf({ db }: Services, tx: Tx, row: ChangeRow, { after }: Around): Promise<object> {
  const county = await getCounty(db, row.county)
  const flow = county.flow(row.flow)
  return {
    id: row.matter,
    number: row.number,
    ticket: await ticketOf(tx, row.county, row.matter),
    flow: row.flow,
    seq: row.seq,
    action: row.action,
    stage: after.stage,
    stageName: flow.stages[after.stage]?.plain ?? after.stage,
    unit: after.unit === undefined ? undefined : county.units.get(after.unit)?.name,
    ending: after.ending,
    reply: replyOf(flow, after),
  }
}

/** At once on their way, and of each address; a hanging one holds its few for ten seconds. */
const AT_ONCE = { limit: 24, each: 4, holdMs: 60_000 }

/**
 * Sends every message whose moment has come; what fails waits longer each time and is given up at last. Any number of
 * workers may run it. A message may arrive twice, when its sender dies between answer and row: its id says so.
 */
export async function sendDeliveries(services: Services, signal?: AbortSignal): Promise<number> {
  for (let sent = 0; ;) {
    const due = await services.db.asOwner((tx) => store.takeDue(tx, AT_ONCE))
    await Promise.all(due.map((one) => deliver(services, one)))
    sent += due.length
    if (due.length === 0 || signal?.aborted) return sent
  }
}

async function deliver({ db, secrets, config }: Services, due: store.Due): Promise<void> {
  const now = new Date()
  const { outcome, hasArrived } = due.is_ended
    ? { outcome: '推送已经停止', hasArrived: false }
    : await tryOnce(due, secrets.unseal(due.secret_sealed), config.ownHosts, now)
  const dueAt = due.is_ended ? undefined : nextTry(due.tries, now)
  await db.asOwner((tx) => store.settle(tx, due, { outcome, hasArrived, dueAt }))
}

async function tryOnce(
  { id, event, url, body }: store.Due,
  secret: string,
  ownHosts: readonly string[],
  now: Date,
): Promise<{ outcome: string; hasArrived: boolean }> {
  const headers = {
    'gongzhi-event': event,
    'gongzhi-delivery': id,
    'gongzhi-signature': signatureOf(secret, body, now),
  }
  try {
    const status = await postTo(url, body, headers, ownHosts)
    return { outcome: `对方回答 ${status}`, hasArrived: status >= 200 && status < 300 }
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error
    return { outcome: error.message, hasArrived: false }
  }
}
