import type { Matter } from '#practice/kit/index.ts'
import type { Tx } from '#server/core/db.ts'

/** Grid events as GeoReport reads them. */

export type RequestRow = {
  id: string
  number: string
  item: string | null
  stage: string
  division: string
  unit: string | null
  lng: number | null
  lat: number | null
  opened_at: Date
  stage_at: Date
  due_at: Date | null
  ended_at: Date | null
  state: Matter
  /** Reported through the client who asks. */
  own: boolean
  /** Only to be hidden where an answer names them. */
  asker_name: string | null
}

const COLUMNS = `id, number, item, stage, division, unit, lng, lat, opened_at, stage_at, due_at, ended_at, state,
  asker = $1 or agent = $1 as own,
  (select p.name from people p where p.county = matters.county and p.id = matters.asker) as asker_name`
/** Nobody; no person has it. */
const NOBODY = '00000000-0000-0000-0000-000000000000'
/** What was opened to everybody, and what the client reported itself; of the rest nobody learns even that it exists. */
const KNOWN = `county = current_county() and flow = 'grid-event' and (asker = $1 or agent = $1
  or not confidential and state -> 'answers' ->> 'privacy' in ('open', 'anonymous'))`

export type Asked = { from: Date; to: Date; items: readonly string[] | undefined; ended: boolean | undefined }

/** The newest that were opened to everybody, or reported by the client. */
export function listRequests(
  tx: Tx,
  client: string | undefined,
  { from, to, items, ended }: Asked,
  limit: number,
): Promise<RequestRow[]> {
  return tx.rows(
    `select ${COLUMNS} from matters
     where ${KNOWN} and opened_at >= $2 and opened_at <= $3
       and ($4::text[] is null or item = any($4)) and ($5::boolean is null or (ended_at is not null) = $5)
     order by opened_at desc, id desc limit $6`,
    [client ?? NOBODY, from, to, items ?? null, ended ?? null, limit],
  )
}

/** Those of them with these numbers. */
export function requestsNumbered(
  tx: Tx,
  client: string | undefined,
  numbers: readonly string[],
): Promise<RequestRow[]> {
  return tx.rows(
    `select ${COLUMNS} from matters where ${KNOWN} and number = any($2) order by opened_at desc, id desc`,
    [client ?? NOBODY, numbers],
  )
}

/** The number of the one with that id. */
export function numberOf(
  tx: Tx,
  client: string | undefined,
  id: string,
): Promise<{ number: string } | undefined> {
  return tx.first(`select number from matters where ${KNOWN} and id = $2`, [client ?? NOBODY, id])
}
