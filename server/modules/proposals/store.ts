import type { FourTwoRecord, FourTwoStep, Origin } from '#practice/meetings/four-two.ts'
import type { Tx } from '#server/core/db.ts'

export type ProposalRecord = {
  id: string
  division: string
  title: string
  words: string
  origin: Origin
  resolution: string | null
  opened_by: string
  closed: number
}
const PROPOSAL = `p.id, p.division, p.title, p.words, p.origin, p.resolution, p.opened_by,
  (select count(*)::int from proposal_steps s where s.county = p.county and s.proposal = p.id) as closed`

export function findProposal(tx: Tx, id: string): Promise<ProposalRecord | undefined> {
  return tx.first(`select ${PROPOSAL} from proposals p where p.county = current_county() and p.id = $1`, [id])
}

export async function lockProposal(tx: Tx, id: string): Promise<ProposalRecord | undefined> {
  await tx.rows('select from proposals where county = current_county() and id = $1 for update', [id])
  return findProposal(tx, id)
}

export function proposalsOf(tx: Tx, division: string): Promise<ProposalRecord[]> {
  return tx.rows(
    `select ${PROPOSAL} from proposals p where p.county = current_county() and p.division = $1
     order by p.at desc, p.id desc limit 200`,
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
    by: string
    post: string
  },
): Promise<boolean> {
  const opened = await tx.first(
    `insert into proposals (county, id, division, title, words, origin, opened_by, post)
     values (current_county(), $1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning id`,
    [row.id, row.division, row.title, row.words, row.origin, row.by, row.post],
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
