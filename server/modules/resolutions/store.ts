import type { BodyId } from '#practice/meetings/bodies.ts'
import { voucherNumber, type ResolutionStep, type TaskState } from '#practice/meetings/execution.ts'
import type { OpinionKind, STANCES } from '#practice/meetings/opinions.ts'
import type { DecisionId } from '#practice/meetings/powers.ts'
import type { Verdict } from '#practice/meetings/verdict.ts'
import type { Tx } from '#server/core/db.ts'

/** Resolutions, their tasks and what happened to them. */

export type ResolutionRecord = {
  id: string
  motion: string
  meeting: string
  division: string
  decided_on: string
  item: string | null
  period: string | null
  n: number | null
  result_period: string | null
  result_n: number | null
  title: string
  words: string
  proposer: string
  decision: DecisionId
  verdict: Pick<Verdict, 'says' | 'lines'>
  studied: { on: string; says: string } | null
  present: number | null
  in_favour: number | null
  against: number | null
  abstained: number | null
  meets_at: Date
  noticed_on: string | null
  due: number | null
  body: BodyId
  meeting_title: string
  paper: boolean
}
const RESOLUTION = `r.id, r.motion, r.meeting, r.division, r.decided_on, r.item, r.period, r.n, r.result_period, r.result_n,
  o.title, o.words, o.proposer, o.decision, o.verdict, o.studied, o.present, o.in_favour, o.against, o.abstained,
  m.body, m.title as meeting_title, m.paper, m.meets_at, m.noticed_on, m.due`
const FROM = `from resolutions r join motions o on o.county = r.county and o.id = r.motion
  join meetings m on m.county = r.county and m.id = r.meeting`

export function findResolution(tx: Tx, id: string): Promise<ResolutionRecord | undefined> {
  return tx.first(`select ${RESOLUTION} ${FROM} where r.county = current_county() and r.id = $1`, [id])
}

export function lockResolution(tx: Tx, id: string): Promise<ResolutionRecord | undefined> {
  return tx.first(
    `select ${RESOLUTION} ${FROM} where r.county = current_county() and r.id = $1 for update of r`,
    [id],
  )
}

/** A village has a few dozen a year. */
export const RESOLUTIONS_MAX = 200

export function resolutionsOf(tx: Tx, division: string): Promise<ResolutionRecord[]> {
  return tx.rows(
    `select ${RESOLUTION} ${FROM} where r.county = current_county() and r.division = $1
     order by r.decided_on desc, r.id desc limit ${RESOLUTIONS_MAX}`,
    [division],
  )
}

export function byMotion(tx: Tx, motion: string): Promise<{ id: string } | undefined> {
  return tx.first('select id from resolutions where county = current_county() and motion = $1', [motion])
}

export type DutyRef = { item: string; period: string; n: number }

/** The duty to publish what was decided, or what came of it; undefined while there is none. */
export function dutyOf(
  { item, period, n, result_period, result_n }: ResolutionRecord,
  of: 'decided' | 'result',
): DutyRef | undefined {
  const [when, nth] = of === 'decided' ? [period, n] : [result_period, result_n]
  return item !== null && when !== null && nth !== null ? { item, period: when, n: nth } : undefined
}

