import { maskName, openWords } from '#practice/disclosure/mask.ts'
import { getFlow } from '#practice/flows.gen.ts'
import type { Services } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import { denied, notFound, Problem } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import { placeOf } from '#server/modules/disclosure/index.ts'
import { askedAbout, openMatter, presentAsked } from '#server/modules/matters/index.ts'
import { mayRead } from '#server/modules/meetings/index.ts'
import { nameOf } from '#server/modules/notices/index.ts'
import { findProposal, type ProposalRecord } from './store.ts'
import { demandGathering, livesIn } from './support.ts'

/** 不同意见: what villagers say against a proposal, each a matter of the flow `dissent` the committee has to answer. */

const FLOW = 'dissent'

const NOT_HERE = '您没有登记在这个村，不能对村里的提议说意见；登记有误请联系村委会'
const WAITS = '您说过的一条还在等村里回应，等回应了再说新的；写错了可以先撤回那一条'

/**
 * Says why a proposal should be otherwise. Numbers of persons and the writer's own name are hidden before anybody reads it,
 * in its title, in what is told of it and where it is searched: the village answers what was said, not who. Throws 404, a 403 for who
 * is not of the village, 409 once it was resolved, and while an earlier one of theirs waits for its answer.
 */
export async function sayDissent(
  services: Services,
  scope: Scope,
  id: string,
  { words }: { words: string },
  { key, now = new Date() }: { key: string; now?: Date },
): Promise<{ matter: string; number: string; code: string }> {
  const { db } = services
  const { division, name } = await db.read(scope.county, async (tx) => {
    const row = await findProposal(tx, id)
    if (!row || !mayRead(scope, row.division, await placeOf(tx, scope))) throw notFound('提议')
    demandGathering(row)
    if (!(await livesIn(tx, scope.person, row.division))) throw denied(NOT_HERE)
    if (await waits(tx, row, scope.person, key)) throw new Problem(409, 'moved', WAITS)
    return { division: row.division, name: await nameOf(tx, scope.person) }
  })
  const answers = { words: openWords(words, name, getFlow(FLOW).unnamed ?? maskName(name)), proposal: id }
  const opening = { flow: FLOW, action: 'say', division, answers }
  const { id: matter, number, code } = await openMatter(services, scope, opening, { key, now })
  return { matter, number, code }
}

/** Whether one of theirs is unanswered; the one this very key has opened is what a repeat asks for. */
async function waits(
  tx: Tx,
  { id, division }: ProposalRecord,
  person: string,
  key: string,
): Promise<boolean> {
  const row = await tx.first(
    `select from matters m where county = current_county() and flow = $4 and village = $2 and asker = $3
       and state -> 'answers' ->> 'proposal' = $1 and stage = 'said'
       and not exists (select from entries e where e.county = m.county and e.matter = m.id and e.key = $5)`,
    [id, division, person, FLOW, key],
  )
  return row !== undefined
}

/** All of them for the page of the proposal. */
export async function dissentsOf(tx: Tx, { person }: Scope, { id, division }: ProposalRecord) {
  const rows = await askedAbout(tx, { flow: FLOW, field: 'proposal', id, village: division })
  return rows.map((row) => presentAsked(FLOW, row, person))
}
