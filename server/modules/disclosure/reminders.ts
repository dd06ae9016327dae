import type { Tx } from '#server/core/db.ts'
import type { DutyKeys } from './store.ts'

/** The SQL of what the worker does: who was reminded of what. */

export type Reminder = DutyKeys & { kind: 'soon' | 'late'; due_on: string; item_on: string }

/** Takes the duties nobody was reminded of yet. Two workers take none twice: the row is the reminder. */
export function takeReminders(tx: Tx, today: string, soon: string, now: Date): Promise<Reminder[]> {
  return tx.rows(
    `with wanted as (
       select d.division, d.item, d.period, d.n, d.due_on, d.item_on,
         case when d.due_on < $1 then 'late' else 'soon' end as kind
       from disclosure_duties d
       where d.county = current_county() and d.published_on is null and d.exempt_on is null and d.dropped_on is null
         and d.due_on <= $2),
     taken as (
       insert into disclosure_reminders (county, division, item, period, n, kind, at)
       select current_county(), division, item, period, n, kind, $3 from wanted
       on conflict do nothing returning division, item, period, n, kind)
     select w.* from wanted w join taken using (division, item, period, n, kind) order by w.division, w.kind, w.due_on`,
    [today, soon, now],
  )
}

/** Who hears of it in a village: those who write and answer for it; when it is late also who watches over them. */
export async function peopleFor(tx: Tx, division: string, late: boolean, today: string): Promise<string[]> {
  const own = [
    'village-accountant',
    'village-director',
    'village-secretary',
    ...(late ? ['village-supervisor'] : []),
  ]
  const rows = await tx.rows<{ person: string }>(
    `select distinct person from posts where county = current_county()
       and starts_on <= $3::date and (ends_on is null or ends_on >= $3::date)
       and (division = $1 and role = any($2::text[])
           and (position_grants(county, position, 'disclosure.draft') or position_grants(county, position, 'disclosure.review'))
         or $4 and division = left($1, 9) and role = 'town-affairs' and position_grants(county, position, 'disclosure.watch'))`,
    [division, own, today, late],
  )
  return rows.map(({ person }) => person)
}

export type Said = { division: string; kind: 'soon' | 'late'; n: number; at: Date }

/** The last reminders of an area, a row for each village and time. */
export function lastReminders(tx: Tx, under: string, limit: number): Promise<Said[]> {
  return tx.rows(
    `select division, kind, count(*)::int as n, at from disclosure_reminders
     where county = current_county() and starts_with(division, $1)
     group by division, kind, at order by at desc, division limit $2`,
    [under, limit],
  )
}

export async function remindersIn(
  tx: Tx,
  under: string,
  from: string,
  to: string,
): Promise<Map<string, number>> {
  const rows = await tx.rows<{ division: string; n: number }>(
    `select division, count(*)::int as n from disclosure_reminders
     where county = current_county() and starts_with(division, $1)
       and at >= ($2 || 'T00:00:00+08:00')::timestamptz and at < ($3 || 'T00:00:00+08:00')::timestamptz + interval '1 day'
     group by division`,
    [under, from, to],
  )
  return new Map(rows.map(({ division, n }) => [division, n]))
}

/** The reminders of one village, newest first; days as in `remindersIn`. */
export function remindersOf(
  tx: Tx,
  division: string,
  from: string,
  to: string,
): Promise<(Omit<Reminder, 'division'> & { at: Date })[]> {
  return tx.rows(
    `select r.item, r.period, r.n, r.kind, r.at, d.due_on, d.item_on from disclosure_reminders r
     join disclosure_duties d using (county, division, item, period, n)
     where r.county = current_county() and r.division = $1
       and r.at >= ($2 || 'T00:00:00+08:00')::timestamptz and r.at < ($3 || 'T00:00:00+08:00')::timestamptz + interval '1 day'
     order by r.at desc, d.due_on limit 500`,
    [division, from, to],
  )
}
