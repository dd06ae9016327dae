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

export type WatchedQuestion = {
  matter: string
  stage: string
  publication: string | null
  title: string | null
  words: string | null
  opened_at: Date
  due_at: Date | null
  overdue_at: Date | null
}

/** The questions `questions_open` counts in a village, those open for longest first. */
export function questionsOpen(tx: Tx, division: string): Promise<WatchedQuestion[]> {
  return tx.rows(
    `select m.id as matter, m.stage, p.id as publication, p.title, m.state -> 'answers' ->> 'words' as words,
       m.opened_at, m.due_at, m.overdue_at
     from matters m left join publications p on p.county = m.county
       and p.id::text = m.state -> 'answers' ->> 'publication'
     where m.county = current_county() and m.flow = 'disclosure-question' and m.ended_at is null
       and m.village = $1 and m.stage in ('asked', 'withCommittee', 'withTown')
     order by m.opened_at limit 200`,
    [division],
  )
}

type WatchedMoney = {
  publication: string
  title: string
  posted_from: string
  money_fen: number
  other_fen: number
  owed: boolean
}

/** What hangs with money in it, or owes a correction, most 其他 first; bounded as in `watched`. */
export function moneyOf(tx: Tx, division: string, from: string, to: string): Promise<WatchedMoney[]> {
  return tx.rows(
    `select p.id as publication, p.title, p.posted_from, p.money_fen, p.other_fen, ${OWED} as owed
     from publications p where p.county = current_county() and p.division = $1 and p.version > 0
       and p.posted_from between $2 and $3 and (p.money_fen > 0 or ${OWED})
     order by p.other_fen desc, p.posted_from desc, p.id limit 500`,
    [division, from, to],
  )
}

type DayRow = { division: string; name: string; due: number; published: number }

/** Every village of an area with what is due on one day and what of it is up. */
export function dayOf(tx: Tx, under: string, on: string): Promise<DayRow[]> {
  return tx.rows(
    `select v.code as division, v.name, count(d.item)::int as due, count(d.published_on)::int as published
     from divisions v left join disclosure_duties d on d.county = v.county and d.division = v.code and d.due_on = $2
       and d.dropped_on is null and d.exempt_on is null
     where v.county = current_county() and v.level = 'village' and starts_with(v.code, $1)
     group by v.code, v.name order by v.code`,
    [under, on],
  )
}

/** What was published last of what is due on that day, each at its first version. */
export function lastOn(
  tx: Tx,
  under: string,
  on: string,
  limit: number,
): Promise<{ publication: string; division: string; title: string; at: Date }[]> {
  return tx.rows(
    `select p.id as publication, p.division, v.title, v.at from disclosure_duties d
     join publications p on p.county = d.county and p.division = d.division and p.item = d.item
       and p.period = d.period and p.n = d.n
     join publication_versions v on v.county = p.county and v.publication = p.id and v.version = 1
     where d.county = current_county() and starts_with(d.division, $1) and d.due_on = $2 and d.published_on is not null
     order by v.at desc, p.id limit $3`,
    [under, on, limit],
  )
}
