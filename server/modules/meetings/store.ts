import type { Basis, BodyId } from '#practice/meetings/bodies.ts'
import type { Grant } from '#practice/meetings/delegation.ts'
import type { AttendanceMeans, MeetingState, MeetingStep, VotingMeans } from '#practice/meetings/life.ts'
import type { Share } from '#practice/meetings/share.ts'
import type { DecisionId } from '#practice/meetings/powers.ts'
import type { Verdict } from '#practice/meetings/verdict.ts'
import type { Tx } from '#server/core/db.ts'

/** Meetings, their motions and everything that happened at them. */

export type MeetingRecord = {
  id: string
  division: string
  body: BodyId
  basis: Basis
  title: string
  place: string
  meets_at: Date
  state: MeetingState
  paper: boolean
  /** The monthly meeting (L2), whose agenda gathers itself. */
  monthly: boolean
  caller: string
  has_collective: boolean
  law: string
  short_reason: string | null
  noticed_on: string | null
  due: number | null
  roll_hash: Buffer | null
  remarks: string
  opened_at: Date | null
  closed_at: Date | null
  convened_by: string
  rev: number
}
export const MEETING = `m.id, m.division, m.body, m.basis, m.title, m.place, m.meets_at, m.state, m.paper, m.monthly, m.caller,
  m.has_collective, m.law, m.short_reason, m.noticed_on, m.due, m.roll_hash, m.remarks, m.opened_at, m.closed_at,
  m.convened_by, m.rev`

export function findMeeting(tx: Tx, id: string): Promise<MeetingRecord | undefined> {
  return tx.first(`select ${MEETING} from meetings m where m.county = current_county() and m.id = $1`, [id])
}

export function lockMeeting(tx: Tx, id: string): Promise<MeetingRecord | undefined> {
  return tx.first(
    `select ${MEETING} from meetings m where m.county = current_county() and m.id = $1 for update`,
    [id],
  )
}

/** Keeps its state as it is meanwhile, without making those who sign in wait for each other. */
export async function holdMeeting(tx: Tx, id: string): Promise<MeetingRecord | undefined> {
  return (await holdMeetings(tx, [id])).get(id)
}

/** The same of several; in one order everywhere, so that two who hold several never wait for each other. */
export async function holdMeetings(tx: Tx, ids: readonly string[]): Promise<Map<string, MeetingRecord>> {
  const rows = await tx.rows<MeetingRecord>(
    `select ${MEETING} from meetings m where m.county = current_county() and m.id = any($1) order by m.id for share`,
    [ids],
  )
  return new Map(rows.map((row) => [row.id, row]))
}

export type NewMeeting = Omit<
  MeetingRecord,
  | 'state'
  | 'short_reason'
  | 'noticed_on'
  | 'due'
  | 'roll_hash'
  | 'remarks'
  | 'opened_at'
  | 'closed_at'
  | 'rev'
> & { callers: number | null; called_of: number | null; post: string }

