import type { BodyId } from '#practice/meetings/bodies.ts'
import type { FourTwoRecord, FourTwoStep, Origin } from '#practice/meetings/four-two.ts'
import type { OpinionKind } from '#practice/meetings/opinions.ts'
import type { DecisionId } from '#practice/meetings/powers.ts'
import type { Tx } from '#server/core/db.ts'

export type ProposalRecord = {
  id: string
  division: string
  title: string
  words: string
  origin: Origin
  decision: DecisionId | null
  proposer: string | null
  /** On its pages. */
  signatures: number
  /** Everybody behind it, by signature or by a tap, nobody twice. */
  supporters: number
  /** A vote on it was passed. */
  resolved: boolean
  opened_on: string
  given: OpinionKind[]
  resolution: string | null
  opened_by: string
  closed: number
}
const PROPOSAL = `p.id, p.division, p.title, p.words, p.origin, p.decision, p.proposer, p.resolution, p.opened_by,
  (select s.held_on from proposal_steps s where s.county = p.county and s.proposal = p.id and s.n = 1) as opened_on,
  (select coalesce(sum(g.signatures), 0)::int from proposal_pages g where g.county = p.county and g.proposal = p.id) as signatures,
  supporters_of(p) as supporters,
  p.resolution is not null or exists (select from motions o join resolutions r on r.county = o.county and r.motion = o.id
    where o.county = p.county and o.proposal = p.id) as resolved,
  array(select distinct o.kind from opinions o where o.county = p.county and o.proposal = p.id and o.given_at is not null) as given,
  (select count(*)::int from proposal_steps s where s.county = p.county and s.proposal = p.id) as closed`

export function findProposal(tx: Tx, id: string): Promise<ProposalRecord | undefined> {
  return tx.first(`select ${PROPOSAL} from proposals p where p.county = current_county() and p.id = $1`, [id])
}

export async function lockProposal(tx: Tx, id: string): Promise<ProposalRecord | undefined> {
  await tx.rows('select from proposals where county = current_county() and id = $1 for update', [id])
  return findProposal(tx, id)
}

/** A village has a dozen in a good year. */
export const PROPOSALS_MAX = 200

export function proposalsOf(tx: Tx, division: string): Promise<ProposalRecord[]> {
  return tx.rows(
    `select ${PROPOSAL} from proposals p where p.county = current_county() and p.division = $1
     order by p.at desc, p.id desc limit ${PROPOSALS_MAX}`,
    [division],
  )
}

/** Opens one; false when that id was used before. */
export async function insertProposal(
  tx: Tx,
  row: {
    id: string
    division: string
    title: string
    words: string
    origin: Origin
    decision: DecisionId
    proposer: string
    by: string
    post: string
  },
): Promise<boolean> {
  const opened = await tx.first(
    `insert into proposals (county, id, division, title, words, origin, decision, proposer, opened_by, post)
     values (current_county(), $1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing returning id`,
    [row.id, row.division, row.title, row.words, row.origin, row.decision, row.proposer, row.by, row.post],
  )
  return opened !== undefined
}

export async function setResolution(tx: Tx, id: string, resolution: string): Promise<void> {
  await tx.rows('update proposals set resolution = $2 where county = current_county() and id = $1', [
    id,
    resolution,
  ])
}

export type StepRow = { n: number; step: FourTwoStep; on: string; record: FourTwoRecord; by: string }
export function stepsOf(tx: Tx, proposal: string): Promise<StepRow[]> {
  return tx.rows(
    `select s.n, s.step, s.held_on as on, s.record, p.name || coalesce('（' || o.title || '）', '') as by
     from proposal_steps s join people p on p.county = s.county and p.id = s.person
     left join posts o on o.county = s.county and o.id = s.post
     where s.county = current_county() and s.proposal = $1 order by s.n`,
    [proposal],
  )
}

export async function insertStep(
  tx: Tx,
  row: { proposal: string; n: number; record: FourTwoRecord; person: string; post: string | undefined },
): Promise<void> {
  await tx.rows(
    `insert into proposal_steps (county, proposal, n, step, held_on, record, person, post)
     values (current_county(), $1, $2, $3, $4, $5, $6, $7)`,
    [
      row.proposal,
      row.n,
      row.record.step,
      row.record.on,
      JSON.stringify(row.record),
      row.person,
      row.post ?? null,
    ],
  )
}

export type Signer = { post: string; name: string; title: string }

/** Who holds a post in a town on a day: whoever of it may have been at a village’s meeting. */
export function signersOf(tx: Tx, town: string, on: string): Promise<Signer[]> {
  return tx.rows(
    `select o.id as post, p.name, o.title from posts o join people p on p.county = o.county and p.id = o.person
     where o.county = current_county() and o.division = $1 and o.starts_on <= $2
       and (o.ends_on is null or o.ends_on >= $2) order by p.name, o.title, o.id`,
    [town, on],
  )
}

export type PageRow = { file: string; signatures: number; by: string; at: Date }
export function pagesOf(tx: Tx, proposal: string): Promise<PageRow[]> {
  return tx.rows(
    `select g.file, g.signatures, p.name as by, g.at from proposal_pages g
     join people p on p.county = g.county and p.id = g.person
     where g.county = current_county() and g.proposal = $1 order by g.n`,
    [proposal],
  )
}

/** Adds a page; one that is there already is not counted twice. */
export async function insertPage(
  tx: Tx,
  row: { proposal: string; file: string; signatures: number; person: string; post: string | undefined },
): Promise<void> {
  await tx.rows(
    `insert into proposal_pages (county, proposal, n, file, signatures, person, post)
     select current_county(), $1, coalesce(max(n), 0) + 1, $2, $3, $4, $5 from proposal_pages
     where county = current_county() and proposal = $1
     on conflict (county, proposal, file) do nothing`,
    [row.proposal, row.file, row.signatures, row.person, row.post ?? null],
  )
}

/** Where it was put to the vote, or is to be; `prepared`: meetings as well that nobody announced yet. */
export type PutRow = {
  id: string
  meeting: string
  title: string
  body: BodyId
  meets_at: Date
  state: MotionState
  decision: DecisionId
  due: number | null
  present: number | null
  in_favour: number | null
  verdict: { says: string; passed: boolean } | null
}
export function motionsOf(tx: Tx, proposal: string, prepared: boolean): Promise<PutRow[]> {
  return tx.rows(
    `select o.id, o.meeting, m.title, m.body, m.meets_at, o.state, o.decision, m.due, o.present, o.in_favour, o.verdict
     from motions o
     join meetings m on m.county = o.county and m.id = o.meeting
     where o.county = current_county() and o.proposal = $1 and ($2 or m.noticed_on is not null)
     order by m.meets_at, o.id`,
    [proposal, prepared],
  )
}
type MotionState = 'listed' | 'voting' | 'declared' | 'withdrawn'
