import type { PublicationState } from '#practice/disclosure/life.ts'
import type { Tx } from '#server/core/db.ts'

/** Duties, signatures and reminders. Lists of an area name its code; a prefix is containment. */

export type DutyKeys = { division: string; item: string; period: string; n: number }
export type DutyRow = DutyKeys & {
  due_on: string
  item_on: string
  opened_by: 'calendar' | 'matter' | 'request'
  reason: string | null
  published_on: string | null
  exempt_on: string | null
  dropped_on: string | null
}

/** Of a duty `d`; a village's year is three hundred of them, so only what screens show. */
const DUTY = `d.division, d.item, d.period, d.n, d.due_on, d.item_on, d.opened_by, d.reason, d.published_on, d.exempt_on,
  d.dropped_on`

export const keysOf = ({ division, item, period, n }: DutyKeys) => [division, item, period, n] as const
const BY_KEYS = 'county = current_county() and division = $1 and item = $2 and period = $3 and n = $4'

export type Due = { item: string; period: string; due_on: string; item_on: string }

export async function villageCodes(tx: Tx): Promise<string[]> {
  const rows = await tx.rows<{ code: string }>(
    `select code from divisions where county = current_county() and level = 'village' order by code`,
  )
  return rows.map(({ code }) => code)
}

/**
 * Makes the duties of these villages that are not there yet, and mends those still ahead that the list says otherwise
 * of. One statement: a month of 334 villages × 114 items is 38,000 rows. Answers how many.
 */
export async function putDuties(
  tx: Tx,
  due: readonly Due[],
  today: string,
  villages: readonly string[],
): Promise<number> {
  const row = await tx.first<{ n: number }>(
    `with asked as (
       select v.code as division, d.* from divisions v
       cross join jsonb_to_recordset($1) as d (item text, period text, due_on date, item_on date)
       where v.county = current_county() and v.level = 'village' and v.code = any($3)),
     put as (
       insert into disclosure_duties as kept (county, division, item, period, due_on, item_on, opened_by)
       select current_county(), a.division, a.item, a.period, a.due_on, a.item_on, 'calendar' from asked a
       left join disclosure_duties k on k.county = current_county() and k.division = a.division and k.item = a.item
         and k.period = a.period and k.n = 1
       where k.item is null
         or ((k.due_on, k.item_on) is distinct from (a.due_on, a.item_on) or k.dropped_on is not null)
           and ${AHEAD('k')}
       on conflict (county, division, item, period, n) do update
         set due_on = excluded.due_on, item_on = excluded.item_on, dropped_on = null
       returning 1)
     select count(*)::int as n from put`,
    [JSON.stringify(due), today, villages],
  )
  return row?.n ?? 0
}

/** Still to come, made by the calendar, and nobody has begun it: only such a duty follows the list. */
const AHEAD = (duty: string) => `${duty}.opened_by = 'calendar' and ${duty}.due_on > $2
  and ${duty}.published_on is null and ${duty}.exempt_on is null
  and not exists (select from publications p where p.county = ${duty}.county and p.division = ${duty}.division
    and p.item = ${duty}.item and p.period = ${duty}.period and p.n = ${duty}.n)`

/** Lets go of duties ahead which the list no longer asks for. */
export async function dropDuties(
  tx: Tx,
  due: readonly Pick<Due, 'item' | 'period'>[],
  today: string,
  until: string,
): Promise<number> {
  const rows = await tx.rows(
    `update disclosure_duties k set dropped_on = $2
     where k.county = current_county() and k.dropped_on is null and k.due_on <= $3 and ${AHEAD('k')}
       and not exists (select from jsonb_to_recordset($1) as d (item text, period text)
         where d.item = k.item and d.period = k.period)
     returning 1`,
    [JSON.stringify(due), today, until],
  )
  return rows.length
}

