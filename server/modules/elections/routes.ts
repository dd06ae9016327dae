import { elections } from '#contract/elections.ts'
import { dateOf } from '#practice/kit/index.ts'
import {
  electionFaults,
  electionVerdict,
  type ElectionRecord,
  type ElectionVerdict,
} from '#practice/meetings/election.ts'
import type { App } from '#server/core/app.ts'
import { implement } from '#server/core/http.ts'
import { denied, invalid, notFound } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import { withSheets } from '#server/core/sheet.ts'
import { placeOf } from '#server/modules/disclosure/index.ts'
import { demandKeeper, limitsAt, mayRead } from '#server/modules/meetings/index.ts'
import { sheets } from './sheet.ts'

type Row = { id: string; division: string; held_on: string; record: ElectionRecord; verdict: ElectionVerdict }
const COLUMNS = 'id, division, held_on, record, verdict'

/** Binds contract/elections.ts. There is no route that runs an election, and there will be none (VCL 18, rules 1.1.10). */
export function electionsRoutes(app: App): void {
  const { db, http } = app
  implement(http, 'elections', withSheets(elections, sheets), {
    list: ({ query: { division } }, { scope }) =>
      db.read(scope.county, async (tx) => {
        if (!mayRead(scope, division, await placeOf(tx, scope))) throw notFound('选举记录')
        const rows = await tx.rows<Row>(
          `select ${COLUMNS} from elections where county = current_county() and division = $1
           order by held_on desc, id desc`,
          [division],
        )
        return rows.map(presented)
      }),
    record: async ({ body }, { scope, key }) => presented(await record(app, scope, key, body)),
  })
}

const presented = ({ id, division, held_on, record: said, verdict }: Row) => ({
  id,
  division,
  heldOn: held_on,
  record: {
    ...said,
    candidates: [...said.candidates],
    proxies: [...said.proxies],
    objections: [...(said.objections ?? [])],
  },
  verdict,
})

/** Files an election. The key is its id, so that sent twice it is filed once. */
async function record(
  { db }: App,
  scope: Scope,
  id: string,
  { division, heldOn, record: said }: { division: string; heldOn: string; record: ElectionRecord },
): Promise<Row> {
  demandKeeper(scope, division)
  const { post } = scope
  if (!post) throw denied()
  if (heldOn > dateOf(new Date())) throw invalid({ heldOn: '选举还没有举行，举行以后再登记' })
  return db.inCounty(scope.county, async (tx) => {
    const limits = await limitsAt(tx, division, heldOn)
    const faults = electionFaults(limits, said, heldOn)
    if (faults.length > 0) throw invalid({ record: faults.join('；') }, faults[0])
    await tx.rows(
      `insert into elections (county, id, division, held_on, record, verdict, noted_by, post)
       values (current_county(), $1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
      [
        id,
        division,
        heldOn,
        JSON.stringify(said),
        JSON.stringify(electionVerdict(limits, said)),
        scope.person,
        post.id,
      ],
    )
    const row = await tx.first<Row & { noted_by: string }>(
      `select ${COLUMNS}, noted_by from elections where county = current_county() and id = $1`,
      [id],
    )
    if (row?.noted_by !== scope.person) throw notFound('选举记录')
    return row
  })
}
