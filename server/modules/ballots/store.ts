import type { BoxState } from '#practice/meetings/ballot.ts'
import type { Choice } from '#practice/meetings/life.ts'
import type { Tx } from '#server/core/db.ts'

/** Boxes, who fetched a paper, and what was put in: three tables that know nothing of each other’s rows. */

/** All that lay in a paper box, together with why some were missing. */
export type PaperResult = {
  inFavour: number
  against: number
  abstained: number
  spoiled: number
  missing?: string
}

export type BoxRecord = {
  motion: string
  state: BoxState
  modulus: string
  signing_key: Buffer | null
  issued: number | null
  closed_at: Date | null
  /** Ballots given on paper, once the casting began; what they said, once counted. */
  paper_given: number | null
  paper: PaperResult | null
}
const BOX = 'b.motion, b.state, b.modulus, b.signing_key, b.issued, b.closed_at, b.paper_given, b.paper'
/** A ballot as it lies in the box: choice, serial and signature of its paper. */
export type Ballot = { c: Choice; n: string; s: string }

export function findBox(tx: Tx, motion: string): Promise<BoxRecord | undefined> {
  return tx.first(`select ${BOX} from ballot_boxes b where b.county = current_county() and b.motion = $1`, [
    motion,
  ])
}

export function lockBox(tx: Tx, motion: string): Promise<BoxRecord | undefined> {
  return tx.first(
    `select ${BOX} from ballot_boxes b where b.county = current_county() and b.motion = $1 for update`,
    [motion],
  )
}

/** Keeps its state while ballots are written down, without making people wait for each other. */
export async function holdBox(tx: Tx, motion: string): Promise<BoxRecord | undefined> {
  return (await holdBoxes(tx, [motion])).get(motion)
}

/** The same of several, by motion; in one order everywhere, so that two who hold several never wait for each other. */
export async function holdBoxes(tx: Tx, motions: readonly string[]): Promise<Map<string, BoxRecord>> {
  const rows = await tx.rows<BoxRecord>(
    `select ${BOX} from ballot_boxes b
     where b.county = current_county() and b.motion = any($1) order by b.motion for share`,
    [motions],
  )
  return new Map(rows.map((row) => [row.motion, row]))
}

export async function insertBox(tx: Tx, motion: string, modulus: string, sealedKey: Buffer): Promise<void> {
  await tx.rows(
    `insert into ballot_boxes (county, motion, state, modulus, signing_key)
     values (current_county(), $1, 'issuing', $2, $3)`,
    [motion, modulus, sealedKey],
  )
  await tx.rows('insert into ballot_packs (county, motion) values (current_county(), $1)', [motion])
}

type Ticket = { motion: string; member: string; hash: Buffer }

/**
 * Hands out one paper a member. Answers each in its place with the hash of the one they have; undefined for whoever
 * writes on paper, whom the same statement finds.
 */
export async function takeTickets(tx: Tx, tickets: readonly Ticket[]): Promise<(Buffer | undefined)[]> {
  if (tickets.length === 0) return []
  const [motions, members] = [tickets.map(({ motion }) => motion), tickets.map(({ member }) => member)]
  type Row = { motion: string; member: string; blinded_hash: Buffer | null }
  const handed = await tx.rows<Row>(
    `insert into ballot_tickets (county, motion, member, blinded_hash)
     select current_county(), motion, member, hash from unnest($1::uuid[], $2::uuid[], $3::bytea[]) as t (motion, member, hash)
     where not exists (
       select from motions o join paper_writers v on v.county = o.county and v.meeting = o.meeting
       where o.county = current_county() and o.id = t.motion and v.member = t.member)
     order by motion, member
     on conflict (county, motion, member) do nothing returning motion, member, blinded_hash`,
    [motions, members, tickets.map(({ hash }) => hash)],
  )
  const before =
    handed.length === tickets.length
      ? []
      : await tx.rows<Row>(
          `select b.motion, b.member, b.blinded_hash from unnest($1::uuid[], $2::uuid[]) as t (motion, member)
           join ballot_tickets b on b.county = current_county() and b.motion = t.motion and b.member = t.member`,
          [motions, members],
        )
  const held = new Map([...before, ...handed].map((row) => [`${row.motion} ${row.member}`, row.blinded_hash]))
  return tickets.map(({ motion, member }) => held.get(`${motion} ${member}`) ?? undefined)
}

