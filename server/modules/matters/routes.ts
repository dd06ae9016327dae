import { matters, type QUEUES } from '#contract/matters.ts'
import type { App } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import { implement, type Handlers } from '#server/core/http.ts'
import { notFound, Problem } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import { withSheets } from '#server/core/sheet.ts'
import { noteRefused, spareTrace } from '#server/core/trace.ts'
import { getCounty, type County } from '#server/modules/places/index.ts'
import { act, follow, openMatter } from './commands.ts'
import { sendDossier } from './dossier.ts'
import { reasonsOf, urgentItems } from './attention.ts'
import { actorIn, sideFor } from './policy.ts'
import { presentDetail, isVeiled, presentNear, presentPoint, presentRow } from './present.ts'
import { demandOpenHere, outlook } from './rules.ts'
import { nearMatters } from './near.ts'
import * as queries from './queries.ts'
import { sheets } from './sheet.ts'
import * as store from './store.ts'

const PAGE = 30
const POINTS_MAX = 2000
/** Ended matters only ever grow; a count of them says nothing a queue needs. */
const COUNTED = ['mine', 'accept', 'dispatch', 'disputed', 'confirming', 'warned', 'overdue', 'open'] as const
type Queue = (typeof QUEUES)[number]

type Lists = 'list' | 'queues' | 'attention' | 'points' | 'similar' | 'detail'

/** Binds contract/matters.ts. */
export function mattersRoutes(app: App): void {
  implement(app.http, 'matters', withSheets(matters, sheets), {
    ...reading(app),
    dossier: ({ params: { id } }, { scope, reply }) => sendDossier(app, scope, id, reply),
    follow: ({ params: { id } }, { scope }) => follow(app, scope, id),
    open: async ({ body }, { scope, key }) => {
      demandOpenHere((await getCounty(app.db, scope.county)).flow(body.flow))
      return openMatter(app, scope, body, { key })
    },
    act: ({ params: { id }, body }, { scope, key }) => act(app, scope, id, body, { key }),
    actMany: ({ body: { ids, ...input } }, { scope, key }) => actOnMany(app, scope, ids, input, key),
  })
}

/** What a handler reads with: the county's rules and a listing of the person's own view. */
type Looking = { tx: Tx; county: County; listing: (filter: queries.Filter) => queries.Listing }

function reading({ db, secrets }: App): Pick<Handlers<typeof matters>, Lists> {
  const look = async <T>(scope: Scope, work: (looking: Looking) => Promise<T>): Promise<T> => {
    const county = await getCounty(db, scope.county)
    const urgent = urgentItems(county)?.codes ?? []
    return db.read(scope.county, async (tx) => {
      const home = scope.post ? undefined : await store.homeOf(tx, scope.person)
      return work({ tx, county, listing: (filter) => ({ scope, flows: county.flows, filter, home, urgent }) })
    })
  }
  return {
    list: ({ query: { cursor, limit = PAGE, ...filter } }, { scope }) =>
      look(scope, async ({ tx, county, listing }) => {
        const { rows, next } = await queries.listMatters(tx, listing(filter), limit, cursor)
        const why = filter.queue === 'attention' ? (urgentItems(county)?.codes ?? []) : undefined
        return {
          rows: rows.map((row) => ({
            ...presentRow(county, row, isVeiledIn(scope, filter, row)),
            ...(why ? { reasons: reasonsOf(county.flow(row.flow), why, row) } : {}),
          })),
          next,
        }
      }),
    queues: ({ query }, { scope }) =>
      look(scope, async ({ tx, listing }) => {
        const counts: Partial<Record<Queue, number>> = {}
        for (const queue of COUNTED)
          counts[queue] = await queries.countMatters(tx, listing({ ...query, queue }))
        return counts
      }),
    attention: ({ query }, { scope }) =>
      look(scope, async ({ tx, listing }) => {
        const { at, all, ...reasons } = await queries.countAttention(tx, listing(query))
        return { at: at.toISOString(), all, reasons }
      }),
    points: ({ query }, { scope }) =>
      look(scope, async ({ tx, county, listing }) => {
        const open = listing({ queue: 'open', ...query })
        const { rows, next } = await queries.listMatters(tx, open, POINTS_MAX)
        const points = rows.flatMap((row) => presentPoint(county, row, isVeiledIn(scope, query, row)) ?? [])
        return { points, more: next !== null }
      }),
    similar: ({ query }, { scope }) =>
      look(scope, async ({ tx, county }) => {
        const rows = await nearMatters(tx, scope, query)
        return rows.map((row) => presentNear(county, row))
      }),
    detail: ({ params: { id } }, { scope }) =>
      look(scope, async ({ tx, county }) => {
        const row = await store.findMatter(tx, id)
        const side = row && (await sideFor(tx, scope, row))
        if (!row || !side) throw notFound('事项')
        // Only those who handle it are shown a telephone in full.
        if (side !== 'handling') spareTrace()
        return presentDetail(tx, county, secrets, row, { side, actor: await actorIn(tx, scope, row) })
      }),
  }
}

/** Whether a list shows the class instead of the words: only by following does one list what one has no part in. */
function isVeiledIn(scope: Scope, { view }: queries.Filter, row: store.MatterRecord): boolean {
  return view === 'asked' && outlook(scope, row) === undefined && isVeiled(row.state, 'watching')
}

/** Each matter on its own: one refusal does not stop the rest. Keys are derived, so a repeat repeats each. */
async function actOnMany(
  app: App,
  scope: Scope,
  ids: readonly string[],
  input: Parameters<typeof act>[3],
  key: string,
): Promise<{ id: string; refused?: string }[]> {
  const results: { id: string; refused?: string }[] = []
  for (const [index, id] of [...new Set(ids)].entries()) {
    try {
      await act(app, scope, id, input, { key: nthKey(key, index) })
      results.push({ id })
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      noteRefused(id, error.code)
      results.push({ id, refused: Object.values(error.more.fields ?? {})[0] ?? error.message })
    }
  }
  return results
}

/** The key of the n-th act of a bulk call: the call's own with its last digits counted up. */
function nthKey(key: string, n: number): string {
  return key.slice(0, -4) + ((Number.parseInt(key.slice(-4), 16) + n) % 0x10000).toString(16).padStart(4, '0')
}
