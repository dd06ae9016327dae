import type { Tx } from '#server/core/db.ts'
import type { Scope } from '#server/core/scope.ts'
import { sideFor } from './policy.ts'
import * as store from './store.ts'

/** What others have reported close by. */

export type NearRow = {
  id: string
  number: string
  flow: string
  stage: string
  item: string
  title: string
  /** Whether the asker opened it to everybody. */
  open: boolean
  opened_at: Date
  metres: number
}

/** 250 m is what FixMyStreet suggests to reporters (peers.md §1.1). */
const NEAR_METRES = 250
const METRES_PER_DEGREE = 111_320

const SHOWN_MAX = 5
const LOOKED_AT_MAX = 30

/**
 * Matters of that class in hand around a point, nearest first: those their askers opened to everybody, and what the reader
 * may see anyway. Of others even that there is one, and how far, tells whose house it is (个人信息保护法 6).
 */
export async function nearMatters(
  tx: Tx,
  scope: Scope,
  { item, lng, lat }: { item: string; lng: number; lat: number },
): Promise<NearRow[]> {
  const seen: NearRow[] = []
  for (const near of await around(tx, item, lng, lat)) {
    const row = near.open ? undefined : await store.findMatter(tx, near.id)
    if (near.open || (row && (await sideFor(tx, scope, row)))) seen.push(near)
    if (seen.length === SHOWN_MAX) break
  }
  return seen
}

function around(tx: Tx, item: string, lng: number, lat: number): Promise<NearRow[]> {
  const dLat = NEAR_METRES / METRES_PER_DEGREE
  const dLng = dLat / Math.cos((lat / 180) * Math.PI)
  return tx.rows(
    `select * from (
       select id, number, flow, stage, item, title, opened_at, state->'answers'->>'privacy' in ('open', 'anonymous') as open,
         round(${METRES_PER_DEGREE} * sqrt((lat - $3)^2 + ((lng - $2) * cos(radians($3)))^2))::int as metres
       from matters
       where county = current_county() and item = $1 and ended_at is null and not confidential
         and lat between $3::float8 - $4 and $3 + $4 and lng between $2::float8 - $5 and $2 + $5
     ) as near where metres <= ${NEAR_METRES} order by metres limit ${LOOKED_AT_MAX}`,
    [item, lng, lat, dLat, dLng],
  )
}
