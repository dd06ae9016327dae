import type { Services } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import { newId } from '#server/core/ids.ts'
import { faultOfUrl } from '#server/core/outbound.ts'
import { invalid, notFound, Problem } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import { noteChange } from '#server/core/trace.ts'
import type { Client } from '#server/modules/api-clients/index.ts'
import { bodyOf, type EventName } from './rules.ts'
import * as store from './store.ts'

/** More than a system has doors of its own. */
const EACH_MAX = 10

/**
 * Registers an address; the same key again answers with the same secret. Throws a 422 for an address nobody outside can
 * have, a 409 beyond what one client may have, and for a key that registered something else or what was ended since.
 */
export async function registerWebhook(
  { db, secrets, config }: Pick<Services, 'db' | 'secrets' | 'config'>,
  client: Client,
  id: string,
  { url: given, events }: { url: string; events: readonly EventName[] },
): Promise<{ id: string; secret: string }> {
  const fault = faultOfUrl(given, config.ownHosts)
  if (fault !== undefined) throw invalid({ url: fault })
  // As it will be called, so that nobody reads another place out of it.
  const url = new URL(given).href
  // Made from the key, so that whoever lost the answer gets it again.
  const secret = secrets.hash('token', `webhook ${id}`).toString('base64url')
  const wanted = [...new Set(events)]
  await db.inCounty(client.scope.county, async (tx) => {
    const kept = await store.findWebhook(tx, id)
    const isTheirs = kept?.client === client.id
    if (isTheirs && kept.ended_at !== null)
      throw new Problem(409, 'moved', '这个推送登记已经停用，要再推送，请换一个新的防重复编号重新登记')
    if (isTheirs && kept.url === url && inOrder(kept.events) === inOrder(wanted)) return
    if (kept) throw new Problem(409, 'key', '这个防重复编号已经用过了，请重新提交')
    if ((await store.countWebhooks(tx, client.id)) >= EACH_MAX)
      throw new Problem(409, 'limit', `一个系统最多登记 ${EACH_MAX} 个推送地址，请先停用不用的`)
    await store.insertWebhook(tx, {
      id,
      client: client.id,
      url,
      events: wanted,
      secret: secrets.seal(secret),
    })
    noteChange(id, { state: 'active', kind: wanted.join(' ') })
  })
  return { id, secret }
}

const inOrder = (events: readonly string[]) => events.toSorted().join(' ')

/** Ends one of the client's own. Throws a 404. */
export async function endWebhook({ db }: Pick<Services, 'db'>, client: Client, id: string): Promise<void> {
  await db.inCounty(client.scope.county, async (tx) => {
    if (!(await store.endWebhook(tx, client.id, id))) throw notFound('推送')
    noteChange(id, { state: 'ended' }, { state: 'active' })
  })
}

/** Tells all who asked to be told, with the transaction of what happened: both are written or neither. */
export async function announce(
  tx: Tx,
  { event, at, data }: { event: EventName; at: Date; data: object },
): Promise<void> {
  const listeners = await store.listenersOf(tx, event)
  const body = bodyOf(event, at, data)
  await store.insertDeliveries(
    tx,
    listeners.map(({ id: webhook, county }) => ({ id: newId(at), county, webhook, event, body })),
  )
}

/** Sends once more what was given up. Throws a 404, or a 409 when it is not given up or nobody listens any more. */
export async function sendAgain({ db }: Pick<Services, 'db'>, scope: Scope, id: string): Promise<void> {
  await db.inCounty(scope.county, async (tx) => {
    const found = await store.lockDelivery(tx, id)
    if (!found) throw notFound('推送')
    if (found.state === 'ended') throw new Problem(409, 'moved', '这个推送地址已经停用，发不出去了')
    if (found.state === 'emptied')
      throw new Problem(409, 'moved', '过了保存期限，内容已经清空，发不出去了；请对方自己来查')
    // Pressed twice: it is on its way already.
    if (found.state === 'other') return
    await store.revive(tx, id)
    noteChange(id, { state: 'waiting' }, { state: 'dead' })
  })
}
