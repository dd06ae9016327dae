import type { Tx } from '#server/core/db.ts'

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

/** Open, public matters of that class around a point, nearest first. */
export function nearMatters(tx: Tx, item: string, lng: number, lat: number): Promise<NearRow[]> {
  const dLat = NEAR_METRES / METRES_PER_DEGREE
  const dLng = dLat / Math.cos((lat / 180) * Math.PI)
  return tx.rows(
    `select * from (
       select id, number, flow, stage, item, title, opened_at, state->'answers'->>'privacy' in ('open', 'anonymous') as open,
         round(${METRES_PER_DEGREE} * sqrt((lat - $3)^2 + ((lng - $2) * cos(radians($3)))^2))::int as metres
       from matters
       where county = current_county() and item = $1 and ended_at is null and not confidential
         and lat between $3::float8 - $4 and $3 + $4 and lng between $2::float8 - $5 and $2 + $5
     ) as near where metres <= ${NEAR_METRES} order by metres limit 5`,
    [item, lng, lat, dLat, dLng],
  )
}
