import { matters, track, type QUEUES } from '#contract/matters.ts'
import type { z } from 'zod'
import type { MatterDetail } from '#contract/matters.ts'
import type { App } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import { sendFile } from '#server/core/file-store.ts'
import { implement } from '#server/core/http.ts'
import { notFound, Problem } from '#server/core/problem.ts'
import { normalizeCode } from '#server/core/secrets.ts'
import { actorOf, type Scope } from '#server/core/scope.ts'
import { getCounty, type County } from '#server/modules/places/index.ts'
import { act, actByCode, follow, openMatter } from './commands.ts'
import { exportMatters } from './export.ts'
import { moodOf, presentDetail, presentRow } from './present.ts'
import * as queries from './queries.ts'
import { sideFor } from './policy.ts'
import * as store from './store.ts'

const PAGE = 30
const POINTS_MAX = 2000

/** Binds contract/matters.ts. */
export function mattersRoutes(app: App): void {
  const { db, secrets } = app
  const listing = async (
    tx: Tx,
    county: County,
    scope: Scope,
    filter: queries.Filter,
  ): Promise<queries.Listing> => ({
    scope,
    flows: county.flows,
    filter,
    ...(filter.view === 'village' && !scope.post ? { home: await store.homeOf(tx, scope.person) } : {}),
  })
  implement(app.http, 'matters', matters, {
    list: async ({ query: { cursor, limit = PAGE, ...filter } }, { scope }) => {
      const county = await getCounty(db, scope.county)
      const page = await db.read(scope.county, async (tx) =>
        queries.listMatters(tx, await listing(tx, county, scope, filter), limit, cursor),
      )
      return { rows: page.rows.map((row) => presentRow(county, row)), next: page.next }
    },
    queues: async ({ query }, { scope }) => {
      const county = await getCounty(db, scope.county)
      return db.read(scope.county, async (tx) => {
        const counts: Partial<Record<(typeof QUEUES)[number], number>> = {}
        for (const queue of COUNTED)
          counts[queue] = await queries.countMatters(
            tx,
            await listing(tx, county, scope, { ...query, queue }),
          )
        return counts
      })
    },
    points: async ({ query }, { scope }) => {
      const county = await getCounty(db, scope.county)
      return db.read(scope.county, async (tx) => {
        const { rows, next } = await queries.listMatters(
          tx,
          await listing(tx, county, scope, { queue: 'open', ...query }),
          POINTS_MAX,
        )
        const points = rows.flatMap((row) =>
          row.lng === null || row.lat === null
            ? []
            : [
                {
                  id: row.id,
                  title: row.title,
                  mood: moodOf(county.flow(row.flow), row),
                  lng: row.lng,
                  lat: row.lat,
                },
              ],
        )
        return { points, more: next !== null }
      })
    },
    export: async ({ query }, { scope, reply }) => {
      const county = await getCounty(db, scope.county)
      return db.read(scope.county, async (tx) =>
        exportMatters(tx, county, await listing(tx, county, scope, query), reply),
      )
    },
    similar: async ({ query: { item, lng, lat } }, { scope }) => {
      const county = await getCounty(db, scope.county)
      const rows = await db.read(scope.county, (tx) => queries.nearMatters(tx, item, lng, lat))
      return rows.map(({ id, number, title, metres, opened_at, flow, stage }) => ({
        id,
        number,
        title,
        metres,
        openedAt: opened_at.toISOString(),
        stagePlain: county.flow(flow).stages[stage]?.plain ?? '',
      }))
    },
    detail: async ({ params: { id } }, { scope }) => {
      const county = await getCounty(db, scope.county)
      return db.read(scope.county, async (tx) => {
        const row = await store.findMatter(tx, id)
        const side = row && (await sideFor(tx, scope, row))
        if (!row || !side) throw notFound('事项')
        return presentDetail(tx, county, secrets, row, { side, actor: actorOf(scope) })
      })
    },
    follow: ({ params: { id } }, { scope }) => follow(app, scope, id),
    open: ({ body }, { scope, key }) => openMatter(app, scope, body, { key }),
    act: ({ params: { id }, body }, { scope, key }) => act(app, scope, id, body, { key }),
    actMany: ({ body: { ids, action, answers } }, { scope, key }) =>
      actOnMany(app, scope, ids, { action, answers }, key),
  })
  trackRoutes(app)
}

/** Ended matters only ever grow; a count of them says nothing a queue needs. */
const COUNTED = [
  'mine',
  'accept',
  'dispatch',
  'disputed',
  'confirming',
  'warned',
  'overdue',
  'open',
] as const satisfies readonly (typeof QUEUES)[number][]

/** Each matter on its own: one refusal does not stop the rest. Keys are derived, so a repeat repeats each. */
async function actOnMany(
  app: App,
  scope: Scope,
  ids: readonly string[],
  input: Parameters<typeof act>[3],
  key: string,
) {
  const results: { id: string; refused?: string }[] = []
  for (const [index, id] of [...new Set(ids)].entries()) {
    try {
      await act(app, scope, id, input, { key: nthKey(key, index) })
      results.push({ id })
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      results.push({ id, refused: Object.values(error.more.fields ?? {})[0] ?? error.message })
    }
  }
  return results
}

/** The key of the n-th act of a bulk call: the call's own with its last digits counted up. */
function nthKey(key: string, n: number): string {
  return key.slice(0, -4) + ((Number.parseInt(key.slice(-4), 16) + n) % 0x10000).toString(16).padStart(4, '0')
}

/** Wrong codes are counted against the address, so that nobody finds one by trying (core/limits.ts). */
function trackRoutes(app: App): void {
  const { db, secrets } = app
  const hashOf = (code: string) => secrets.hash('code', normalizeCode(code))
  const byCode = async <T>(
    county: string,
    code: string,
    work: (tx: Tx, row: store.MatterRecord) => Promise<T>,
  ): Promise<T> =>
    db.read(county, async (tx) => {
      const found = await store.findByCode(tx, hashOf(code))
      const row = found && (await store.findMatter(tx, found.id))
      if (!row) throw notFound('编码')
      return work(tx, row)
    })
  implement(app.http, 'track', track, {
    look: async ({ params: { code } }, { county }) => {
      const ground = await getCounty(db, county)
      return byCode(county, code, async (tx, row): Promise<z.input<typeof MatterDetail>> => {
        const reader = { side: 'asking' as const, actor: { person: row.asker }, viaCode: true }
        return presentDetail(tx, ground, secrets, row, reader)
      })
    },
    act: ({ params: { code }, body }, { county, key }) => actByCode(app, county, hashOf(code), body, { key }),
    file: async ({ params: { code, id }, query: { size = 'full' } }, { county, reply }) => {
      const carried = await byCode(county, code, (tx, row) => store.carriesFile(tx, row.id, id))
      if (!carried) throw notFound('照片')
      return sendFile(reply, app.files, id, size)
    },
  })
}
