import type { Tx } from '#server/core/db.ts'
import { OWED } from './store.ts'

/** The numbers of the watch that lie beyond duties: questions, corrections owed, and money only called 其他. */

export type Watched = {
  division: string
  days_late: number
  late_hot: number
  questions_open: number
  questions_late: number
  corrections_owed: number
  other_fen: number
  money_fen: number
}

/** By village. `from` and `to` bound the days on which what counts for the share of 其他 was posted. */
export function watched(tx: Tx, under: string, today: string, from: string, to: string): Promise<Watched[]> {
  return tx.rows(
    `with villages as (
       select code as division from divisions where county = current_county() and level = 'village' and starts_with(code, $1)),
     late as (
       select d.division, max($2::date - d.due_on) as days_late,
         count(*) filter (where i.details ->> 'hot' = 'true')::int as late_hot
       from disclosure_duties d
       join catalogue_items i on i.county = d.county and i.catalogue = 'disclosure-items' and i.code = d.item
         and i.starts_on = d.item_on
       where d.county = current_county() and starts_with(d.division, $1) and d.due_on < $2 and d.published_on is null
         and d.exempt_on is null and d.dropped_on is null
       group by d.division),
     asked as (
       select village as division, count(*)::int as questions_open,
         count(*) filter (where overdue_at is not null)::int as questions_late
       from matters where county = current_county() and flow = 'disclosure-question' and ended_at is null
         and starts_with(village, $1)
         and stage in ('asked', 'withCommittee', 'withTown')
       group by village),
     money as (
       select p.division, sum(p.money_fen)::bigint as money_fen, sum(p.other_fen)::bigint as other_fen,
         count(*) filter (where ${OWED})::int as corrections_owed
       from publications p where p.county = current_county() and starts_with(p.division, $1) and p.version > 0
         and p.posted_from between $3 and $4
       group by p.division)
     select v.division, coalesce(days_late, 0) as days_late, coalesce(late_hot, 0) as late_hot,
       coalesce(questions_open, 0) as questions_open, coalesce(questions_late, 0) as questions_late,
       coalesce(corrections_owed, 0) as corrections_owed, coalesce(other_fen, 0) as other_fen,
       coalesce(money_fen, 0) as money_fen
     from villages v left join late using (division) left join asked using (division) left join money using (division)
     order by v.division`,
    [under, today, from, to],
  )
}
