import { notices } from '#contract/notices.ts'
import type { App } from '#server/core/app.ts'
import { cursorAt, cursorIn } from '#server/core/cursor.ts'
import { openEvents } from '#server/core/event-stream.ts'
import { implement } from '#server/core/http.ts'
import type { Scope } from '#server/core/scope.ts'
import { tokenOf } from '#server/core/token.ts'
import { findScope } from '#server/modules/session/index.ts'
import { markAllRead } from './commands.ts'
import { Hub } from './hub.ts'
import * as store from './store.ts'

const PAGE = 30

/** Binds contract/notices.ts. */
export function noticesRoutes(app: App): void {
  const { db, http } = app
  const hubs = new Map<string, Hub>()
  const hubOf = (county: string) => {
    const hub = hubs.get(county) ?? new Hub(app, county, (error) => http.log.warn({ err: error }, 'live'))
    hubs.set(county, hub)
    return hub
  }
  // Before the server waits for its connections to end, which these would never do.
  http.addHook('preClose', async () => hubs.forEach((hub) => hub.close()))

  implement(http, 'notices', notices, {
    list: ({ query: { cursor } }, { scope }) =>
      db.read(scope.county, async (tx) => {
        const rows = await store.noticesOf(tx, scope, cursorIn(cursor), PAGE + 1)
        const page = rows.slice(0, PAGE)
        const last = page.at(-1)
        const unread = await store.unreadOf(tx, [scope.person])
        return {
          rows: page.map(({ at, matter, meeting, read_at, ...rest }) => ({
            ...rest,
            at: at.toISOString(),
            ...(matter === null ? {} : { matter }),
            ...(meeting === null ? {} : { meeting }),
            ...(read_at === null ? {} : { readAt: read_at.toISOString() }),
          })),
          next: rows.length > PAGE && last ? cursorAt(last.at, last.id) : null,
          unread: unread.get(scope.person) ?? 0,
        }
      }),
    read: async (_, { scope }) => {
      await markAllRead(app, scope)
      return { unread: 0 }
    },
    live: async (_, { scope, request, reply }) => {
      const token = tokenOf(request) ?? ''
      const isSame = async () => isSamePost(scope, await findScope(app, scope.county, token))
      await hubOf(scope.county).join({ scope, stream: openEvents(reply), isSame })
    },
  })
}

/** The role of a post never changes; what its position leaves does when a pack is loaded anew. */
const isSamePost = (a: Scope, b: Scope | undefined) =>
  b !== undefined &&
  a.person === b.person &&
  a.post?.id === b.post?.id &&
  a.post?.role === b.post?.role &&
  String(a.post?.permissions) === String(b.post?.permissions)
