import { sql as raw, type Expression, type SqlBool } from 'kysely'
import type { z } from 'zod'
import { REASONS, type Reason as ReasonName } from '#contract/matters.ts'
import { marksOf, type AnyFlow } from '#practice/kit/index.ts'
import { sql, type Tx } from '#server/core/db.ts'
import type { County } from '#server/modules/places/index.ts'
import type { Builder } from './queries.ts'
import type { MatterRecord } from './store.ts'

/**
 * What cannot wait (要紧), for the command desk: said once for a row (`reasonsOf`) and once for a list (`hasReason`);
 * attention.test.ts holds both to each other.
 */

export type Reason = z.output<typeof ReasonName>
type Condition = Expression<SqlBool>

/** The class that is an emergency whatever its clock says (handbook D1, priority P1). */
export const URGENT_CLASS = '突发事件'

/** The emergencies: the first two digits of their items, and the items; undefined where the list has no such class. */
export function urgentItems(county: County): { prefix: string; codes: string[] } | undefined {
  const codes = county.matterItems.flatMap(({ code, class: name }) =>
    name === URGENT_CLASS && isClassed(code) ? [code] : [],
  )
  return codes[0] === undefined ? undefined : { prefix: codes[0].slice(0, 2), codes }
}

/** Whether an item stands in a class: its first two digits. */
export const isClassed = (code: string) => /^\d{2}/.test(code)

export type Rules = { flows: readonly AnyFlow[]; urgent: readonly string[] }

/** Whether a list’s row has that reason. Whoever asks adds that it is open: the index of open matters is the few. */
export function hasReason(b: Builder, { flows, urgent }: Rules, reason: Reason): Condition {
  switch (reason) {
    case 'urgent':
      return urgent.length === 0 ? b.lit(false) : b.and([b('item', 'is not', null), b('item', 'in', urgent)])
    case 'overdue':
      return b('overdue_at', 'is not', null)
    case 'disputed':
      return b.or(
        flows.flatMap((flow) =>
          disputedStages(flow).map((stage) => b.and([b('flow', '=', flow.id), b('stage', '=', stage)])),
        ),
      )
    case 'reopened':
      return b.or(
        flows.flatMap((flow) =>
          marksOf(flow).refusal.map((action) =>
            b.and([b('flow', '=', flow.id), raw<SqlBool>`state -> 'done' ? ${action}`]),
          ),
        ),
      )
  }
}

export const hasAnyReason = (b: Builder, rules: Rules): Condition =>
  b.or(REASONS.map((reason) => hasReason(b, rules, reason)))

/** The order of a night: 0 is what to look at first. The contract says it in words at `sort`. */
export function rankOf(b: Builder, rules: Rules) {
  const urgent = hasReason(b, rules, 'urgent')
  const overdue = hasReason(b, rules, 'overdue')
  const disputed = hasReason(b, rules, 'disputed')
  return raw<number>`case when ${urgent} and ${overdue} then 0 when ${urgent} then 1
    when ${disputed} and ${overdue} then 2 when ${overdue} then 3 when ${disputed} then 4 else 5 end`
}

export type AttentionCounts = { at: Date; all: number } & Record<Reason, number>

/** How many of those rows there are, in all and for each reason; read from the few that are open. */
export async function countReasons(
  tx: Tx,
  rules: Rules,
  rows: (b: Builder) => Condition,
): Promise<AttentionCounts> {
  const query = sql
    .selectFrom('matters')
    .select([raw<Date>`now()`.as('at'), raw<number>`count(*)::int`.as('all')])
    .select((b) =>
      REASONS.map((reason) =>
        raw<number>`(count(*) filter (where ${hasReason(b, rules, reason)}))::int`.as(reason),
      ),
    )
    .where(rows)
  const [counts] = await tx.run(query.compile())
  // An aggregate without groups is always one row; the names of its columns are built from REASONS.
  return counts as AttentionCounts
}

/** Why an open matter needs attention, worst first, and since when. */
export function reasonsOf(
  flow: AnyFlow,
  urgent: readonly string[],
  row: MatterRecord,
): { reason: Reason; since: string }[] {
  if (row.ended_at) return []
  const refusals = marksOf(flow).refusal.flatMap((action) => row.state.done[action]?.at ?? [])
  const since: Record<Reason, string | undefined> = {
    urgent: row.item !== null && urgent.includes(row.item) ? row.opened_at.toISOString() : undefined,
    overdue: row.overdue_at?.toISOString(),
    disputed: disputedStages(flow).includes(row.stage) ? row.stage_at.toISOString() : undefined,
    reopened: refusals.toSorted().at(-1),
  }
  return REASONS.flatMap((reason) => {
    const at = since[reason]
    return at === undefined ? [] : [{ reason, since: at }]
  })
}

const disputedStages = (flow: AnyFlow): string[] =>
  Object.entries(flow.stages).flatMap(([name, stage]) =>
    'queue' in stage && stage.queue === 'disputed' ? [name] : [],
  )