/** Opens one duty besides the calendar; its number is the next of that day. */
export async function insertDuty(
  tx: Tx,
  duty: Omit<DutyKeys, 'n'> & {
    dueOn: string
    itemOn: string
    by: 'matter' | 'request'
    matter?: string
    reason?: string
  },
): Promise<number | undefined> {
  const row = await tx.first<{ n: number }>(
    `insert into disclosure_duties (county, division, item, period, n, due_on, item_on, opened_by, matter, reason)
     select current_county(), $1, $2, $3, coalesce(max(n), 0) + 1, $4, $5, $6, $7, $8 from disclosure_duties
     where county = current_county() and division = $1 and item = $2 and period = $3
     on conflict (county, item, matter) where matter is not null do nothing returning n`,
    [
      duty.division,
      duty.item,
      duty.period,
      duty.dueOn,
      duty.itemOn,
      duty.by,
      duty.matter ?? null,
      duty.reason ?? null,
    ],
  )
  return row?.n
}

export function sameRequest(tx: Tx, duty: Omit<DutyKeys, 'n'>, reason: string): Promise<DutyRow | undefined> {
  return tx.first(
    `select * from disclosure_duties where county = current_county() and division = $1 and item = $2 and period = $3
       and opened_by = 'request' and reason = $4`,
    [duty.division, duty.item, duty.period, reason],
  )
}

export function findDuty(tx: Tx, keys: DutyKeys): Promise<DutyRow | undefined> {
  return tx.first(`select * from disclosure_duties where ${BY_KEYS} and dropped_on is null`, keysOf(keys))
}

export function lockDuty(tx: Tx, keys: DutyKeys): Promise<DutyRow | undefined> {
  return tx.first(
    `select * from disclosure_duties where ${BY_KEYS} and dropped_on is null for update`,
    keysOf(keys),
  )
}

export type Signature = { side: 'supervisor' | 'town'; person: string; by: string; reason: string }

export function signaturesOf(tx: Tx, keys: DutyKeys): Promise<Signature[]> {
  return tx.rows(
    `select s.side, s.person, p.name || '（' || o.title || '）' as by, s.reason from exemption_signatures s
     join people p on p.county = s.county and p.id = s.person join posts o on o.county = s.county and o.id = s.post
     where s.county = current_county() and s.division = $1 and s.item = $2 and s.period = $3 and s.n = $4 order by s.at`,
    keysOf(keys),
  )
}

