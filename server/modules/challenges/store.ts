import type { ChallengeKind } from '#practice/meetings/challenge.ts'
import type { Seat } from '#practice/meetings/posts.ts'
import type { Tx } from '#server/core/db.ts'

export type ChallengeRow = {
  id: string
  meeting: string
  kind: ChallengeKind
  about: string
  words: string
  raised_by: string
  by: string
  at: Date
  upheld: boolean | null
  answer: string | null
  answerer: string | null
  answered_at: Date | null
}
const ROW = `c.id, c.meeting, c.kind, c.about, c.words, c.raised_by, p.name as by, c.at, c.upheld, c.answer,
  a.name as answerer, c.answered_at`
const FROM = `from roll_challenges c join people p on p.county = c.county and p.id = c.raised_by
  left join people a on a.county = c.county and a.id = c.answered_by`

/** In the order they came. */
export function challengesOf(tx: Tx, meeting: string): Promise<ChallengeRow[]> {
  return tx.rows(
    `select ${ROW} ${FROM} where c.county = current_county() and c.meeting = $1 order by c.at, c.id`,
    [meeting],
  )
}

export function findChallenge(tx: Tx, id: string): Promise<ChallengeRow | undefined> {
  return tx.first(`select ${ROW} ${FROM} where c.county = current_county() and c.id = $1`, [id])
}

export type NamedRow = { n: number; name: string; seat: Seat | null; division: string | null; mine: boolean }

/** The frozen roll with the group of each, and which rows are of the reader’s household. */
export function namesOf(tx: Tx, meeting: string, reader: string): Promise<NamedRow[]> {
  return tx.rows(
    `select r.n, r.name, r.seat, h.division,
       coalesce(r.person = p.id, false) or coalesce(r.household = p.household, false) as mine
     from meeting_rolls r join people p on p.county = r.county and p.id = $2
     left join households h on h.county = r.county and h.id = r.household
     where r.county = current_county() and r.meeting = $1 order by r.n`,
    [meeting, reader],
  )
}

export async function insertChallenge(
  tx: Tx,
  row: Pick<ChallengeRow, 'id' | 'meeting' | 'kind' | 'about' | 'words' | 'raised_by' | 'at'>,
): Promise<void> {
  await tx.rows(
    `insert into roll_challenges (county, id, meeting, kind, about, words, raised_by, at)
     values (current_county(), $1, $2, $3, $4, $5, $6, $7)`,
    [row.id, row.meeting, row.kind, row.about, row.words, row.raised_by, row.at],
  )
}

export async function answerChallenge(
  tx: Tx,
  row: { id: string; upheld: boolean; words: string; by: string; at: Date },
): Promise<void> {
  await tx.rows(
    `update roll_challenges set upheld = $2, answer = $3, answered_by = $4, answered_at = $5
     where county = current_county() and id = $1`,
    [row.id, row.upheld, row.words, row.by, row.at],
  )
}
