import type { PaperCount } from '#practice/meetings/ballot.ts'
import { ADULT_YEARS, type AttendanceMeans, type Choice } from '#practice/meetings/life.ts'
import type { Tx } from '#server/core/db.ts'
import { MEETING, type MeetingRecord } from './store.ts'

/** What readers ask of meetings. */

/** Whether a village has a collective economic organisation: it has when somebody sits on its board. */
export async function hasCollective(tx: Tx, village: string, on: string): Promise<boolean> {
  const row = await tx.first(
    `select from seats where county = current_county() and division = $1 and seat = 'board' and starts_on <= $2
       and (ends_on is null or ends_on >= $2) limit 1`,
    [village, on],
  )
  return row !== undefined
}

/** How many there are of those who may ask for a meeting; 0 for anybody else. */
export async function countOf(tx: Tx, who: string, division: string, on: string): Promise<number> {
  const count =
    who === '村民代表' || who === '居民代表'
      ? `select count(distinct person)::int as count from seats where county = current_county()
           and division = left($1, 12) and seat = 'representative' and starts_on <= $2
           and (ends_on is null or ends_on >= $2)`
      : who === '村民' || who === '居民'
        ? `select count(*)::int as count from people p join households h on h.county = p.county and h.id = p.household
           where p.county = current_county() and starts_with(h.division, $1)
             and p.born_on <= $2::date - interval '${ADULT_YEARS} years'`
        : undefined
  return count === undefined ? 0 : ((await tx.first<{ count: number }>(count, [division, on]))?.count ?? 0)
}

export type ListedMeeting = MeetingRecord & { present: number; mine: boolean }

/** Meetings of an area, newest first. */
export function listMeetings(
  tx: Tx,
  {
    division,
    state,
    after,
    limit,
    reader,
    prepares,
  }: {
    division: string
    state?: string | undefined
    after?: { at: string; id: string } | undefined
    limit: number
    reader: string
    /** The village whose meetings the reader sees before they are announced. */
    prepares: string | undefined
  },
): Promise<ListedMeeting[]> {
  return tx.rows(
    `select ${MEETING},
       (select count(*)::int from attendances a where a.county = m.county and a.meeting = m.id) as present,
       exists (select from meeting_voices v
               where v.county = m.county and v.meeting = m.id and v.person = $5) as mine
     from meetings m
     where m.county = current_county() and starts_with(m.division, $1) and ($2::text is null or m.state = $2)
       and ($3::timestamptz is null or (m.meets_at, m.id) < ($3, $4::uuid))
       and (m.noticed_on is not null or left(m.division, 12) = $7)
     order by m.meets_at desc, m.id desc limit $6`,
    [division, state ?? null, after?.at ?? null, after?.id ?? null, reader, limit, prepares ?? null],
  )
}

export type Presence = {
  present: number
  women: number
  women_due: number
  representatives: number
  representatives_due: number
}
/** Who came, of whom; by the frozen roll. */
export async function presenceOf(tx: Tx, meeting: string): Promise<Presence> {
  const row = await tx.first<Presence>(
    `select count(a.member)::int as present,
       count(a.member) filter (where r.sex = '女')::int as women,
       count(*) filter (where r.sex = '女')::int as women_due,
       count(a.member) filter (where r.seat in ('representative', 'member-representative'))::int as representatives,
       count(*) filter (where r.seat in ('representative', 'member-representative'))::int as representatives_due
     from meeting_rolls r
     left join attendances a on a.county = r.county and a.meeting = r.meeting and a.member = r.member
     where r.county = current_county() and r.meeting = $1`,
    [meeting],
  )
  return row ?? { present: 0, women: 0, women_due: 0, representatives: 0, representatives_due: 0 }
}

export function meansOf(tx: Tx, meeting: string): Promise<{ means: AttendanceMeans; count: number }[]> {
  return tx.rows(
    `select means, count(*)::int as count from attendances where county = current_county() and meeting = $1
     group by means order by means`,
    [meeting],
  )
}

export function proxiesOf(tx: Tx, meeting: string): Promise<{ principal: string; holder: string }[]> {
  return tx.rows(
    `select r.name as principal, p.name as holder from proxies x
     join meeting_rolls r on r.county = x.county and r.meeting = x.meeting and r.member = x.principal
     join people p on p.county = x.county and p.id = x.holder
     where x.county = current_county() and x.meeting = $1 order by r.n`,
    [meeting],
  )
}

/**
 * Who holds a proxy: the household they were grown up in when the meeting was announced (a child is of its own, to be told
 * that it is one), whether they are of age, and for how many they stand in already.
 */
export function holderOf(
  tx: Tx,
  meeting: string,
  person: string,
  on: string,
): Promise<{ name: string; household: string | null; adult: boolean; principals: number } | undefined> {
  return tx.first(
    `select p.name, coalesce(f.household, case when not a.adult then p.household end) as household, a.adult,
       (select count(*)::int from proxies x where x.county = p.county and x.meeting = $1 and x.holder = p.id) as principals
     from people p left join meeting_families f on f.county = p.county and f.meeting = $1 and f.person = p.id
     cross join lateral (select coalesce(p.born_on <= $3::date - interval '${ADULT_YEARS} years', false) as adult) a
     where p.county = current_county() and p.id = $2`,
    [meeting, person, on],
  )
}

