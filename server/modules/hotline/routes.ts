import { hotline } from '#contract/hotline.ts'
import type { App } from '#server/core/app.ts'
import { implement } from '#server/core/http.ts'
import { notFound } from '#server/core/problem.ts'
import { demandNotOther, noteSentBy } from '#server/core/tracing.ts'
import { keyIn, serveClient } from '#server/modules/api-clients/index.ts'
import { getCounty } from '#server/modules/places/index.ts'
import { handTicket } from './commands.ts'
import { replyOf } from './rules.ts'
import * as store from './store.ts'

/** Binds contract/hotline.ts. */
export function hotlineRoutes(app: App): void {
  implement(app.http, 'hotline', hotline, {
    hand: ({ body }, { county, request }) =>
      serveClient(
        app,
        county,
        { key: keyIn(request), wanted: 'hotline', operation: 'hotline.hand' },
        async (client) => {
          const { id, number, code } = await handTicket(app, client, body, {
            note: (key) => noteSentBy(app.http, request, key),
            demand: () => demandNotOther(app.http, request),
          })
          return { ticket: body.number, matter: id, number, code }
        },
      ),
    look: ({ params }, { county, request, reply }) =>
      serveClient(
        app,
        county,
        { key: keyIn(request), wanted: 'hotline', operation: 'hotline.look' },
        async (client) => {
          reply.header('cache-control', 'no-store')
          const ground = await getCounty(app.db, county)
          const row = await app.db.read(county, (tx) => store.findTicket(tx, client.id, params.number))
          if (!row) throw notFound('工单')
          const flow = ground.flow(row.flow)
          const unit = row.unit === null ? undefined : ground.units.get(row.unit)?.name
          const said = replyOf(flow, row.state)
          const isCounting = row.due_at !== null && row.state.pausedAt === undefined && row.ended_at === null
          return {
            ticket: params.number,
            number: row.number,
            stage: row.stage,
            stageName: flow.stages[row.stage]?.plain ?? row.stage,
            openedAt: row.opened_at.toISOString(),
            ...(unit === undefined ? {} : { unit }),
            ...(isCounting ? { dueAt: row.due_at?.toISOString() } : {}),
            ...(row.ended_at ? { endedAt: row.ended_at.toISOString() } : {}),
            ...(row.ending === null ? {} : { ending: row.ending }),
            ...(said === undefined ? {} : { reply: said }),
          }
        },
      ),
  })
}
