import type { PaperCount } from '#practice/meetings/ballot.ts'
import type { Tx } from '#server/core/db.ts'

/** Who writes on paper, who got one, and what two tellers found. No row of these says what anybody wrote. */

/** Marks who of the roll writes on paper; who is marked already stays so. Answers with the newly marked. */
export async function insertPaperVoters(
  tx: Tx,
  row: { meeting: string; members: readonly string[]; by: string; at: Date },
): Promise<string[]> {
  const marked = await tx.rows<{ member: string }>(
    `insert into paper_voters (county, meeting, member, noted_by, at)
     select current_county(), $1, member, $3, $4 from unnest($2::uuid[]) as member on conflict do nothing returning member`,
    [row.meeting, row.members, row.by, row.at],
  )
  return marked.map(({ member }) => member)
}

/** Somebody of the roll: whether they are marked, and whether they write on paper, which no own telephone lets them. */
export function wayOf(
  tx: Tx,
  meeting: string,
  member: string,
): Promise<{ name: string; marked: boolean; writes: boolean } | undefined> {
  return tx.first(
    `select r.name, v.member is not null as marked, w.member is not null as writes from meeting_rolls r
     left join paper_voters v on v.county = r.county and v.meeting = r.meeting and v.member = r.member
     left join paper_writers w on w.county = r.county and w.meeting = r.meeting and w.member = r.member
     where r.county = current_county() and r.meeting = $1 and r.member = $2`,
    [meeting, member],
  )
}

export type PaperVoter = { member: string; name: string; came: boolean; given: string[] }
/** Who writes on paper at a meeting, and for which votes they got theirs. */
export function paperVoters(tx: Tx, meeting: string): Promise<PaperVoter[]> {
  return tx.rows(
    `select v.member, r.name, a.member is not null as came,
       array(select t.motion::text from ballot_tickets t join motions o on o.county = t.county and o.id = t.motion
             where t.county = v.county and o.meeting = v.meeting and t.member = v.member and t.blinded_hash is null) as given
     from paper_writers v
     join meeting_rolls r on r.county = v.county and r.meeting = v.meeting and r.member = v.member
     left join attendances a on a.county = v.county and a.meeting = v.meeting and a.member = v.member
     where v.county = current_county() and v.meeting = $1 order by r.n`,
    [meeting],
  )
}

/** Of these, who has fetched a ballot by telephone in a vote that still hands out. */
export function heldByPhone(
  tx: Tx,
  meeting: string,
  members: readonly string[],
): Promise<{ name: string }[]> {
  return tx.rows(
    `select r.name from ballot_tickets t
     join ballot_boxes b on b.county = t.county and b.motion = t.motion and b.state = 'issuing'
     join motions o on o.county = t.county and o.id = t.motion and o.meeting = $1
     join meeting_rolls r on r.county = t.county and r.meeting = o.meeting and r.member = t.member
     where t.county = current_county() and t.member = any($2::uuid[]) and t.blinded_hash is not null order by r.n`,
    [meeting, members],
  )
}

export async function issuingIn(tx: Tx, meeting: string): Promise<string[]> {
  const rows = await tx.rows<{ motion: string }>(
    `select b.motion from ballot_boxes b join motions o on o.county = b.county and o.id = b.motion
     where b.county = current_county() and o.meeting = $1 and b.state = 'issuing'`,
    [meeting],
  )
  return rows.map(({ motion }) => motion)
}

/** Of those who came and take part in a vote: how many write on paper, and how many do not. */
export async function waysOf(tx: Tx, motion: string): Promise<{ papers: number; others: number }> {
  const row = await tx.first<{ papers: number; others: number }>(
    `select count(v.member)::int as papers, (count(*) - count(v.member))::int as others
     from motions o
     join attendances a on a.county = o.county and a.meeting = o.meeting
     left join paper_writers v on v.county = a.county and v.meeting = a.meeting and v.member = a.member
     where o.county = current_county() and o.id = $1 and not exists (
       select from standing_recusals c where c.county = o.county and c.motion = o.id and c.member = a.member)`,
    [motion],
  )
  return row ?? { papers: 0, others: 0 }
}

/** Who came, takes part in a vote and holds no ballot of it, in the order of the roll; and whether they write on paper. */
export function ballotless(tx: Tx, motion: string): Promise<{ name: string; writes: boolean }[]> {
  return tx.rows(
    `select r.name, w.member is not null as writes from motions o
     join attendances a on a.county = o.county and a.meeting = o.meeting
     join meeting_rolls r on r.county = a.county and r.meeting = a.meeting and r.member = a.member
     left join paper_writers w on w.county = a.county and w.meeting = a.meeting and w.member = a.member
     where o.county = current_county() and o.id = $1
       and not exists (select from standing_recusals c where c.county = o.county and c.motion = o.id and c.member = a.member)
       and not exists (select from ballot_tickets t where t.county = o.county and t.motion = o.id and t.member = a.member)
     order by r.n`,
    [motion],
  )
}

/** Gives a ballot on paper: that it was, that it was before, or that somebody fetched theirs by telephone. */
export async function takePaper(
  tx: Tx,
  motion: string,
  member: string,
): Promise<'given' | 'before' | 'by-phone'> {
  const given = await tx.first(
    `insert into ballot_tickets (county, motion, member) values (current_county(), $1, $2)
     on conflict (county, motion, member) do nothing returning member`,
    [motion, member],
  )
  if (given) return 'given'
  const row = await tx.first<{ paper: boolean }>(
    `select blinded_hash is null as paper from ballot_tickets
     where county = current_county() and motion = $1 and member = $2`,
    [motion, member],
  )
  return row?.paper ? 'before' : 'by-phone'
}

export type PaperTally = PaperCount & { teller: string; name: string; missing: string | null }
/** The newest count of each teller. */
export function paperTallies(tx: Tx, motion: string): Promise<PaperTally[]> {
  return tx.rows(
    `select distinct on (t.teller) t.teller, p.name, t.in_favour as "inFavour", t.against, t.abstained, t.spoiled, t.missing
     from paper_tallies t join people p on p.county = t.county and p.id = t.teller
     where t.county = current_county() and t.motion = $1 order by t.teller, t.n desc`,
    [motion],
  )
}

/** The box is locked, so that counts follow each other. */
export async function insertPaperTally(
  tx: Tx,
  row: PaperCount & {
    motion: string
    teller: string
    missing: string | null
    at: Date
    key: string | undefined
  },
): Promise<void> {
  await tx.rows(
    `insert into paper_tallies (county, motion, teller, n, in_favour, against, abstained, spoiled, missing, at, key)
     select current_county(), $1, $2, coalesce(max(n), 0) + 1, $3, $4, $5, $6, $7, $8, $9 from paper_tallies
     where county = current_county() and motion = $1 and teller = $2`,
    [
      row.motion,
      row.teller,
      row.inFavour,
      row.against,
      row.abstained,
      row.spoiled,
      row.missing,
      row.at,
      row.key ?? null,
    ],
  )
}

/** Whether a count was sent before under that key. */
export async function hasPaperTally(tx: Tx, key: string): Promise<boolean> {
  const row = await tx.first('select from paper_tallies where county = current_county() and key = $1', [key])
  return row !== undefined
}
