import { countOf, type Tx } from '#server/core/db.ts'
import { BODY_DAYS, type EventName } from './rules.ts'

/** SQL of webhooks and their deliveries. */

export async function insertWebhook(
  tx: Tx,
  hook: { id: string; client: string; url: string; events: readonly string[]; secret: Buffer },
): Promise<void> {
  await tx.rows(
    `insert into webhooks (county, id, client, url, events, secret_sealed)
     values (current_county(), $1, $2, $3, $4, $5) on conflict (county, id) do nothing`,
    [hook.id, hook.client, hook.url, hook.events, hook.secret],
  )
}

export type KeptWebhook = { client: string; url: string; events: string[]; ended_at: Date | null }

export function findWebhook(tx: Tx, id: string): Promise<KeptWebhook | undefined> {
  return tx.first(
    'select client, url, events, ended_at from webhooks where county = current_county() and id = $1',
    [id],
  )
}

export async function countWebhooks(tx: Tx, client: string): Promise<number> {
  const row = await tx.first<{ n: number }>(
    'select count(*)::int as n from webhooks where county = current_county() and client = $1 and ended_at is null',
    [client],
  )
  return row?.n ?? 0
}

/** Ends a client's webhook and gives up what is on its way; false when there is none that still counts. */
export async function endWebhook(tx: Tx, client: string, id: string): Promise<boolean> {
  const rows = await tx.rows(
    `update webhooks set ended_at = now()
     where county = current_county() and id = $1 and client = $2 and ended_at is null returning id`,
    [id, client],
  )
  await tx.rows(
    `update webhook_deliveries set due_at = null, dead_at = now(), outcome = '推送已经停止'
     where county = current_county() and webhook = $1 and due_at is not null and $2`,
    [id, rows.length > 0],
  )
  return rows.length > 0
}

export type WebhookRow = {
  id: string
  client: string
  client_name: string
  url: string
  events: string[]
  opened_at: Date
  ended_at: Date | null
  waiting: number
  dead: number
}

/** Webhooks with what waits and what was given up, of one client or of all; those that still count first. */
export function listWebhooks(tx: Tx, client: string | undefined): Promise<WebhookRow[]> {
  return tx.rows(
    `select w.id, w.client, c.name as client_name, w.url, w.events, w.opened_at,
       coalesce(w.ended_at, c.ended_at) as ended_at,
       (select count(*)::int from webhook_deliveries d
        where d.county = w.county and d.webhook = w.id and d.due_at is not null) as waiting,
       (select count(*)::int from webhook_deliveries d
        where d.county = w.county and d.webhook = w.id and d.dead_at is not null) as dead
     from webhooks w join api_clients c on c.county = w.county and c.id = w.client
     where w.county = current_county() and ($1::uuid is null or w.client = $1)
     order by coalesce(w.ended_at, c.ended_at) is not null, w.opened_at desc limit 500`,
    [client ?? null],
  )
}

export type DeadRow = {
  id: string
  client_name: string
  url: string
  event: string
  made_at: Date
  dead_at: Date
  tries: number
  outcome: string | null
}

/** What hangs longer than these is looked for with the client. */
export const DEAD_MAX = 200

/** What was given up and can still be sent. */
export function listDead(tx: Tx): Promise<DeadRow[]> {
  return tx.rows(
    `select d.id, c.name as client_name, w.url, d.event, d.made_at, d.dead_at, d.tries, d.outcome
     from webhook_deliveries d
     join webhooks w on w.county = d.county and w.id = d.webhook
     join api_clients c on c.county = w.county and c.id = w.client
     where d.county = current_county() and d.dead_at is not null and d.body <> ''
     order by d.dead_at desc, d.id limit $1`,
    [DEAD_MAX],
  )
}

export type Sendable = { state: 'dead' | 'ended' | 'emptied' | 'other' }

/** How a delivery stands, locked: given up, given up with its webhook, emptied after its term, or none of these. */
export function lockDelivery(tx: Tx, id: string): Promise<Sendable | undefined> {
  return tx.first(
    `select case when d.dead_at is null then 'other'
         when w.ended_at is not null or c.ended_at is not null then 'ended'
         when d.body = '' then 'emptied' else 'dead' end as state
     from webhook_deliveries d
     join webhooks w on w.county = d.county and w.id = d.webhook
     join api_clients c on c.county = w.county and c.id = w.client
     where d.county = current_county() and d.id = $1 for no key update of d`,
    [id],
  )
}

