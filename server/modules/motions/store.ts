import type { Choice } from '#practice/meetings/life.ts'
import type { Verdict } from '#practice/meetings/verdict.ts'
import type { Tx } from '#server/core/db.ts'
import { MOTION, type MotionRecord } from '#server/modules/meetings/index.ts'

/** Tallies, named votes and recusals: each written once and never changed. */

export async function findMotion(tx: Tx, id: string): Promise<MotionRecord | undefined> {
  return (await findMotions(tx, [id])).get(id)
}

export async function findMotions(tx: Tx, ids: readonly string[]): Promise<Map<string, MotionRecord>> {
  const rows = await tx.rows<MotionRecord>(
    `select ${MOTION} from motions o where o.county = current_county() and o.id = any($1)`,
    [ids],
  )
  return new Map(rows.map((row) => [row.id, row]))
}

export function lockMotion(tx: Tx, id: string): Promise<MotionRecord | undefined> {
  return tx.first(
    `select ${MOTION} from motions o where o.county = current_county() and o.id = $1 for update`,
    [id],
  )
}

/** Keeps it open while a vote is written, without making voters wait for each other. */
export function holdMotion(tx: Tx, id: string): Promise<MotionRecord | undefined> {
  return tx.first(
    `select ${MOTION} from motions o where o.county = current_county() and o.id = $1 for share`,
    [id],
  )
}

export async function putMotion(tx: Tx, id: string, tellers: readonly string[], at: Date): Promise<void> {
  await tx.rows(
    `update motions set state = 'voting', tellers = $2, put_at = $3 where county = current_county() and id = $1`,
    [id, tellers, at],
  )
}

/** Two who count, named after it was put: for what lies in a paper box. */
export async function nameTellers(tx: Tx, id: string, tellers: readonly string[]): Promise<void> {
  await tx.rows('update motions set tellers = $2 where county = current_county() and id = $1', [id, tellers])
}

export async function withdrawMotion(tx: Tx, id: string): Promise<void> {
  await tx.rows(`update motions set state = 'withdrawn' where county = current_county() and id = $1`, [id])
}

export type Counts = { inFavour: number; against: number; abstained: number }

/** Writes the result; without counts where nobody may know them. */
export async function declareMotion(
  tx: Tx,
  id: string,
  counts: Counts | undefined,
  present: number,
  verdict: Verdict & { consultation?: true },
  at: Date,
): Promise<void> {
  await tx.rows(
    `update motions set state = 'declared', declared_at = $2, present = $3, in_favour = $4, against = $5, abstained = $6,
       verdict = $7 where county = current_county() and id = $1`,
    [
      id,
      at,
      present,
      counts?.inFavour ?? null,
      counts?.against ?? null,
      counts?.abstained ?? null,
      JSON.stringify(verdict),
    ],
  )
}

export async function insertTally(
  tx: Tx,
  row: Counts & { motion: string; teller: string; by: string; at: Date; key: string | undefined },
): Promise<void> {
  await tx.rows(
    `insert into tallies (county, motion, teller, n, in_favour, against, abstained, noted_by, at, key)
     select current_county(), $1, $2, coalesce(max(n), 0) + 1, $3, $4, $5, $6, $7, $8 from tallies
     where county = current_county() and motion = $1 and teller = $2`,
    [row.motion, row.teller, row.inFavour, row.against, row.abstained, row.by, row.at, row.key ?? null],
  )
}

/** Whether a count was sent before under that key. The motion is locked, so that two sendings follow each other. */
export async function hasTally(tx: Tx, key: string): Promise<boolean> {
  const row = await tx.first('select from tallies where county = current_county() and key = $1', [key])
  return row !== undefined
}

export type Tallied = Counts & { teller: string; name: string; noted_by: string }

/** The newest count of each teller. */
export function talliesOf(tx: Tx, motion: string): Promise<Tallied[]> {
  return tx.rows(
    `select distinct on (t.teller) t.teller, p.name, t.noted_by, t.in_favour as "inFavour", t.against, t.abstained
     from tallies t
     join people p on p.county = t.county and p.id = t.teller
     where t.county = current_county() and t.motion = $1 order by t.teller, t.n desc`,
    [motion],
  )
}

export async function insertVote(
  tx: Tx,
  row: { motion: string; meeting: string; member: string; choice: Choice; by: string; at: Date },
): Promise<boolean> {
  const cast = await tx.first(
    `insert into votes (county, motion, meeting, member, choice, noted_by, at)
     select current_county(), $1, $2, $3, $4, $5, $6
     where not exists (select from entered_votes e where e.county = current_county() and e.motion = $1
                         and e.member = $3 and e.withdrawn_at is null)
     on conflict (county, motion, member) do nothing returning member`,
    [row.motion, row.meeting, row.member, row.choice, row.by, row.at],
  )
  return cast !== undefined
}

export function findVote(tx: Tx, motion: string, member: string): Promise<{ choice: Choice } | undefined> {
  return tx.first(
    'select choice from votes where county = current_county() and motion = $1 and member = $2',
    [motion, member],
  )
}

