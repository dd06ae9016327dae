import { covenants } from '#contract/covenants.ts'
import { bodyOf } from '#practice/meetings/bodies.ts'
import { COVENANT_STATES, COVENANT_STEPS } from '#practice/meetings/covenant.ts'
import { covenantChanges } from '#practice/meetings/covenant-changes.ts'
import { covenantFindings } from '#practice/meetings/covenant-lint.ts'
import type { App } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import { implement } from '#server/core/http.ts'
import { notFound } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import { withSheets } from '#server/core/sheet.ts'
import { isKeeper } from '#server/modules/meetings/index.ts'
import { getCounty, type County } from '#server/modules/places/index.ts'
import { draft, takeStep, write } from './commands.ts'
import { filesFor, readsDrafts } from './policy.ts'
import { sheets } from './sheet.ts'
import * as store from './store.ts'

/** Binds contract/covenants.ts. */
export function covenantsRoutes(app: App): void {
  const { db, http } = app
  implement(http, 'covenants', withSheets(covenants, sheets), {
    read: async ({ params: { division } }, { county: code }) => {
      const county = await getCounty(db, code)
      if (!county.divisions.has(division)) throw notFound('村')
      return db.read(code, async (tx) => {
        const rows = await store.filedOf(tx, division)
        const versions = await Promise.all(rows.map((row, index) => presentFiled(tx, row, rows[index + 1])))
        return { divisionName: county.placeName(division), versions: versions.flatMap((each) => each ?? []) }
      })
    },
    list: ({ query: { division } }, { scope }) =>
      db.read(scope.county, async (tx) => {
        if (!readsDrafts(scope, division)) throw notFound('村规民约')
        return (await store.covenantsOf(tx, division)).map((row) => ({
          id: row.id,
          title: row.title,
          state: row.state,
          stateName: COVENANT_STATES[row.state],
          ...(row.n === null ? {} : { n: row.n }),
          at: row.at.toISOString(),
          findings: covenantFindings(row.words).length,
          ordered: row.ordered !== null,
        }))
      }),
    show: async ({ params: { id } }, { scope }) => {
      const county = await getCounty(db, scope.county)
      return db.read(scope.county, async (tx) => {
        const row = await store.findCovenant(tx, id)
        if (!row || !readsDrafts(scope, row.division)) throw notFound('村规民约')
        return presentDetail(tx, county, scope, row)
      })
    },
    draft: ({ body }, { scope, key }) => draft(app, scope, body, key),
    write: ({ params: { id }, body }, { scope }) => write(app, scope, id, body),
    step: ({ params: { id }, body }, { scope }) => takeStep(app, scope, id, body),
  })
}

const presentAdoption = ({ id, title, body, decided_on }: store.AdoptionRow) => ({
  resolution: id,
  title,
  bodyName: bodyOf(body).name,
  decidedOn: decided_on,
})

/** A filed version with what it changed of the one before. */
async function presentFiled(tx: Tx, row: store.CovenantRecord, before: store.CovenantRecord | undefined) {
  const adoption = row.resolution === null ? undefined : await store.findAdoption(tx, row.resolution)
  const { id, n, title, words, why, filed_number, filed_on, ordered } = row
  if (!adoption || n === null || filed_number === null || filed_on === null) return undefined
  return {
    id,
    n,
    title,
    words,
    why,
    number: filed_number,
    filedOn: filed_on,
    adoption: { ...presentAdoption(adoption), verdict: adoption.verdict.says },
    ...(ordered ? { ordered } : {}),
    changes: before ? covenantChanges(before.words, words) : [],
  }
}

async function presentDetail(tx: Tx, county: County, scope: Scope, row: store.CovenantRecord) {
  const adoption = row.resolution === null ? undefined : await store.findAdoption(tx, row.resolution)
  const filed = await store.filedOf(tx, row.division)
  const before = filed.find(({ n }) => row.n === null || (n ?? 0) < row.n)
  return {
    id: row.id,
    division: row.division,
    divisionName: county.placeName(row.division),
    rev: row.rev,
    state: row.state,
    stateName: COVENANT_STATES[row.state],
    ...(row.n === null ? {} : { n: row.n }),
    title: row.title,
    words: row.words,
    why: row.why,
    ...(row.filed_number ? { number: row.filed_number } : {}),
    ...(row.filed_on ? { filedOn: row.filed_on } : {}),
    ...(adoption ? { adoption: { ...presentAdoption(adoption), verdict: adoption.verdict.says } } : {}),
    ...(row.ordered ? { ordered: row.ordered } : {}),
    findings: covenantFindings(row.words),
    changes: before ? covenantChanges(before.words, row.words) : [],
    candidates:
      row.state === 'drafted' ? (await store.adoptionsFor(tx, row.division)).map(presentAdoption) : [],
    steps: (await store.stepsOf(tx, row.id)).map(({ action, words, by, at }) => ({
      name: COVENANT_STEPS[action],
      words,
      by,
      at: at.toISOString(),
    })),
    keeps: isKeeper(scope, row.division),
    files: filesFor(scope, row.division),
  }
}
