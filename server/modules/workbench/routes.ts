import { worksOnMatters } from '#contract/roles.ts'
import { workbench } from '#contract/workbench.ts'
import { dateOf } from '#practice/kit/index.ts'
import type { App } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import { implement } from '#server/core/http.ts'
import { notFound } from '#server/core/problem.ts'
import { scopeOf, type Scope } from '#server/core/scope.ts'
import { noteSaid } from '#server/core/trace.ts'
import { countMatters, ruleForNumber } from '#server/modules/matters/index.ts'
import { getCounty, type County } from '#server/modules/places/index.ts'
import { actingFrom, heldPosts } from '#server/modules/session/index.ts'
import { opensBy, opensNot } from './rules.ts'
import * as store from './store.ts'

/**
 * Nobody: the post alone is simulated. What its holder asked for, follows or has in hand as a person would tell whoever
 * gives posts who reported what.
 */
const NOBODY = '00000000-0000-0000-0000-000000000000'

/** Binds contract/workbench.ts. */
export function workbenchRoutes(app: App): void {
  implement(app.http, 'workbench', workbench, {
    posts: async ({ query: { q } }, { scope }) => {
      const county = await getCounty(app.db, scope.county)
      const rows = await app.db.read(scope.county, (tx) => store.findPosts(tx, q, dateOf(new Date())))
      return rows.map(({ id, name, title, ...row }) => ({ id, name, title, place: placeOf(county, row) }))
    },
    simulate: async ({ params: { id } }, { scope }) => {
      const county = await getCounty(app.db, scope.county)
      return app.db.read(scope.county, async (tx) => {
        const { found, held, simulated } = await simulate(tx, scope, id)
        const { unit, permissions, ...post } = held
        const waiting = worksOnMatters(simulated.post)
          ? await countMatters(tx, { scope: simulated, flows: county.flows, filter: { queue: 'mine' } })
          : null
        return {
          name: found.name,
          post: {
            ...post,
            divisionName: county.placeName(post.division),
            ...(unit === null ? {} : { unit, unitName: county.units.get(unit)?.name ?? unit }),
            ...(permissions === null ? {} : { permissions }),
          },
          ...(found.position === null ? {} : { position: found.position }),
          waiting,
          at: new Date().toISOString(),
        }
      })
    },
    matter: ({ params: { id }, query: { number } }, { scope }) =>
      app.db.read(scope.county, async (tx) => {
        const { simulated } = await simulate(tx, scope, id)
        noteSaid({ number })
        const found = await ruleForNumber(tx, simulated, number)
        if (!found) throw notFound('事项编号')
        if (found.rule) return { opens: true, why: opensBy(found.rule) }
        const { post } = simulated
        return { opens: false, why: post ? opensNot(post) : '打不开' }
      }),
  })
}

/** The scope a session in that post would have, of nobody. Throws a 404 for a post nobody holds today. */
async function simulate(tx: Tx, scope: Scope, id: string) {
  const now = new Date()
  const found = await store.findPost(tx, id, dateOf(now))
  const held = found && (await heldPosts(tx, found.person, now)).find((post) => post.id === id)
  if (!found || !held) throw notFound('岗位')
  return { found, held, simulated: scopeOf(scope.county, NOBODY, actingFrom(held)) }
}

function placeOf(county: County, { division, unit }: { division: string; unit: string | null }): string {
  const office = unit === null ? undefined : county.units.get(unit)?.name
  return office ?? county.placeName(division)
}
