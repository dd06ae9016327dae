import { proposals } from '#contract/proposals.ts'
import { dateOf } from '#practice/kit/index.ts'
import type { App } from '#server/core/app.ts'
import { sendFile } from '#server/core/file-store.ts'
import { implement } from '#server/core/http.ts'
import { denied, notFound } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import { withSheets } from '#server/core/sheet.ts'
import { placeOf } from '#server/modules/disclosure/index.ts'
import { isKeeper, mayRead, mayReadRoll, watches } from '#server/modules/meetings/index.ts'
import { getCounty } from '#server/modules/places/index.ts'
import { addPages, closeStep, openProposal } from './commands.ts'
import { sayDissent } from './dissents.ts'
import { advisersOf, askOpinion, giveOpinion, opinionsOf } from './opinions.ts'
import { presentDetail, presentRow } from './present.ts'
import { sheets } from './sheet.ts'
import * as store from './store.ts'
import { markSigned, support, unsupport } from './support.ts'

/** Binds contract/proposals.ts. */
export function proposalsRoutes(app: App): void {
  const { db, http } = app
  implement(http, 'proposals', withSheets(proposals, sheets), {
    list: ({ query: { division } }, { scope }) =>
      db.read(scope.county, async (tx) => {
        if (!mayRead(scope, division, await placeOf(tx, scope))) throw notFound('提议')
        return (await store.proposalsOf(tx, division)).map((row) => presentRow(scope.county, row))
      }),
    show: async ({ params: { id } }, { scope }) => {
      const county = await getCounty(db, scope.county)
      return db.read(scope.county, async (tx) => {
        const row = await store.findProposal(tx, id)
        if (!row || !mayRead(scope, row.division, await placeOf(tx, scope))) throw notFound('提议')
        return presentDetail(tx, county, scope, row)
      })
    },
    open: ({ body }, { scope, key }) => openProposal(app, scope, body, key),
    addPages: ({ params: { id }, body }, { scope }) => addPages(app, scope, id, body.pages),
    support: ({ params: { id }, body }, { scope, key }) => support(app, scope, id, body, key),
    unsupport: ({ params: { id } }, { scope }) => unsupport(app, scope, id),
    markSigned: ({ params: { id }, body }, { scope }) => markSigned(app, scope, id, body),
    dissent: ({ params: { id }, body }, { scope, key }) => sayDissent(app, scope, id, body, { key }),
    step: ({ params: { id }, body }, { scope }) => closeStep(app, scope, id, body),
    advisers: ({ params: { division } }, { scope }) => {
      if (!isKeeper(scope, division)) throw denied()
      return db.read(scope.county, (tx) => advisersOf(tx, division, dateOf(new Date())))
    },
    ask: ({ params: { id }, body }, { scope, key }) => askOpinion(app, scope, id, body, key),
    advise: ({ params: { id }, body }, { scope }) => giveOpinion(app, scope, id, body),
    file: async ({ params: { id, file }, query: { size = 'full' } }, { scope, reply }) => {
      if (!(await maySeeFile(app, scope, id, file))) throw notFound('照片')
      await sendFile(reply, app.files, file, size)
    },
  })
}

/** Opinions are read by whoever reads the proposal; the town’s signature by those who watch as well; all by the desk. */
function maySeeFile({ db }: App, scope: Scope, id: string, file: string): Promise<boolean> {
  return db.read(scope.county, async (tx) => {
    const row = await store.findProposal(tx, id)
    if (!row || !mayRead(scope, row.division, await placeOf(tx, scope))) return false
    if ((await opinionsOf(tx, id)).some(({ files }) => files.includes(file))) return true
    const isTown = (await store.stepsOf(tx, id)).some(({ record }) => record.townPage === file)
    if (isTown && watches(scope, row.division)) return true
    const isPage = isTown || (await store.pagesOf(tx, id)).some((page) => page.file === file)
    return isPage && mayReadRoll(scope, row.division)
  })
}