/** On its way again, with all its tries before it. */
export async function revive(tx: Tx, id: string): Promise<void> {
  await tx.rows(
    `update webhook_deliveries set due_at = now(), dead_at = null, tries = 0
     where county = current_county() and id = $1`,
    [id],
  )
}

export type NewDelivery = { id: string; county: string; webhook: string; event: EventName; body: string }

/** Puts messages on their way; in a county's transaction or as the owner. */
export async function insertDeliveries(tx: Tx, made: readonly NewDelivery[]): Promise<void> {
  if (made.length === 0) return
  await tx.rows(
    `insert into webhook_deliveries (county, id, webhook, event, body)
     select * from unnest($1::text[], $2::uuid[], $3::uuid[], $4::text[], $5::text[])`,
    [
      made.map(({ county }) => county),
      made.map(({ id }) => id),
      made.map(({ webhook }) => webhook),
      made.map(({ event }) => event),
      made.map(({ body }) => body),
    ],
  )
}

/** Who wants to hear of something that everybody may know. */
export function listenersOf(tx: Tx, event: EventName): Promise<{ id: string; county: string }[]> {
  return tx.rows(
    `select w.id, w.county from webhooks w join api_clients c on c.county = w.county and c.id = w.client
     where w.county = current_county() and w.ended_at is null and c.ended_at is null and $1 = any(w.events)`,
    [event],
  )
}

/** Settled so long ago that nobody asks for its words any more. */
const OUTLIVED = `county = current_county() and body <> ''
    and coalesce(arrived_at, dead_at) < now() - interval '${BODY_DAYS} days'`

export const countOutlived = (tx: Tx): Promise<number> => countOf(tx, `webhook_deliveries where ${OUTLIVED}`)

/** Empties them; that something was sent, when and to whom, stays (网络数据安全管理条例 12: three years at least). */
export async function emptyOutlived(tx: Tx): Promise<void> {
  await tx.rows(`update webhook_deliveries set body = '' where ${OUTLIVED}`)
}

/** The rest runs as the owner, across counties. */

export type Listener = { id: string; county: string; person: string; events: EventName[]; opened_at: Date }

/** Who wants to hear of matters, with the person they report as. */
export function matterListeners(tx: Tx, events: readonly EventName[]): Promise<Listener[]> {
  return tx.rows(
    `select w.id, w.county, c.person, w.events, w.opened_at
     from webhooks w join api_clients c on c.county = w.county and c.id = w.client
     where w.ended_at is null and c.ended_at is null and w.events && $1::text[]`,
    [events],
  )
}

export type Due = {
  county: string
  id: string
  event: string
  body: string
  tries: number
  url: string
  secret_sealed: Buffer
  is_ended: boolean
}

/**
 * Takes messages whose moment has come, a few of each address, and holds them for that long: one whose sender dies is
 * tried again. No address that hangs keeps the others waiting.
 */
export function takeDue(
  tx: Tx,
  { limit, each, holdMs }: Record<'limit' | 'each' | 'holdMs', number>,
): Promise<Due[]> {
  return tx.rows(
    `with few as (
       select county, id from (
         select county, id, due_at, row_number() over (partition by county, webhook order by due_at, id) as n
         from webhook_deliveries where due_at <= now()
       ) as due where n <= $2 order by due_at limit $1
     ), taken as (
       select d.county, d.id from webhook_deliveries d join few using (county, id)
       where d.due_at <= now() for update of d skip locked
     )
     update webhook_deliveries d set tries = d.tries + 1, due_at = now() + $3 * interval '1 millisecond'
     from taken t, webhooks w, api_clients c
     where d.county = t.county and d.id = t.id and w.county = d.county and w.id = d.webhook
       and c.county = w.county and c.id = w.client
     returning d.county, d.id, d.event, d.body, d.tries, w.url, w.secret_sealed,
       w.ended_at is not null or c.ended_at is not null as is_ended`,
    [limit, each, holdMs],
  )
}

/** Writes what a try came to; without a next one and not arrived it is given up. */
export async function settle(
  tx: Tx,
  { county, id }: Pick<Due, 'county' | 'id'>,
  { outcome, hasArrived, dueAt }: { outcome: string; hasArrived: boolean; dueAt: Date | undefined },
): Promise<void> {
  const next = hasArrived ? null : (dueAt ?? null)
  await tx.rows(
    `update webhook_deliveries set outcome = $3, due_at = $4,
       arrived_at = case when $5 then now() end,
       dead_at = case when not $5 and $4::timestamptz is null then now() end
     where county = $1 and id = $2 and due_at is not null`,
    [county, id, outcome, next, hasArrived],
  )
}