export type HandedOut = { issued: number; given: number }
/** How many hold a ballot by telephone, and how many on paper. */
export async function countTickets(tx: Tx, motion: string): Promise<HandedOut> {
  const row = await tx.first<HandedOut>(
    `select count(blinded_hash)::int as issued, count(*) filter (where blinded_hash is null)::int as given
     from ballot_tickets where county = current_county() and motion = $1`,
    [motion],
  )
  return row ?? { issued: 0, given: 0 }
}

/** Ends the handing out: the key is gone, the numbers of ballots are known. */
export async function beginCasting(tx: Tx, motion: string, { issued, given }: HandedOut): Promise<void> {
  await tx.rows(
    `update ballot_boxes set state = 'casting', signing_key = null, issued = $2, paper_given = $3
     where county = current_county() and motion = $1`,
    [motion, issued, given],
  )
}

export async function closeBox(tx: Tx, motion: string, at: Date): Promise<void> {
  await tx.rows(
    `update ballot_boxes set state = 'closing', closed_at = $2 where county = current_county() and motion = $1`,
    [motion, at],
  )
}

export async function markCounted(tx: Tx, motion: string, paper: PaperResult | undefined): Promise<void> {
  await tx.rows(
    `update ballot_boxes set state = 'counted', paper = $2 where county = current_county() and motion = $1`,
    [motion, paper === undefined ? null : JSON.stringify(paper)],
  )
}

/** Writes ballots down, all of a box as one value. One that lies there already stays as it is. */
export async function addBallots(
  tx: Tx,
  motion: string,
  ballots: ReadonlyMap<string, Ballot>,
): Promise<void> {
  await tx.rows(
    `update ballot_packs set ballots = $2::jsonb || ballots where county = current_county() and motion = $1`,
    [motion, JSON.stringify(Object.fromEntries(ballots))],
  )
}

/** A box, and the choice that lies written in it under a receipt. */
export type Found = BoxRecord & { before: Choice | null }

/** Looks for ballots by their receipts; by the place of each in `asked`, without those whose box does not exist. */
export async function findBallots(
  tx: Tx,
  asked: readonly { motion: string; receipt: string }[],
): Promise<Map<number, Found>> {
  const rows = await tx.rows<Found & { n: number }>(
    `select a.n::int - 1 as n, ${BOX}, k.ballots -> a.receipt ->> 'c' as before
     from unnest($1::uuid[], $2::text[]) with ordinality as a (motion, receipt, n)
     join ballot_boxes b on b.county = current_county() and b.motion = a.motion
     join ballot_packs k on k.county = b.county and k.motion = b.motion`,
    [asked.map(({ motion }) => motion), asked.map(({ receipt }) => receipt)],
  )
  return new Map(rows.map(({ n, ...found }) => [n, found]))
}

/** Every ballot of a box, in the order of its receipts. */
export async function ballotsOf(tx: Tx, motion: string): Promise<[receipt: string, ballot: Ballot][]> {
  const row = await tx.first<{ ballots: Record<string, Ballot> }>(
    'select ballots from ballot_packs where county = current_county() and motion = $1',
    [motion],
  )
  return Object.entries(row?.ballots ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))
}

export async function countBallots(tx: Tx, motion: string): Promise<number> {
  const row = await tx.first<{ count: number }>(
    `select count(*)::int as count from ballot_packs p, jsonb_object_keys(p.ballots)
     where p.county = current_county() and p.motion = $1`,
    [motion],
  )
  return row?.count ?? 0
}