export async function insertMeeting(tx: Tx, row: NewMeeting): Promise<void> {
  await tx.rows(
    `insert into meetings (county, id, division, body, basis, title, place, meets_at, state, paper, caller, callers,
       called_of, has_collective, law, convened_by, post, monthly)
     values (current_county(), $1, $2, $3, $4, $5, $6, $7, 'drafted', $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
    [
      row.id,
      row.division,
      row.body,
      row.basis,
      row.title,
      row.place,
      row.meets_at,
      row.paper,
      row.caller,
      row.callers,
      row.called_of,
      row.has_collective,
      row.law,
      row.convened_by,
      row.post,
      row.monthly,
    ],
  )
}

export type ChangedMeeting = Partial<
  Pick<
    MeetingRecord,
    'state' | 'short_reason' | 'noticed_on' | 'due' | 'roll_hash' | 'remarks' | 'opened_at' | 'closed_at'
  >
>

/** Writes what changed and raises the revision. */
export async function updateMeeting(tx: Tx, id: string, changed: ChangedMeeting): Promise<number> {
  const entries = Object.entries(changed)
  const sets = entries.map(([column], index) => `${column} = $${index + 2}`)
  const row = await tx.first<{ rev: number }>(
    `update meetings set ${[...sets, 'rev = rev + 1'].join(', ')}
     where county = current_county() and id = $1 returning rev`,
    [id, ...entries.map(([, value]) => value)],
  )
  return row?.rev ?? 0
}

export type Studied = { on: string; says: string }
/** Of which resolution of the assembly; one that was typed before they were chosen names none. */
export type AuthorityRecord = {
  resolution?: string
  decisions: DecisionId[]
  from: string
  until: string
  source: string
}
export type MotionRecord = {
  id: string
  meeting: string
  n: number
  decision: DecisionId
  title: string
  words: string
  proposer: string
  supporters: number
  studied: Studied | null
  authority: AuthorityRecord | null
  /** What it authorises the representatives to decide, once it is passed. */
  grants: Grant | null
  means: VotingMeans
  state: 'listed' | 'voting' | 'declared' | 'withdrawn'
  tellers: string[]
  present: number | null
  in_favour: number | null
  against: number | null
  abstained: number | null
  verdict: (Verdict & { consultation?: true }) | null
  proposal: string | null
}
export const MOTION = `o.id, o.meeting, o.n, o.decision, o.title, o.words, o.proposer, o.supporters, o.studied,
  o.authority, o.grants, o.means, o.state, o.tellers, o.present, o.in_favour, o.against, o.abstained, o.verdict, o.proposal`

export function motionsOf(tx: Tx, meeting: string): Promise<MotionRecord[]> {
  return tx.rows(
    `select ${MOTION} from motions o where o.county = current_county() and o.meeting = $1 order by o.n`,
    [meeting],
  )
}

export type NewMotion = Pick<
  MotionRecord,
  | 'id'
  | 'meeting'
  | 'n'
  | 'decision'
  | 'title'
  | 'words'
  | 'proposer'
  | 'supporters'
  | 'studied'
  | 'authority'
  | 'grants'
  | 'means'
  | 'proposal'
>
export async function insertMotion(tx: Tx, row: NewMotion): Promise<void> {
  await tx.rows(
    `insert into motions (county, id, meeting, n, decision, title, words, proposer, supporters, studied, authority,
       grants, means, proposal, state)
     values (current_county(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'listed')`,
    [
      row.id,
      row.meeting,
      row.n,
      row.decision,
      row.title,
      row.words,
      row.proposer,
      row.supporters,
      row.studied === null ? null : JSON.stringify(row.studied),
      row.authority === null ? null : JSON.stringify(row.authority),
      row.grants === null ? null : JSON.stringify(row.grants),
      row.means,
      row.proposal,
    ],
  )
}

export type StepAction = 'convene' | MeetingStep | 'put' | 'withdraw' | 'declare' | 'box' | 'cast' | 'count'

/** Writes a step; the row of its meeting is locked, so numbers follow each other. */
export async function insertStep(
  tx: Tx,
  step: {
    meeting: string
    action: StepAction
    motion?: string | undefined
    person: string
    post: string | undefined
    reason?: string | undefined
    data?: object | undefined
    at: Date
    key?: string | undefined
  },
): Promise<void> {
  await tx.rows(
    `insert into meeting_steps (county, meeting, seq, action, motion, person, post, reason, data, at, key)
     select current_county(), $1, coalesce(max(seq), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9
     from meeting_steps where county = current_county() and meeting = $1`,
    [
      step.meeting,
      step.action,
      step.motion ?? null,
      step.person,
      step.post ?? null,
      step.reason ?? null,
      step.data === undefined ? null : JSON.stringify(step.data),
      step.at,
      step.key ?? null,
    ],
  )
}

export function findStepByKey(
  tx: Tx,
  key: string,
): Promise<{ meeting: string; action: string; person: string } | undefined> {
  return tx.first(
    'select meeting, action, person from meeting_steps where county = current_county() and key = $1',
    [key],
  )
}

export type LimitRule = { division: string; name: string; value: number | Share; source: string }

/** What county, town, village and group ask for beyond the law, widest first; for a meeting, what they had asked by its notice. */
export function limitRules(tx: Tx, division: string, on: string, meeting?: string): Promise<LimitRule[]> {
  return tx.rows(
    `select distinct on (l.division, l.name) l.division, l.name, l.value, l.source from limit_rules l
     where l.county = current_county() and starts_with($1, l.division) and l.starts_on <= $2
       and ($3::uuid is null or l.at <= coalesce((
         select s.at from meeting_steps s
         where s.county = l.county and s.meeting = $3 and s.action = 'notify'), now()))
     order by l.division, l.name, l.starts_on desc`,
    [division, on, meeting ?? null],
  )
}

export async function insertLimitRule(
  tx: Tx,
  row: LimitRule & { startsOn: string; by: string },
): Promise<boolean> {
  const added = await tx.first(
    `insert into limit_rules (county, division, name, starts_on, value, source, given_by)
     values (current_county(), $1, $2, $3, $4, $5, $6) on conflict do nothing returning name`,
    [row.division, row.name, row.startsOn, JSON.stringify(row.value), row.source, row.by],
  )
  return added !== undefined
}

export type AttendanceRecord = { member: string; person: string; means: AttendanceMeans }

/** Notes that a member is there; false when that was noted before, from whichever phone. */
export async function insertAttendance(
  tx: Tx,
  row: AttendanceRecord & { meeting: string; by: string; at: Date; key: string | undefined },
): Promise<boolean> {
  const noted = await tx.first(
    `insert into attendance_notes (county, meeting, member, person, means, noted_by, at, key)
     values (current_county(), $1, $2, $3, $4, $5, $6, $7) on conflict (county, meeting, member) where withdrawn_at is null
     do nothing returning member`,
    [row.meeting, row.member, row.person, row.means, row.by, row.at, row.key ?? null],
  )
  return noted !== undefined
}

/** Whom one sending noted as present. */
export async function attendancesBy(tx: Tx, meeting: string, key: string): Promise<string[]> {
  const rows = await tx.rows<{ member: string }>(
    'select member from attendances where county = current_county() and meeting = $1 and key = $2',
    [meeting, key],
  )
  return rows.map(({ member }) => member)
}

export async function insertProxy(
  tx: Tx,
  row: { meeting: string; principal: string; holder: string; paper: string; by: string },
): Promise<boolean> {
  const noted = await tx.first(
    `insert into proxies (county, meeting, principal, holder, paper, given_by)
     values (current_county(), $1, $2, $3, $4, $5) on conflict (county, meeting, principal) do nothing returning principal`,
    [row.meeting, row.principal, row.holder, row.paper, row.by],
  )
  return noted !== undefined
}

export async function insertSignature(
  tx: Tx,
  row: { meeting: string; person: string; hash: Buffer; at: Date },
): Promise<boolean> {
  const signed = await tx.first(
    `insert into minute_signatures (county, meeting, person, hash, at) values (current_county(), $1, $2, $3, $4)
     on conflict do nothing returning person`,
    [row.meeting, row.person, row.hash, row.at],
  )
  return signed !== undefined
}

/** The minutes as the first signed them: what goes on afterwards, an order that is carried out, changes no signed paper. */
export async function signedMinutes(tx: Tx, meeting: string): Promise<string[] | undefined> {
  const row = await tx.first<{ minutes: string[] }>(
    `select data -> 'minutes' as minutes from meeting_steps
     where county = current_county() and meeting = $1 and action = 'sign' and data ? 'minutes' order by seq limit 1`,
    [meeting],
  )
  return row?.minutes
}

export function signaturesOf(tx: Tx, meeting: string): Promise<{ name: string; at: Date }[]> {
  return tx.rows(
    `select p.name, s.at from minute_signatures s join people p on p.county = s.county and p.id = s.person
     where s.county = current_county() and s.meeting = $1 order by s.at, p.name`,
    [meeting],
  )
}

/** A person with the post they act in: `王建国（村委会主任）`. */
export async function nameOf(
  tx: Tx,
  { person, post }: { person: string; post: string | undefined },
): Promise<string> {
  const row = await tx.first<{ name: string }>(
    `select p.name || coalesce('（' || o.title || '）', '') as name from people p
     left join posts o on o.county = p.county and o.id = $2
     where p.county = current_county() and p.id = $1`,
    [person, post ?? null],
  )
  return row?.name ?? ''
}

export type StepRecord = {
  action: StepAction
  by: string
  at: Date
  reason: string | null
  motion: string | null
}
export function stepsOf(tx: Tx, meeting: string): Promise<StepRecord[]> {
  return tx.rows(
    `select s.action, p.name || coalesce('（' || o.title || '）', '') as by, s.at, s.reason, s.motion
     from meeting_steps s join people p on p.county = s.county and p.id = s.person
     left join posts o on o.county = s.county and o.id = s.post
     where s.county = current_county() and s.meeting = $1 order by s.seq`,
    [meeting],
  )
}
