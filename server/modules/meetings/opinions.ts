import { opinionFault, type Given, type OpinionKind, type OpinionList } from '#practice/meetings/opinions.ts'
import type { BodyId } from '#practice/meetings/bodies.ts'
import { isDeliberation, type DecisionId } from '#practice/meetings/powers.ts'
import { PACKS } from '#packs/index.ts'
import type { Tx } from '#server/core/db.ts'
import type { MotionRecord } from './store.ts'

/** Written proposals and their opinions, as far as a vote has to know of them; modules/proposals writes them. */

/** What the county's list asks for before a vote; nothing where its pack has no list. */
export const opinionListOf = (county: string): OpinionList =>
  Object.values(PACKS).find(({ code }) => code === county)?.opinions ?? {}

export type Written = { id: string; division: string; decision: DecisionId | null; given: OpinionKind[] }

/** A written proposal with the opinions it has. */
export function findWritten(tx: Tx, id: string): Promise<Written | undefined> {
  return tx.first(
    `select p.id, p.division, p.decision, array(select distinct o.kind from opinions o
       where o.county = p.county and o.proposal = p.id and o.given_at is not null) as given
     from proposals p where p.county = current_county() and p.id = $1`,
    [id],
  )
}

/** Why a motion may not be put to the vote for want of an opinion; undefined when none is wanting. */
export async function opinionMissing(
  tx: Tx,
  county: string,
  {
    body,
    decision,
    proposal,
    means,
  }: Pick<MotionRecord, 'decision' | 'proposal' | 'means'> & { body: BodyId },
): Promise<string | undefined> {
  // Asking around and talking over decide nothing, so nothing has to lie on the table.
  if (means === 'consultation' || isDeliberation({ body, decision, proposal })) return undefined
  const list = opinionListOf(county)
  if (!list[decision]) return undefined
  const given: Given = proposal === null ? undefined : (await findWritten(tx, proposal))?.given
  return opinionFault(list, decision, given)
}
