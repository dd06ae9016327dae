import type { Tx } from '#server/core/db.ts'

/** Posts as the simulator finds them. `today` is China's date. */

const HELD = 'o.starts_on <= $1::date and (o.ends_on is null or o.ends_on >= $1::date)'
const POSTS = `posts o join people p on p.county = o.county and p.id = o.person
  left join positions q on q.county = o.county and q.id = o.position`

export type FoundRow = {
  id: string
  person: string
  name: string
  title: string
  division: string
  unit: string | null
  position: string | null
}

const COLUMNS = 'o.id, o.person, p.name, o.title, o.division, o.unit, q.name as position'

export function findPosts(tx: Tx, q: string, today: string): Promise<FoundRow[]> {
  return tx.rows(
    `select ${COLUMNS} from ${POSTS}
     where o.county = current_county() and ${HELD} and o.role <> 'connected-system'
       and (strpos(p.name, $2) > 0 or strpos(o.title, $2) > 0 or strpos(coalesce(q.name, ''), $2) > 0)
     order by p.name, o.id limit 30`,
    [today, q],
  )
}

export function findPost(tx: Tx, id: string, today: string): Promise<FoundRow | undefined> {
  return tx.first(
    `select ${COLUMNS} from ${POSTS} where o.county = current_county() and ${HELD} and o.id = $2`,
    [today, id],
  )
}
