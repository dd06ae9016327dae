import { calendars } from '#contract/calendars.ts'
import type { App } from '#server/core/app.ts'
import { implement } from '#server/core/http.ts'
import { endFeed, openFeed, readFeed } from './commands.ts'
import * as store from './store.ts'

/** Binds contract/calendars.ts. */
export function calendarsRoutes(app: App): void {
  implement(app.http, 'calendars', calendars, {
    mine: async (_, { scope }) => {
      const rows = await app.db.read(scope.county, (tx) => store.feedsOf(tx, scope.person))
      return rows.map(({ id, title, opened_at, read_at }) => ({
        id,
        title: title ?? store.OF_VILLAGERS,
        openedAt: opened_at.toISOString(),
        ...(read_at ? { readAt: read_at.toISOString() } : {}),
      }))
    },
    open: (_, { scope, key }) => openFeed(app, scope, key),
    end: ({ params: { id } }, { scope }) => endFeed(app, scope, id),
    read: async ({ params: { file } }, { county, reply }) => {
      const text = await readFeed(app, county, file.slice(0, -'.ics'.length), new Date())
      return reply
        .header('cache-control', 'private, no-store')
        .header('content-disposition', 'inline; filename="gongzhi.ics"')
        .type('text/calendar; charset=utf-8')
        .send(text)
    },
  })
}
