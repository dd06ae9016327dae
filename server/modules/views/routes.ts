import { views } from '#contract/views.ts'
import type { App } from '#server/core/app.ts'
import { implement } from '#server/core/http.ts'
import { removeView, saveView } from './commands.ts'
import { viewsOf } from './store.ts'

/** Binds contract/views.ts. */
export function viewsRoutes(app: App): void {
  implement(app.http, 'views', views, {
    list: (_, { scope }) => app.db.read(scope.county, (tx) => viewsOf(tx, scope)),
    save: ({ body }, { scope }) => saveView(app, scope, body),
    remove: ({ params: { id } }, { scope }) => removeView(app, scope, id),
  })
}
