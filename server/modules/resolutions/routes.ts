import { resolutions } from '#contract/resolutions.ts'
import type { App } from '#server/core/app.ts'
import { sendFile } from '#server/core/file-store.ts'
import { implement } from '#server/core/http.ts'
import { notFound } from '#server/core/problem.ts'
import { withSheets } from '#server/core/sheet.ts'
import { placeOf } from '#server/modules/disclosure/index.ts'
import { mayRead } from '#server/modules/meetings/index.ts'
import { getCounty } from '#server/modules/places/index.ts'
import { assign, takeStep } from './commands.ts'
import { presentDetail, presentRow } from './present.ts'
import { sheets } from './sheet.ts'
import * as store from './store.ts'

/** Binds contract/resolutions.ts. */
export function resolutionsRoutes(app: App): void {
  const { db, http } = app
  implement(http, 'resolutions', withSheets(resolutions, sheets), {
    list: async ({ query: { division } }, { scope }) => {
      const county = await getCounty(db, scope.county)
      return db.read(scope.county, async (tx) => {
        if (!mayRead(scope, division, await placeOf(tx, scope))) throw notFound('决议')
        const rows = await store.resolutionsOf(tx, division)
        const tasks = await store.tasksOf(
          tx,
          rows.map(({ id }) => id),
        )
        return rows
          .map((row) =>
            presentRow(
              county,
              scope.person,
              row,
              tasks.filter(({ resolution }) => resolution === row.id),
            ),
          )
          .toSorted((a, b) => Number(b.late > 0) - Number(a.late > 0))
      })
    },
    show: async ({ params: { id } }, { scope }) => {
      const county = await getCounty(db, scope.county)
      return db.read(scope.county, async (tx) => {
        const row = await store.findResolution(tx, id)
        if (!row || !mayRead(scope, row.division, await placeOf(tx, scope))) throw notFound('决议')
        return presentDetail(tx, county, scope, row)
      })
    },
    assign: ({ params: { id }, body }, { scope, key }) => assign(app, scope, id, body, key),
    step: ({ params: { id }, body }, { scope, key }) => takeStep(app, scope, id, body, key),
    file: async ({ params: { id, file }, query: { size = 'full' } }, { scope, reply }) => {
      const may = await db.read(scope.county, async (tx) => {
        const row = await store.findResolution(tx, id)
        if (!row || !mayRead(scope, row.division, await placeOf(tx, scope))) return false
        return store.hasFile(tx, id, file)
      })
      if (!may) throw notFound('照片')
      await sendFile(reply, app.files, file, size)
    },
  })
}
