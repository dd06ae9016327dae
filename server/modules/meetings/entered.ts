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