export async function countVotes(tx: Tx, motion: string): Promise<Counts> {
  const row = await tx.first<Counts>(
    `select count(*) filter (where choice = 'for')::int as "inFavour",
       count(*) filter (where choice = 'against')::int as against,
       count(*) filter (where choice = 'abstain')::int as abstained
     from (select choice from votes where county = current_county() and motion = $1
           union all
           select choice from entered_votes where county = current_county() and motion = $1
             and confirmed_at is not null and withdrawn_at is null) as counted`,
    [motion],
  )
  return row ?? { inFavour: 0, against: 0, abstained: 0 }
}

export async function insertEntered(
  tx: Tx,
  row: { id: string; motion: string; meeting: string; member: string; choice: Choice; by: string; at: Date },
): Promise<void> {
  await tx.rows(
    `insert into entered_votes (county, id, motion, meeting, member, choice, entered_by, at)
     values (current_county(), $1, $2, $3, $4, $5, $6, $7)`,
    [row.id, row.motion, row.meeting, row.member, row.choice, row.by, row.at],
  )
}

/** Confirms those of these that were not yet. */
export async function confirmVotes(
  tx: Tx,
  motion: string,
  votes: readonly string[],
  by: string,
  at: Date,
): Promise<void> {
  await tx.rows(
    `update entered_votes set confirmed_by = $3, confirmed_at = $4
     where county = current_county() and motion = $1 and id = any($2) and confirmed_at is null and withdrawn_at is null`,
    [motion, votes, by, at],
  )
}

export async function withdrawEntered(tx: Tx, vote: string, by: string, at: Date): Promise<void> {
  await tx.rows(
    `update entered_votes set withdrawn_by = $2, withdrawn_at = $3 where county = current_county() and id = $1`,
    [vote, by, at],
  )
}

/** How many that were entered for others nobody has confirmed. */
export async function unconfirmedOf(tx: Tx, motion: string): Promise<number> {
  const row = await tx.first<{ count: number }>(
    `select count(*)::int as count from entered_votes
     where county = current_county() and motion = $1 and confirmed_at is null and withdrawn_at is null`,
    [motion],
  )
  return row?.count ?? 0
}

export async function insertRecusal(
  tx: Tx,
  row: { motion: string; meeting: string; member: string; reason: string; by: string },
): Promise<boolean> {
  const noted = await tx.first(
    `insert into recusals (county, motion, meeting, member, reason, noted_by)
     values (current_county(), $1, $2, $3, $4, $5) on conflict do nothing returning member`,
    [row.motion, row.meeting, row.member, row.reason, row.by],
  )
  return noted !== undefined
}

/** Takes a recusal back; false where there is none that stands. */
export async function withdrawRecusal(
  tx: Tx,
  row: { motion: string; member: string; by: string; at: Date },
): Promise<boolean> {
  const taken = await tx.first(
    `insert into recusal_withdrawals (county, motion, member, withdrawn_by, at)
     select x.county, x.motion, x.member, $3, $4 from standing_recusals x
     where x.county = current_county() and x.motion = $1 and x.member = $2 returning member`,
    [row.motion, row.member, row.by, row.at],
  )
  return taken !== undefined
}

/** Who stands aside from a motion, and whether they came. */
export function recusalsOf(
  tx: Tx,
  motion: string,
): Promise<{ person: string | null; name: string; came: boolean }[]> {
  return tx.rows(
    `select coalesce(r.person, a.person) as person, r.name, a.member is not null as came from standing_recusals x
     join meeting_rolls r on r.county = x.county and r.meeting = x.meeting and r.member = x.member
     left join attendances a on a.county = x.county and a.meeting = x.meeting and a.member = x.member
     where x.county = current_county() and x.motion = $1`,
    [motion],
  )
}

/** Who of these is recused, each as `MOTION MEMBER`. */
export async function recusedOf(
  tx: Tx,
  asked: readonly { motion: string; member: string }[],
): Promise<Set<string>> {
  const rows = await tx.rows<{ motion: string; member: string }>(
    `select x.motion, x.member from unnest($1::uuid[], $2::uuid[]) as q (motion, member)
     join standing_recusals x on x.county = current_county() and x.motion = q.motion and x.member = q.member`,
    [asked.map(({ motion }) => motion), asked.map(({ member }) => member)],
  )
  return new Set(rows.map(({ motion, member }) => `${motion} ${member}`))
}

/** Who may count hands: somebody who came, or sits among the supervisors of the village. */
export async function mayTell(
  tx: Tx,
  { meeting, village, person, on }: { meeting: string; village: string; person: string; on: string },
): Promise<boolean> {
  const row = await tx.first(
    `select from people p where p.county = current_county() and p.id = $2 and (
       exists (select from attendances a where a.county = p.county and a.meeting = $1 and a.person = p.id)
       or exists (select from seats s where s.county = p.county and s.division = $3 and s.person = p.id
                    and s.seat = 'supervisor' and s.starts_on <= $4 and (s.ends_on is null or s.ends_on >= $4)))`,
    [meeting, person, village, on],
  )
  return row !== undefined
}