export async function sign(
  tx: Tx,
  keys: DutyKeys,
  by: { side: Signature['side']; person: string; post: string; reason: string; at: Date },
): Promise<void> {
  await tx.rows(
    `insert into exemption_signatures (county, division, item, period, n, side, person, post, reason, at)
     values (current_county(), $1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [...keysOf(keys), by.side, by.person, by.post, by.reason, by.at],
  )
}

export async function markExempt(tx: Tx, keys: DutyKeys, on: string): Promise<void> {
  await tx.rows(`update disclosure_duties set exempt_on = $5 where ${BY_KEYS}`, [...keysOf(keys), on])
}

export type YearRow = DutyRow & { publication: string | null; version: number | null }

/** The duties of a village due in a year, soonest first. */
export function dutiesOf(tx: Tx, division: string, year: number): Promise<YearRow[]> {
  return tx.rows(
    `select ${DUTY}, p.id as publication, p.version from disclosure_duties d
     left join publications p on p.county = d.county and p.division = d.division and p.item = d.item
       and p.period = d.period and p.n = d.n
     where d.county = current_county() and d.division = $1 and d.dropped_on is null
       and d.due_on between make_date($2, 1, 1) and make_date($2, 12, 31)
     order by d.due_on, d.item, d.n`,
    [division, year],
  )
}

/** Signatures of a village’s year, those of whole exemptions and those that wait for the other side. */
export function signaturesIn(tx: Tx, division: string): Promise<(Signature & DutyKeys)[]> {
  return tx.rows(
    `select s.division, s.item, s.period, s.n, s.side, s.person, p.name || '（' || o.title || '）' as by, s.reason
     from exemption_signatures s join people p on p.county = s.county and p.id = s.person
     join posts o on o.county = s.county and o.id = s.post
     where s.county = current_county() and s.division = $1 order by s.at`,
    [division],
  )
}

export type Counts = { due: number; published: number; late: number; soon: number }

/**
 * What counts: what was due in the last twelve months or published ahead, without excused ones (unless it was published
 * all the same), and whatever is late for longer. $2 is today, $3 a year before.
 */
const COUNTED = (duty: string) => `${duty}.dropped_on is null
  and (${duty}.exempt_on is null or ${duty}.published_on is not null)
  and (${duty}.published_on is null or ${duty}.due_on > $3)
  and (${duty}.due_on <= $2::date + 3 or ${duty}.published_on is not null)`
/** Which of what counts a number of `Counts` counts; $2 as above. */
const IN: Readonly<Record<keyof Counts, (duty: string) => string>> = {
  due: (duty) => `(${duty}.due_on <= $2 or ${duty}.published_on is not null)`,
  published: (duty) => `${duty}.published_on is not null`,
  late: (duty) => `${duty}.published_on is null and ${duty}.due_on < $2`,
  soon: (duty) => `${duty}.published_on is null and ${duty}.due_on > $2`,
}
const COUNTS = (duty: string) =>
  Object.entries(IN)
    .map(([name, is]) => `count(*) filter (where ${is(duty)})::int as ${name}`)
    .join(', ')

export type VillageRow = Counts & { division: string; name: string }

/** Every village of an area with its counts, in the order of the codes. */
export function villageCounts(tx: Tx, under: string, today: string, since: string): Promise<VillageRow[]> {
  return tx.rows(
    `select v.code as division, v.name, ${COUNTS('d')}
     from divisions v left join disclosure_duties d on d.county = v.county and d.division = v.code and ${COUNTED('d')}
     where v.county = current_county() and v.level = 'village' and starts_with(v.code, $1)
     group by v.code, v.name order by v.code`,
    [under, today, since],
  )
}

export function classCounts(
  tx: Tx,
  under: string,
  today: string,
  since: string,
): Promise<(Counts & { item: string; item_on: string })[]> {
  return tx.rows(
    `select d.item, d.item_on, ${COUNTS('d')} from disclosure_duties d
     where d.county = current_county() and starts_with(d.division, $1) and ${COUNTED('d')} group by d.item, d.item_on`,
    [under, today, since],
  )
}

export type KindRow = { kind: string; published: number; corrected: number; divisions: string[] }

/** What an area has published, by the kind its item had then. */
export function kindCounts(tx: Tx, under: string): Promise<KindRow[]> {
  return tx.rows(
    `with counted as (
       select p.division, d.item, d.item_on, count(*) as published, count(*) filter (where p.version > 1) as corrected
       from publications p
       join disclosure_duties d on d.county = p.county and d.division = p.division and d.item = p.item
         and d.period = p.period and d.n = p.n
       where p.county = current_county() and p.version > 0 and starts_with(p.division, $1)
       group by p.division, d.item, d.item_on)
     select i.details ->> 'kind' as kind, sum(c.published)::int as published, sum(c.corrected)::int as corrected,
       array_agg(distinct c.division) as divisions
     from counted c join catalogue_items i on i.county = current_county() and i.catalogue = 'disclosure-items'
       and i.code = c.item and i.starts_on = c.item_on
     group by 1`,
    [under],
  )
}

export type OpenRow = DutyRow & {
  publication: string | null
  state: PublicationState | null
  version: number | null
  /** Who has signed that it be excused, while the other side has not. */
  signed: Signature['side'][]
  /** Its figures were found wrong, and no version since. */
  owed: boolean
}

/**
 * A publication `p` whose figures were found wrong by who answers for its village, or that has to follow a correction,
 * with no version since.
 */
export const OWED = `(p.owes is not null or exists (
  select from matters m where m.county = p.county and m.flow = 'disclosure-question' and m.village = p.division
    and m.state -> 'answers' ->> 'publication' = p.id::text and m.state -> 'answers' ->> 'outcome' = 'wrong'
    and greatest(m.state -> 'done' -> 'answer' ->> 'at', m.state -> 'done' -> 'answerForCommittee' ->> 'at',
      m.state -> 'done' -> 'answerForTown' ->> 'at')::timestamptz
      > (select max(v.at) from publication_versions v where v.county = p.county and v.publication = p.id)))`

/**
 * What has to be done in an area: exemptions that wait for one side, waiting duties up to a day, everything in work, and
 * corrections owed.
 */
export function openWork(tx: Tx, under: string, until: string, limit: number): Promise<OpenRow[]> {
  return tx.rows(
    `with owed as (select p.id from publications p where p.county = current_county() and p.version > 0
         and starts_with(p.division, $1) and ${OWED})
     select ${DUTY}, p.id as publication, p.state, p.version, coalesce(s.signed, '{}') as signed,
       p.id in (select id from owed) is true as owed
     from disclosure_duties d
     left join publications p on p.county = d.county and p.division = d.division and p.item = d.item
       and p.period = d.period and p.n = d.n
     left join (select division, item, period, n, array_agg(side) as signed from exemption_signatures
       where county = current_county() and starts_with(division, $1) group by division, item, period, n) s
       on s.division = d.division and s.item = d.item and s.period = d.period and s.n = d.n
     where d.county = current_county() and starts_with(d.division, $1) and d.dropped_on is null and d.exempt_on is null
       and (d.published_on is null and (d.due_on <= $2 or s.signed is not null)
         or p.state not in ('published', 'taken-down') or p.id in (select id from owed))
     order by s.signed is null, d.due_on, d.division, d.item limit $3`,
    [under, until, limit],
  )
}

/** The duties a number counts, soonest due first. `items` narrows to these rows of the list, `item_on` after the code. */
export function dutiesCounted(
  tx: Tx,
  {
    under,
    today,
    since,
    count,
    items,
    on,
  }: {
    under: string
    today: string
    since: string
    count: keyof Counts
    items: readonly string[] | undefined
    on: string | undefined
  },
  limit: number,
): Promise<(OpenRow & { total: number })[]> {
  return tx.rows(
    `select ${DUTY}, p.id as publication, p.state, p.version, '{}'::text[] as signed, false as owed, count(*) over ()::int as total
     from disclosure_duties d left join publications p on p.county = d.county and p.division = d.division
       and p.item = d.item and p.period = d.period and p.n = d.n
     where d.county = current_county() and starts_with(d.division, $1) and ${COUNTED('d')} and ${IN[count]('d')}
       and ($4::text[] is null or d.item || ' ' || d.item_on = any($4)) and ($5::date is null or d.due_on = $5)
     order by d.due_on, d.division, d.item limit $6`,
    [under, today, since, items ?? null, on ?? null, limit],
  )
}

/** Something public changed in these villages: caches ask for nothing else. */
export async function bump(tx: Tx, divisions: readonly string[]): Promise<void> {
  await tx.rows(
    `insert into publication_chains as kept (county, division, rev) select current_county(), code, 1
     from unnest($1::text[]) as code order by code
     on conflict (county, division) do update set rev = kept.rev + 1, changed_at = now()`,
    [divisions],
  )
}

/** How often something public of each village has changed. */
export async function revisionsIn(tx: Tx): Promise<Map<string, number>> {
  const rows = await tx.rows<{ division: string; rev: number }>(
    'select division, rev from publication_chains where county = current_county()',
  )
  return new Map(rows.map(({ division, rev }) => [division, rev]))
}

/** How far each of these villages has come: raised by everything public that changes there. Absent: nothing ever did. */
export async function revsOf(tx: Tx, villages: readonly string[]): Promise<Map<string, number>> {
  const rows = await tx.rows<{ division: string; rev: number }>(
    'select division, rev from publication_chains where county = current_county() and division = any($1)',
    [villages],
  )
  return new Map(rows.map(({ division, rev }) => [division, rev]))
}
