import { track } from '#contract/matters.ts'
import { tidyCode } from '#contract/tracking-code.ts'
import type { App } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import { sendFile } from '#server/core/file-store.ts'
import { implement } from '#server/core/http.ts'
import { notFound } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import { getCounty } from '#server/modules/places/index.ts'
import { givenBy, hashesIn, type Given } from './codes.ts'
import { actByCode } from './commands.ts'
import { openPictures, presentDetail } from './present.ts'
import * as store from './store.ts'

/**
 * One matter by its printed code, without signing in (一事一码). Wrong codes are counted against the address, so that
 * nobody finds one by trying (core/limits.ts).
 */
export function trackRoutes(app: App): void {
  const { db, secrets } = app
  const byCode = <T>(
    { county, scope }: { county: string; scope: Scope | undefined },
    code: string,
    work: (tx: Tx, row: store.MatterRecord, given: Given) => Promise<T>,
  ) =>
    db.read(county, async (tx): Promise<T> => {
      const typed = tidyCode(code)
      const found = await store.findByCode(tx, hashesIn(secrets, typed))
      const row = found && (await store.findMatter(tx, found.id))
      const given = row && (await givenBy(tx, secrets, row, { typed, person: scope?.person }))
      if (!row || !given) throw notFound('编码')
      return work(tx, row, given)
    })
  implement(app.http, 'track', track, {
    look: async ({ params: { code } }, { county, scope }) => {
      const ground = await getCounty(db, county)
      return byCode({ county, scope }, code, (tx, row, given) => {
        const reader = { side: 'asking' as const, actor: { person: row.asker }, viaCode: given }
        return presentDetail(tx, ground, secrets, row, reader)
      })
    },
    act: ({ params: { code }, body }, { county, scope, key }) =>
      actByCode(app, { county, person: scope?.person }, tidyCode(code), body, { key }),
    file: async ({ params: { code, id }, query: { size = 'full' } }, { county, scope, reply }) => {
      const ground = await getCounty(db, county)
      const open = await byCode({ county, scope }, code, async (tx, row) =>
        openPictures(ground.flow(row.flow), row, await store.entriesOf(tx, row.id), true),
      )
      if (!open.has(id)) throw notFound('照片')
      return sendFile(reply, app.files, id, size)
    },
  })
}
