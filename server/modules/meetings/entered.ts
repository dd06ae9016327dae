import type { Choice } from '#practice/meetings/life.ts'
import { confirmFault, type EnteredVote } from '#practice/meetings/entered.ts'
import type { Tx } from '#server/core/db.ts'
import type { MotionRecord } from './store.ts'

/** 代录: what was entered for others, as readers see it. modules/motions writes the votes, ./attend.ts who came. */

export type EnteredRow = {
  id: string
  motion: string
  member: string
  name: string
  choice: Choice
  entered_by: string
  by: string
  at: Date
  confirmed_by: string | null
  withdrawn: boolean
}
/** Votes entered for others at a meeting, those taken back included, by the roll. */
export function enteredVotesOf(tx: Tx, meeting: string): Promise<EnteredRow[]> {
  return tx.rows(
    `select e.id, e.motion, e.member, r.name, e.choice, e.entered_by, p.name as by, e.at, c.name as confirmed_by,
       e.withdrawn_at is not null as withdrawn
     from entered_votes e
     join meeting_rolls r on r.county = e.county and r.meeting = e.meeting and r.member = e.member
     join people p on p.county = e.county and p.id = e.entered_by
     left join people c on c.county = e.county and c.id = e.confirmed_by
     where e.county = current_county() and e.meeting = $1 order by r.n, e.at`,
    [meeting],
  )
}

/** As minutes and papers tell of them. */
export const presentVotes = (rows: readonly EnteredRow[]): EnteredVote[] =>
  rows.map(({ name, by, confirmed_by, withdrawn }) => ({ name, by, confirmedBy: confirmed_by, withdrawn }))

/** Whose coming somebody else noted by hand or from paper: how many, by whom. */
export function handedOf(tx: Tx, meeting: string): Promise<{ by: string; count: number }[]> {
  return tx.rows(
    `select p.name as by, count(*)::int as count from attendances a
     join people p on p.county = a.county and p.id = a.noted_by
     where a.county = current_county() and a.meeting = $1 and a.means in ('hand', 'paper') and a.noted_by <> a.person
     group by p.id, p.name order by count desc, p.name`,
    [meeting],
  )
}

/** Notes that were taken back, by the roll; those of who stood in go with the one they came for. */
export function takenBackOf(
  tx: Tx,
  meeting: string,
): Promise<{ name: string; by: string; reason: string }[]> {
  return tx.rows(
    `select r.name, p.name as by, a.withdrawn_reason as reason from attendance_notes a
     join meeting_rolls r on r.county = a.county and r.meeting = a.meeting and r.member = a.member
     join people p on p.county = a.county and p.id = a.withdrawn_by
     where a.county = current_county() and a.meeting = $1 and a.means in ('hand', 'paper') order by r.n, a.withdrawn_at`,
    [meeting],
  )
}

/**
 * Takes back what the desk noted of a member, and of those for whom they were to stand in; answers with them, nobody when
 * the desk noted nothing.
 */
export async function withdrawAttendance(
  tx: Tx,
  row: { meeting: string; member: string; by: string; at: Date; reason: string },
): Promise<string[]> {
  const rows = await tx.rows<{ member: string }>(
    `with noted as (
       select person from attendances
       where county = current_county() and meeting = $1 and member = $2 and means in ('hand', 'paper'))
     update attendance_notes a set withdrawn_by = $3, withdrawn_at = $4, withdrawn_reason = $5 from noted n
     where a.county = current_county() and a.meeting = $1 and a.withdrawn_at is null
       and (a.member = $2 or (a.means = 'proxy' and a.person = n.person))
     returning a.member`,
    [row.meeting, row.member, row.by, row.at, row.reason],
  )
  return rows.map(({ member }) => member)
}

/** Whether one of these has voted at the meeting, in whatever way. */
export async function hasVoted(tx: Tx, meeting: string, members: readonly string[]): Promise<boolean> {
  const row = await tx.first<{ has: boolean }>(
    `select exists (select from votes where county = current_county() and meeting = $1 and member = any($2::uuid[]))
       or exists (select from entered_votes where county = current_county() and meeting = $1 and member = any($2::uuid[])
                  and withdrawn_at is null)
       or exists (select from ballot_tickets t join motions m on m.county = t.county and m.id = t.motion
                  where t.county = current_county() and m.meeting = $1 and t.member = any($2::uuid[])) as has`,
    [meeting, members],
  )
  return row?.has === true
}

/** Who looks: as whom they are counted here, and whether they may confirm. */
export type EnteredReader = {
  person: string
  desk: boolean
  witnesses: boolean
  /** Counted as these; the first of them, if any, is their own. */
  voices: readonly { member: string; own: boolean }[]
}

/** What was entered of one motion: how many for everybody; each of them for the desk, its witnesses and whose it is. */
export function presentEntered(
  motion: Pick<MotionRecord, 'id' | 'state'>,
  all: readonly EnteredRow[],
  reader: EnteredReader,
) {
  const rows = all.filter((row) => row.motion === motion.id)
  const standing = rows.filter(({ withdrawn }) => !withdrawn)
  const voices = new Set(reader.voices.map(({ member }) => member))
  const sees = ({ member }: EnteredRow) => reader.desk || reader.witnesses || voices.has(member)
  return {
    count: standing.length,
    unconfirmed: standing.filter(({ confirmed_by: by }) => by === null).length,
    withdrawn: rows.length - standing.length,
    by: [...new Set(standing.map(({ by }) => by))],
    rows: standing.filter(sees).map((row) => {
      const isEnterer = row.entered_by === reader.person
      const isOwn = reader.voices.some(({ member, own }) => own && member === row.member)
      const isOpen = motion.state === 'voting'
      const says = confirmFault({ isOwn, isEnterer, witnesses: reader.witnesses })
      return {
        id: row.id,
        member: row.member,
        name: row.name,
        choice: row.choice,
        by: row.by,
        at: row.at.toISOString(),
        ...(row.confirmed_by === null ? {} : { confirmedBy: row.confirmed_by }),
        confirms: isOpen && row.confirmed_by === null && says === undefined,
        withdraws:
          isOpen &&
          (voices.has(row.member) || (row.confirmed_by === null && (isEnterer || reader.witnesses))),
      }
    }),
  }
}
