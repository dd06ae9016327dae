import { webhooks } from '#contract/webhooks.ts'
import type { App } from '#server/core/app.ts'
import { implement, type Handlers } from '#server/core/http.ts'
import { withSheets } from '#server/core/sheet.ts'
import { keyIn, serveClient } from '#server/modules/api-clients/index.ts'
import { endWebhook, registerWebhook, sendAgain } from './commands.ts'
import { sheets } from './sheet.ts'
import * as store from './store.ts'

/** Binds contract/webhooks.ts. */
export function webhooksRoutes(app: App): void {
  implement(app.http, 'webhooks', withSheets(webhooks, sheets), { ...clientsOwn(app), ...watching(app) })
}

function clientsOwn(app: App): Pick<Handlers<typeof webhooks>, 'register' | 'mine' | 'end'> {
  const asking = (request: Parameters<typeof keyIn>[0], operation: string) =>
    ({ key: keyIn(request), wanted: 'webhooks', operation }) as const
  return {
    register: ({ body }, { county, request, key }) =>
      serveClient(app, county, asking(request, 'webhooks.register'), (client) =>
        registerWebhook(app, client, key, body),
      ),
    mine: (_, { county, request, reply }) =>
      serveClient(app, county, asking(request, 'webhooks.mine'), async ({ id }) => {
        reply.header('cache-control', 'no-store')
        const rows = await app.db.read(county, (tx) => store.listWebhooks(tx, id))
        return rows.map(presentWebhook)
      }),
    end: ({ params: { id } }, { county, request }) =>
      serveClient(app, county, asking(request, 'webhooks.end'), (client) => endWebhook(app, client, id)),
  }
}

function watching(app: App): Pick<Handlers<typeof webhooks>, 'watch' | 'again'> {
  return {
    watch: (_, { scope }) =>
      app.db.read(scope.county, async (tx) => {
        const all = await store.listWebhooks(tx, undefined)
        const dead = await store.listDead(tx)
        return {
          webhooks: all.map((row) => ({
            ...presentWebhook(row),
            client: row.client,
            clientName: row.client_name,
          })),
          dead: dead.map(({ client_name, made_at, dead_at, outcome, ...row }) => ({
            ...row,
            clientName: client_name,
            madeAt: made_at.toISOString(),
            deadAt: dead_at.toISOString(),
            outcome: outcome ?? '',
          })),
        }
      }),
    again: ({ params: { id } }, { scope }) => sendAgain(app, scope, id),
  }
}

function presentWebhook({ id, url, events, opened_at, ended_at, waiting, dead }: store.WebhookRow) {
  return {
    id,
    url,
    events,
    openedAt: opened_at.toISOString(),
    ...(ended_at ? { endedAt: ended_at.toISOString() } : {}),
    waiting,
    dead,
  }
}
