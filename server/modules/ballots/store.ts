import type { BoxState } from '#practice/meetings/ballot.ts'
import type { Choice } from '#practice/meetings/life.ts'
import type { Tx } from '#server/core/db.ts'

/** Boxes, who fetched a paper, and what was put in: three tables that know nothing of each other’s rows. */

export type BoxRecord = {
  motion: string
  state: BoxState
  modulus: string
  signing_key: Buffer | null
  issued: number | null
  closed_at: Date | null
}
const BOX = 'b.motion, b.state, b.modulus, b.signing_key, b.issued, b.closed_at'
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

/** Keeps its state while something is handed out or written down, without making people wait for each other. */
export function holdBox(tx: Tx, motion: string): Promise<BoxRecord | undefined> {
  return tx.first(
    `select ${BOX} from ballot_boxes b where b.county = current_county() and b.motion = $1 for share`,
    [motion],
  )
}

export async function insertBox(tx: Tx, motion: string, modulus: string, sealedKey: Buffer): Promise<void> {
  await tx.rows(
    `insert into ballot_boxes (county, motion, state, modulus, signing_key)
     values (current_county(), $1, 'issuing', $2, $3)`,
    [motion, modulus, sealedKey],
  )
  await tx.rows('insert into ballot_packs (county, motion) values (current_county(), $1)', [motion])
}

/** Hands out one paper a member. Answers with the hash of the one they have. */
export async function takeTicket(tx: Tx, motion: string, member: string, hash: Buffer): Promise<Buffer> {
  await tx.rows(
    `insert into ballot_tickets (county, motion, member, blinded_hash) values (current_county(), $1, $2, $3)
     on conflict (county, motion, member) do nothing`,
    [motion, member, hash],
  )
  const row = await tx.first<{ blinded_hash: Buffer }>(
    'select blinded_hash from ballot_tickets where county = current_county() and motion = $1 and member = $2',
    [motion, member],
  )
  if (!row) throw new Error(`no ticket of motion ${motion}`)
  return row.blinded_hash
}

export async function countTickets(tx: Tx, motion: string): Promise<number> {
  const row = await tx.first<{ count: number }>(
    'select count(*)::int as count from ballot_tickets where county = current_county() and motion = $1',
    [motion],
  )
  return row?.count ?? 0
}

/** Ends the handing out: the key is gone, the number of papers is known. */
export async function beginCasting(tx: Tx, motion: string, issued: number): Promise<void> {
  await tx.rows(
    `update ballot_boxes set state = 'casting', signing_key = null, issued = $2
     where county = current_county() and motion = $1`,
    [motion, issued],
  )
}

export async function closeBox(tx: Tx, motion: string, at: Date): Promise<void> {
  await tx.rows(
    `update ballot_boxes set state = 'closing', closed_at = $2 where county = current_county() and motion = $1`,
    [motion, at],
  )
}

export async function markCounted(tx: Tx, motion: string): Promise<void> {
  await tx.rows(`update ballot_boxes set state = 'counted' where county = current_county() and motion = $1`, [
    motion,
  ])
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

export function findBallot(tx: Tx, motion: string, receipt: string): Promise<{ choice: Choice } | undefined> {
  return tx.first(
    `select ballots -> $2 ->> 'c' as choice from ballot_packs
     where county = current_county() and motion = $1 and ballots ? $2`,
    [motion, receipt],
  )
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