export async function insertResolution(
  tx: Tx,
  row: {
    id: string
    motion: string
    meeting: string
    division: string
    decidedOn: string
    duty: DutyRef | undefined
  },
): Promise<void> {
  const { duty } = row
  await tx.rows(
    `insert into resolutions (county, id, motion, meeting, division, decided_on, item, period, n)
     values (current_county(), $1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      row.id,
      row.motion,
      row.meeting,
      row.division,
      row.decidedOn,
      duty?.item ?? null,
      duty?.period ?? null,
      duty?.n ?? null,
    ],
  )
}

export async function setResult(tx: Tx, id: string, { period, n }: DutyRef): Promise<void> {
  await tx.rows(
    'update resolutions set result_period = $2, result_n = $3 where county = current_county() and id = $1',
    [id, period, n],
  )
}

export type TaskRecord = {
  id: string
  resolution: string
  words: string
  executor: string
  executor_name: string
  due_on: string
  budget_fen: number
  paid_fen: number
  state: TaskState
  done_on: string | null
}
const TASK = `t.id, t.resolution, t.words, t.executor, p.name as executor_name, t.due_on, t.budget_fen, t.paid_fen, t.state,
  t.done_on`

export function tasksOf(tx: Tx, resolutions: readonly string[]): Promise<TaskRecord[]> {
  return tx.rows(
    `select ${TASK} from resolution_tasks t join people p on p.county = t.county and p.id = t.executor
     where t.county = current_county() and t.resolution = any($1) order by t.id`,
    [resolutions],
  )
}

export async function insertTask(
  tx: Tx,
  row: { id: string; resolution: string; words: string; executor: string; dueOn: string; budgetFen: number },
): Promise<void> {
  await tx.rows(
    `insert into resolution_tasks (county, id, resolution, words, executor, due_on, budget_fen, state)
     values (current_county(), $1, $2, $3, $4, $5, $6, 'open')`,
    [row.id, row.resolution, row.words, row.executor, row.dueOn, row.budgetFen],
  )
}

export async function bookPayment(tx: Tx, task: string, amountFen: number): Promise<void> {
  await tx.rows(
    'update resolution_tasks set paid_fen = paid_fen + $2 where county = current_county() and id = $1',
    [task, amountFen],
  )
}

/** Takes a voucher for a payment; false when it was taken before, in any resolution of the village. */
export async function insertVoucher(
  tx: Tx,
  row: {
    division: string
    voucher: string
    resolution: string
    task: string
    amountFen: number
    at: Date
  },
): Promise<boolean> {
  const taken = await tx.first(
    `insert into payment_vouchers (county, division, voucher, resolution, task, amount_fen, at)
     values (current_county(), $1, $2, $3, $4, $5, $6) on conflict do nothing returning voucher`,
    [row.division, row.voucher, row.resolution, row.task, row.amountFen, row.at],
  )
  return taken !== undefined
}

export type VoucherRow = { title: string; task: string; at: Date; amount_fen: number }
const VOUCHER = `select o.title, t.words as task, v.at, v.amount_fen from payment_vouchers v
     join resolutions r on r.county = v.county and r.id = v.resolution
     join motions o on o.county = r.county and o.id = r.motion
     join resolution_tasks t on t.county = v.county and t.id = v.task`

export function findVoucher(tx: Tx, division: string, voucher: string): Promise<VoucherRow | undefined> {
  return tx.first(`${VOUCHER} where v.county = current_county() and v.division = $1 and v.voucher = $2`, [
    division,
    voucher,
  ])
}

/** The last that was booked with the same running number. */
export async function findTwin(tx: Tx, division: string, voucher: string): Promise<VoucherRow | undefined> {
  const number = voucherNumber(voucher)
  if (number === undefined) return undefined
  return tx.first(
    `${VOUCHER} where v.county = current_county() and v.division = $1 and substring(v.voucher from '[0-9]+$') = $2
     order by v.at desc limit 1`,
    [division, number],
  )
}

export async function finishTask(tx: Tx, task: string, on: string): Promise<void> {
  await tx.rows(
    `update resolution_tasks set state = 'done', done_on = $2 where county = current_county() and id = $1`,
    [task, on],
  )
}

export type StepRecord = {
  action: ResolutionStep
  task: string
  words: string
  by: string
  at: Date
  files: string[]
  amount_fen: number | null
  voucher: string | null
}
export function stepsOf(tx: Tx, resolution: string): Promise<StepRecord[]> {
  return tx.rows(
    `select s.action, s.task, s.words, p.name || coalesce('（' || o.title || '）', '') as by, s.at, s.files, s.amount_fen,
       s.voucher
     from resolution_steps s join people p on p.county = s.county and p.id = s.person
     left join posts o on o.county = s.county and o.id = s.post
     where s.county = current_county() and s.resolution = $1 order by s.seq`,
    [resolution],
  )
}

export async function insertStep(
  tx: Tx,
  step: {
    resolution: string
    action: ResolutionStep
    task: string
    words: string
    files?: readonly string[] | undefined
    amountFen?: number | undefined
    voucher?: string | undefined
    person: string
    post: string | undefined
    at: Date
    key: string
  },
): Promise<void> {
  await tx.rows(
    `insert into resolution_steps (county, resolution, seq, action, task, words, files, amount_fen, voucher, person, post,
       at, key)
     select current_county(), $1, coalesce(max(seq), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11
     from resolution_steps where county = current_county() and resolution = $1`,
    [
      step.resolution,
      step.action,
      step.task,
      step.words,
      step.files ?? [],
      step.amountFen ?? null,
      step.voucher ?? null,
      step.person,
      step.post ?? null,
      step.at,
      step.key,
    ],
  )
}

export function findStepByKey(
  tx: Tx,
  key: string,
): Promise<{ resolution: string; task: string; person: string } | undefined> {
  return tx.first(
    'select resolution, task, person from resolution_steps where county = current_county() and key = $1',
    [key],
  )
}

export type Posting = {
  due_on: string
  published_on: string | null
  id: string | null
  posted_from: string | null
  posted_until: string | null
}

/** How far the publication of a duty has come. */
export function postingOf(
  tx: Tx,
  division: string,
  { item, period, n }: DutyRef,
): Promise<Posting | undefined> {
  return tx.first(
    `select d.due_on, d.published_on, p.id, p.posted_from, p.posted_until from disclosure_duties d
     left join publications p on p.county = d.county and p.division = d.division and p.item = d.item
       and p.period = d.period and p.n = d.n
     where d.county = current_county() and d.division = $1 and d.item = $2 and d.period = $3 and d.n = $4`,
    [division, item, period, n],
  )
}

export function returnsOf(
  tx: Tx,
  resolution: string,
): Promise<{ meeting: string; title: string; on: Date; task: string }[]> {
  return tx.rows(
    `select a.meeting, m.title, m.meets_at as on, a.task from agenda_returns a
     join meetings m on m.county = a.county and m.id = a.meeting
     join resolution_tasks t on t.county = a.county and t.id = a.task
     where a.county = current_county() and t.resolution = $1 order by m.meets_at`,
    [resolution],
  )
}

/** Puts what is late on the agenda of the next monthly meeting of its village, once; answers with those it was added to. */
export async function returnToNext(tx: Tx, today: string): Promise<string[]> {
  const rows = await tx.rows<{ meeting: string }>(
    `insert into agenda_returns (county, meeting, task, late_days)
     select t.county, m.id, t.id, $1::date - t.due_on
     from (select distinct on (division) county, id, division from meetings
           where county = current_county() and monthly and state in ('drafted', 'noticed')
             and (meets_at at time zone 'Asia/Shanghai')::date >= $1::date
           order by division, meets_at, id) m
     join resolutions r on r.county = m.county and r.division = m.division
     join resolution_tasks t on t.county = r.county and t.resolution = r.id and t.state = 'open' and t.due_on < $1::date
     on conflict do nothing returning meeting`,
    [today],
  )
  return [...new Set(rows.map(({ meeting }) => meeting))]
}

/** A body talked it over on its way to the vote; `meeting` where it was held in this program. */
export type TalkOf = {
  step: 'consult' | 'review'
  on: string
  record: { says: string; due?: number; present?: number; inFavour?: number; meeting?: string }
}
export function talksOf(tx: Tx, proposal: string): Promise<TalkOf[]> {
  return tx.rows(
    `select step, held_on as on, record from proposal_steps
     where county = current_county() and proposal = $1 and step in ('consult', 'review') order by n`,
    [proposal],
  )
}

export type ProposalOf = { id: string; title: string; closed: number; supporters: number; opened_on: string }
export function proposalOf(tx: Tx, resolution: string): Promise<ProposalOf | undefined> {
  return tx.first(
    `select p.id, p.title, count(s.n)::int as closed, min(s.held_on) as opened_on,
       supporters_of(p) as supporters
     from proposals p left join proposal_steps s on s.county = p.county and s.proposal = p.id
     where p.county = current_county() and (p.resolution = $1 or p.id = (
       select o.proposal from resolutions r join motions o on o.county = r.county and o.id = r.motion
       where r.county = p.county and r.id = $1))
     group by p.county, p.id order by p.resolution is null, p.id limit 1`,
    [resolution],
  )
}

export type AdviceOf = {
  kind: OpinionKind
  by: string
  stance: keyof typeof STANCES
  words: string
  given_at: Date
  /** Who typed it from scanned paper. */
  entered_by: string | null
}
export function adviceOf(tx: Tx, proposal: string): Promise<AdviceOf[]> {
  return tx.rows(
    `select o.kind, o.adviser_name as by, o.stance, o.words, o.given_at, case when o.paper then p.name end as entered_by
     from opinions o left join people p on p.county = o.county and p.id = o.given_by
     where o.county = current_county() and o.proposal = $1 and o.given_at is not null order by o.given_at, o.id`,
    [proposal],
  )
}

/** Whether a picture proves a task of that resolution. */
export async function hasFile(tx: Tx, resolution: string, file: string): Promise<boolean> {
  const row = await tx.first(
    'select from resolution_steps where county = current_county() and resolution = $1 and $2 = any(files) limit 1',
    [resolution, file],
  )
  return row !== undefined
}
