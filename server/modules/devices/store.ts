import type { Tx } from '#server/core/db.ts'
import { CODE_KEPT_HOURS, CODE_MINUTES } from './rules.ts'

export type DeviceKind = 'kiosk' | 'tv' | 'board'

/** What a screen says of itself. */
export type Said = {
  kind: DeviceKind
  shows?: string | undefined
  content?: { rev: number; at: string } | undefined
  width?: number | undefined
  height?: number | undefined
  trouble?: string | undefined
}
export type DeviceRecord = {
  id: string
  division: string
  name: string
  revoked_at: Date | null
  call: number
  publication: string | null
}
const RECORD = 'id, division, name, revoked_at, call, publication'

/** Writes what a registered screen says into its row; undefined when the token is no registered screen's. */
export function hear(tx: Tx, token: readonly Buffer[], said: Said): Promise<DeviceRecord | undefined> {
  const { kind, shows, content, width, height, trouble } = said
  return tx.first(
    `update devices set seen_at = now(), kind = $2, shows = $3,
       content_rev = coalesce($4, content_rev), content_at = coalesce($5, content_at),
       width = coalesce($6, width), height = coalesce($7, height), trouble = $8,
       trouble_at = case when $8::text is null then null
         when trouble is not distinct from $8 then trouble_at else now() end
     where county = current_county() and token_hash = any($1::bytea[]) and revoked_at is null
     returning ${RECORD}`,
    [
      token,
      kind,
      shows ?? null,
      content?.rev ?? null,
      content?.at ?? null,
      width ?? null,
      height ?? null,
      trouble ?? null,
    ],
  )
}

/** A screen by its token, in the hashes of all keys. */
export function findByToken(
  tx: Tx,
  token: readonly Buffer[],
): Promise<(DeviceRecord & { token_hash: Buffer }) | undefined> {
  return tx.first(
    `select ${RECORD}, token_hash from devices where county = current_county() and token_hash = any($1::bytea[])`,
    [token],
  )
}

export type CodeRow = { code: string; until: Date }
const SHOWN = `code, made_at + interval '${CODE_MINUTES} minutes' as until`

/** The code a waiting screen shows, if it still counts; that it was heard of keeps it. */
export function keepCode(tx: Tx, token: readonly Buffer[], kind: DeviceKind): Promise<CodeRow | undefined> {
  return tx.first(
    `update device_codes set heard_at = now(), kind = $2
     where county = current_county() and token_hash = any($1::bytea[]) and made_at > now() - interval '${CODE_MINUTES} minutes'
     returning ${SHOWN}`,
    [token, kind],
  )
}

/** Gives a screen a new code; undefined when another shows the same. */
export function putCode(
  tx: Tx,
  waiting: { token: Buffer; code: string; kind: DeviceKind },
): Promise<CodeRow | undefined> {
  const { token, code, kind } = waiting
  return tx.first(
    `insert into device_codes (county, token_hash, code, kind)
     select current_county(), $1, $2, $3
     where not exists (select from device_codes where county = current_county() and code = $2 and token_hash <> $1)
     on conflict (county, token_hash) do update
       set code = excluded.code, kind = excluded.kind, made_at = now(), heard_at = now()
     returning ${SHOWN}`,
    [token, code, kind],
  )
}

/** Uses a code up and answers with its screen; undefined when nobody shows it any more. */
export function takeCode(
  tx: Tx,
  code: string,
): Promise<{ token_hash: Buffer; kind: DeviceKind } | undefined> {
  return tx.first(
    `delete from device_codes
     where county = current_county() and code = $1 and made_at > now() - interval '${CODE_MINUTES} minutes'
     returning token_hash, kind`,
    [code],
  )
}

/** Screens that were switched off before anybody registered them. */
export async function dropOldCodes(tx: Tx): Promise<void> {
  await tx.rows(
    `delete from device_codes
     where county = current_county() and heard_at < now() - interval '${CODE_KEPT_HOURS} hours'`,
  )
}

export async function insertDevice(
  tx: Tx,
  device: { id: string; token: Buffer; kind: DeviceKind; division: string; name: string },
): Promise<void> {
  await tx.rows(
    `insert into devices (county, id, token_hash, kind, division, name)
     values (current_county(), $1, $2, $3, $4, $5)`,
    [device.id, device.token, device.kind, device.division, device.name],
  )
}

