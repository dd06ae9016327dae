import { sql as raw, type Expression, type SqlBool } from 'kysely'
import type { Tx } from '#server/core/db.ts'
import { actorOf, allows, type Scope } from '#server/core/scope.ts'
import { CHILD_YEARS } from '#practice/kit/age.ts'
import type { Actor } from '#practice/kit/index.ts'
import { GUARDIAN_ENDED, hasGuardianEnded } from '#server/modules/consents/index.ts'
import { heldPosts } from '#server/modules/session/index.ts'
import type { Builder } from './queries.ts'
import { isKeptFrom, ruleAtSight, RULES, type Rule, type Side } from './rules.ts'
import * as store from './store.ts'

/** Who may see and touch one matter. Lists say the same in SQL (queries.ts); test/scope.test.ts holds both to it. */

/** How the person stands to a matter; undefined when it is none of their business. */
export async function sideFor(tx: Tx, scope: Scope, row: store.MatterRecord): Promise<Side | undefined> {
  const rule = await ruleFor(tx, scope, row)
  return rule && RULES[rule]
}

/** By which rule a person sees one matter; undefined: by none. */
export async function ruleFor(tx: Tx, scope: Scope, row: store.MatterRecord): Promise<Rule | undefined> {
  const isLost = await isAgentNoMore(tx, scope, row)
  const rule = ruleAtSight(scope, isLost ? { ...row, agent: null } : row)
  if (rule || isKeptFrom(scope, row)) return rule
  const concerned = await store.isConcerned(tx, scope, row.id)
  if (concerned.unit && allows(scope, 'matters.unit')) return 'unit-before'
  // Whoever met the same followed what was not confidential then.
  if (concerned.follows && !row.confidential && !isLost) return 'follows'
  return row.shown && !row.confidential && (await isNeighbour(tx, scope, row)) ? 'neighbour' : undefined
}

/** Whether they opened it for a child whose guardian they are no more: then they are anybody to it. */
const isAgentNoMore = async (tx: Tx, { person }: Scope, row: store.MatterRecord): Promise<boolean> =>
  row.agent === person && row.asker !== person && (await hasGuardianEnded(tx, row.id))

/**
 * How much the person may learn of an attempt to act. Who saw an open wish a moment ago, `once`, is told that somebody
 * was faster, not that there is no such wish; nothing else of it is theirs any more.
 */
export async function sightFor(
  tx: Tx,
  scope: Scope,
  row: store.MatterRecord,
): Promise<Side | 'once' | undefined> {
  const side = await sideFor(tx, scope, row)
  if (side) return side
  const knew = row.state.shownAt !== undefined && !row.confidential && (await isNeighbour(tx, scope, row))
  return knew ? 'once' : undefined
}

/**
 * As whom they act in it: a post that must not know of it does nothing, not even in a matter of its own holder. Who speaks
 * for its asker brings the units of all their posts: a post laid down does not undo a hand in the work.
 */
export async function actorIn(tx: Tx, scope: Scope, row: store.MatterRecord): Promise<Actor> {
  const actor = isKeptFrom(scope, row) ? { person: scope.person } : actorOf(scope)
  if (scope.person !== row.agent) return actor
  if (await isAgentNoMore(tx, scope, row)) return { ...actor, isAgentNoMore: true }
  const held = await heldPosts(tx, scope.person, new Date())
  const askerHears = scope.person !== row.asker && (await hears(tx, row.asker))
  return { ...actor, units: held.flatMap(({ unit }) => unit ?? []), askerHears }
}

/** Whether somebody has a telephone of their own; a child's guardian speaks for it (个人信息保护法 31). */
async function hears(tx: Tx, person: string): Promise<boolean> {
  const row = await tx.first(
    `select id from people where county = current_county() and id = $1 and phone_hash is not null
       and coalesce(born_on <= (now() at time zone 'Asia/Shanghai')::date - interval '${CHILD_YEARS} years', true)`,
    [person],
  )
  return row !== undefined
}

async function isNeighbour(tx: Tx, scope: Scope, row: store.MatterRecord): Promise<boolean> {
  const home = scope.post?.division ?? (await store.homeOf(tx, scope.person))
  return home?.slice(0, 12) === row.division.slice(0, 12)
}

/** In lists: asked by them, or opened for another for whom they still speak. */
export const asking = (b: Builder, person: string): Expression<SqlBool>[] => [
  b('asker', '=', person),
  b.and([b('agent', '=', person), b.not(raw<SqlBool>`${raw.raw(GUARDIAN_ENDED)}`)]),
]

/** Whether somebody added every one of these pictures, or the matter carries it already. */
export async function mayHang(
  tx: Tx,
  { person, matter }: { person: string; matter?: string },
  files: readonly string[],
): Promise<boolean> {
  const row = await tx.first<{ n: number }>(
    `select count(*)::int as n from (
       select file from file_adders where county = current_county() and person::text = $1 and file = any($3)
       union
       select file from matter_files where county = current_county() and matter = $2 and file = any($3)) as f`,
    [person, matter ?? null, files],
  )
  return row?.n === new Set(files).size
}
