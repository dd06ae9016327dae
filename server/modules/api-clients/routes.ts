import { apiClients } from '#contract/api-clients.ts'
import { dateOf } from '#practice/kit/index.ts'
import type { App } from '#server/core/app.ts'
import { implement } from '#server/core/http.ts'
import { withSheets } from '#server/core/sheet.ts'
import { endClient, openClient } from './commands.ts'
import { sheets } from './sheet.ts'
import * as store from './store.ts'

/** Binds contract/api-clients.ts. */
export function apiClientsRoutes(app: App): void {
  implement(app.http, 'apiClients', withSheets(apiClients, sheets), {
    list: async (_, { scope }) => {
      const rows = await app.db.read(scope.county, (tx) => store.listClients(tx, dateOf(new Date())))
      return rows.map(({ minute_max, day_max, opened_at, ended_at, ...row }) => ({
        ...row,
        minuteMax: minute_max,
        dayMax: day_max,
        openedAt: opened_at.toISOString(),
        ...(ended_at ? { endedAt: ended_at.toISOString() } : {}),
      }))
    },
    open: ({ body }, { scope, key }) => openClient(app, scope, key, body),
    end: ({ params: { id } }, { scope }) => endClient(app, scope, id),
  })
}
