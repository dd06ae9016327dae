import { opinionFault, type Given, type OpinionKind, type OpinionList } from '#practice/meetings/opinions.ts'
import type { BodyId } from '#practice/meetings/bodies.ts'
import { orderFault, stepOfBody, type FourTwoRecord } from '#practice/meetings/four-two.ts'
import { decisionOf, isDeliberation, type DecisionId } from '#practice/meetings/powers.ts'
import { PACKS } from '#packs/index.ts'
import type { Tx } from '#server/core/db.ts'
import { invalid } from '#server/core/problem.ts'
import type { MotionInput } from './rules.ts'
import type { MotionRecord } from './store.ts'

/** Written proposals and their opinions, as far as a vote has to know of them; modules/proposals writes them. */

/** What the county's list asks for before a vote; nothing where its pack has no list. */
export const opinionListOf = (county: string): OpinionList =>
  Object.values(PACKS).find(({ code }) => code === county)?.opinions ?? {}

export type Written = {
  id: string
  division: string
  decision: DecisionId | null
  given: OpinionKind[]
  steps: Pick<FourTwoRecord, 'step' | 'on'>[]
}

/** A written proposal with the opinions it has and the steps that are closed. */
export function findWritten(tx: Tx, id: string): Promise<Written | undefined> {
  return tx.first(
    `select p.id, p.division, p.decision, array(select distinct o.kind from opinions o
       where o.county = p.county and o.proposal = p.id and o.given_at is not null) as given,
       coalesce((select jsonb_agg(jsonb_build_object('step', s.step, 'on', s.held_on) order by s.n) from proposal_steps s
         where s.county = p.county and s.proposal = p.id), '[]') as steps
     from proposals p where p.county = current_county() and p.id = $1`,
    [id],
  )
}

type Put = Pick<MotionRecord, 'decision' | 'proposal' | 'means' | 'authority'> & { body: BodyId; on: string }

/**
 * Why a motion may not be put to the vote at a meeting of that day, for want of what has to come before it: the steps of
 * 四议两公开, the opinions of the county’s list. Undefined when nothing is wanting.
 */
export async function wantingFor(tx: Tx, county: string, put: Put): Promise<string | undefined> {
  const { body, decision, proposal, means, authority, on } = put
  // Asking around decides nothing, so nothing has to lie on the table.
  if (means === 'consultation') return undefined
  const written = proposal === null ? undefined : await findWritten(tx, proposal)
  const talks = isDeliberation({ body, decision, proposal })
  // Called in time and opened late, the authorisation may have ended meanwhile.
  if (authority && on > authority.until) return `授权到 ${authority.until} 为止，已经过期，不能再表决`
  const early = written && orderFault((talks && stepOfBody(body)) || 'resolve', written.steps, on)
  if (early || talks) return early
  const list = opinionListOf(county)
  if (!list[decision]) return undefined
  const given: Given = written?.given
  return opinionFault(list, decision, given)
}

/** A motion puts a written proposal of the same village to the vote, about the same thing. Throws 422 for another one. */
export async function demandProposals(
  tx: Tx,
  village: string,
  motions: readonly Pick<MotionInput, 'decision' | 'proposal'>[],
): Promise<void> {
  for (const [index, { proposal, decision }] of motions.entries()) {
    if (proposal === undefined) continue
    const found = await findWritten(tx, proposal)
    const says =
      found?.division === village
        ? found.decision === null || found.decision === decision
          ? undefined
          : `书面方案是“${decisionOf(found.decision).name}”，和议题选的事项不一样，请改成一样的`
        : '没有找到这份书面方案，请重新选择'
    if (says) throw invalid({ [`motions.${index}.proposal`]: says }, says)
  }
}