/** Whether somebody was a grown person of that household when the meeting was announced. */
export async function isOfFamily(
  tx: Tx,
  meeting: string,
  { person, household }: { person: string; household: string },
): Promise<boolean> {
  const row = await tx.first(
    `select meeting from meeting_families
     where county = current_county() and meeting = $1 and person = $2 and household = $3`,
    [meeting, person, household],
  )
  return row !== undefined
}

export type MotionFacts = {
  motion: string
  tellers: string[]
  recused: { member: string; name: string; reason: string }[]
  tallies: { teller: string; inFavour: number; against: number; abstained: number; by?: string | null }[]
  cast: number
  voted: string[]
  votes: { member: string; choice: Choice }[]
  /** Why it was taken off the agenda. */
  withdrawn: string | null
  /** Of a secret vote with ballots on paper, once counted. */
  paper: (PaperCount & { given: number; missing?: string }) | null
}
/** What lies beside the motions of a meeting, for one reader. */
export function motionFacts(
  tx: Tx,
  meeting: string,
  reader: string,
  { byName = false }: { byName?: boolean } = {},
): Promise<MotionFacts[]> {
  return tx.rows(
    `with voted as (
       select v.motion, v.member, v.choice from motions o join votes v on v.county = o.county and v.motion = o.id
       where o.county = current_county() and o.meeting = $1
       union all
       select motion, member, choice from entered_votes
       where county = current_county() and meeting = $1 and withdrawn_at is null)
     select o.id as motion,
       array(select p.name from unnest(o.tellers) with ordinality t(id, n) join people p on p.county = o.county and p.id = t.id order by t.n) as tellers,
       coalesce((select jsonb_agg(jsonb_build_object('member', r.member, 'name', r.name, 'reason', c.reason) order by r.n)
         from standing_recusals c join meeting_rolls r on r.county = c.county and r.meeting = c.meeting and r.member = c.member
         where c.county = o.county and c.motion = o.id), '[]') as recused,
       coalesce((select jsonb_agg(jsonb_build_object('teller', t.name, 'inFavour', t.in_favour, 'against', t.against,
           'abstained', t.abstained, 'by', t.by))
         from (select distinct on (y.teller) p.name, y.in_favour, y.against, y.abstained,
                 case when y.noted_by <> y.teller then b.name end as by from tallies y
               join people p on p.county = y.county and p.id = y.teller
               join people b on b.county = y.county and b.id = y.noted_by
               where y.county = o.county and y.motion = o.id and ($3 or y.teller = $2 or (m.paper and $2 = any(o.tellers)))
               order by y.teller, y.n desc) t), '[]') as tallies,
       (select count(*)::int from voted v where v.motion = o.id) as cast,
       array(select v.member from voted v
             where v.motion = o.id
               and (exists (select from meeting_voices w where w.county = current_county() and w.meeting = $1
                              and w.member = v.member and w.person = $2)
                    or exists (select from proxies x where x.county = current_county() and x.meeting = $1
                                 and x.principal = v.member and x.holder = $2))) as voted,
       coalesce((select jsonb_agg(jsonb_build_object('member', v.member, 'choice', v.choice)) from voted v
         where $3 and o.means = 'named' and v.motion = o.id), '[]') as votes,
       (select s.reason from meeting_steps s
         where s.county = o.county and s.meeting = o.meeting and s.motion = o.id and s.action = 'withdraw') as withdrawn,
       (select b.paper || jsonb_build_object('given', b.paper_given) from ballot_boxes b
         where b.county = o.county and b.motion = o.id and b.paper is not null) as paper
     from motions o join meetings m on m.county = o.county and m.id = o.meeting
     where o.county = current_county() and o.meeting = $1 order by o.n`,
    [meeting, reader, byName],
  )
}

/** Puts what is late of earlier resolutions of the village on the agenda of a meeting that is called. */
export async function returnLate(tx: Tx, meeting: string, village: string, today: string): Promise<void> {
  await tx.rows(
    `insert into agenda_returns (county, meeting, task, late_days)
     select t.county, $1, t.id, $3::date - t.due_on from resolution_tasks t
     join resolutions r on r.county = t.county and r.id = t.resolution
     where t.county = current_county() and r.division = $2 and t.state = 'open' and t.due_on < $3`,
    [meeting, village, today],
  )
}

export type Returned = {
  task: string
  resolution: string
  title: string
  words: string
  executor: string
  late_days: number
}
export function returnedTo(tx: Tx, meeting: string): Promise<Returned[]> {
  return tx.rows(
    `select a.task, r.id as resolution, o.title, t.words, p.name as executor, a.late_days from agenda_returns a
     join resolution_tasks t on t.county = a.county and t.id = a.task
     join resolutions r on r.county = t.county and r.id = t.resolution
     join motions o on o.county = r.county and o.id = r.motion
     join people p on p.county = t.county and p.id = t.executor
     where a.county = current_county() and a.meeting = $1 order by a.late_days desc, t.id`,
    [meeting],
  )
}

export type ScanRow = {
  n: number
  kind: 'minutes' | 'roll' | 'ballots' | 'other'
  file: string
  by: string
  at: Date
  withdrawn_reason: string | null
}
/** Photographs of signed papers, in the order they came. */
export function scansOf(tx: Tx, meeting: string): Promise<ScanRow[]> {
  return tx.rows(
    `select s.n, s.kind, s.file, p.name as by, s.at, s.withdrawn_reason from meeting_scans s
     join people p on p.county = s.county and p.id = s.added_by
     where s.county = current_county() and s.meeting = $1 order by s.n`,
    [meeting],
  )
}