export function lockDevice(tx: Tx, id: string): Promise<DeviceRecord | undefined> {
  return tx.first(`select ${RECORD} from devices where county = current_county() and id = $1 for update`, [
    id,
  ])
}

export async function setPlace(tx: Tx, id: string, name: string, division: string): Promise<void> {
  // What it was to open hung in the village it leaves.
  await tx.rows(
    `update devices set name = $2, division = $3, call = call + 1,
       publication = case when division = $3 then publication end
     where county = current_county() and id = $1`,
    [id, name, division],
  )
}

export async function setCall(tx: Tx, id: string, publication: string | null): Promise<void> {
  await tx.rows(
    'update devices set call = call + 1, publication = $2 where county = current_county() and id = $1',
    [id, publication],
  )
}

export async function setRevoked(tx: Tx, id: string): Promise<void> {
  await tx.rows('update devices set revoked_at = now() where county = current_county() and id = $1', [id])
}

/** Whether it hangs on the board of that village. */
export async function hangs(tx: Tx, publication: string, division: string): Promise<boolean> {
  const row = await tx.first(
    `select id from publications
     where county = current_county() and id = $1 and division = $2 and version > 0 and taken_down_on is null`,
    [publication, division],
  )
  return row !== undefined
}

export type Deed = {
  id: string
  device: string
  deed: 'register' | 'change' | 'show' | 'revoke'
  person: string
  post: string
  detail: object
}

/** False when that was done before, under the same key. */
export async function insertDeed(tx: Tx, deed: Deed): Promise<boolean> {
  const row = await tx.first(
    `insert into device_deeds (county, id, device, deed, person, post, detail)
     values (current_county(), $1, $2, $3, $4, $5, $6) on conflict (county, id) do nothing returning id`,
    [deed.id, deed.device, deed.deed, deed.person, deed.post, JSON.stringify(deed.detail)],
  )
  return row !== undefined
}

export function findDeed(
  tx: Tx,
  id: string,
): Promise<{ device: string; deed: string; person: string } | undefined> {
  return tx.first(
    'select device, deed, person from device_deeds where county = current_county() and id = $1',
    [id],
  )
}

export type ListedRow = DeviceRecord & {
  kind: DeviceKind
  seen_at: Date | null
  shows: string | null
  content_rev: number | null
  content_at: Date | null
  width: number | null
  height: number | null
  trouble: string | null
  trouble_at: Date | null
  registered_at: Date
  registered_by: string
}

/** Three in every village of a large county. */
export const DEVICES_MAX = 2000

/** The screens of an area; those in trouble first, then those unheard of for longest. */
export function devicesIn(tx: Tx, under: string, all: boolean): Promise<ListedRow[]> {
  return tx.rows(
    `select d.id, d.division, d.name, d.revoked_at, d.call, d.publication, d.kind, d.seen_at, d.shows, d.content_rev,
       d.content_at, d.width, d.height, d.trouble, d.trouble_at, r.at as registered_at,
       p.name || '（' || o.title || '）' as registered_by
     from devices d
     join device_deeds r on r.county = d.county and r.device = d.id and r.deed = 'register'
     join people p on p.county = r.county and p.id = r.person
     join posts o on o.county = r.county and o.id = r.post
     where d.county = current_county() and starts_with(d.division, $1) and ($2 or d.revoked_at is null)
     order by d.revoked_at is not null, d.trouble is null, d.seen_at nulls first, d.id
     limit ${DEVICES_MAX}`,
    [under, all],
  )
}

/**
 * What is news for these screens, by their token: another text than before means that somebody registered, called,
 * moved or revoked it. Absent: it still waits to be registered.
 */
export async function newsOf(tx: Tx, tokens: readonly Buffer[]): Promise<Map<string, string>> {
  const rows = await tx.rows<{ token_hash: Buffer; news: string }>(
    `select token_hash, call || coalesce(' ' || revoked_at, '') as news from devices
     where county = current_county() and token_hash = any($1)`,
    [tokens],
  )
  return new Map(rows.map(({ token_hash, news }) => [token_hash.toString('base64'), news]))
}
