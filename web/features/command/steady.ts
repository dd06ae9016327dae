import { useState } from 'react'

/**
 * A list that changes while somebody reads it: rows keep their places, what is gone goes, what a next page brings is
 * added at the end, and what came in above waits until it is asked for. `key` names the list; another one starts anew.
 */
export function useSteady<Row extends { id: string }>(rows: readonly Row[], key: string) {
  const [held, setHeld] = useState<{ key: string; ids: readonly string[] }>({ key, ids: [] })
  const order = held.key === key ? steady(held.ids, rows) : rows.map(({ id }) => id)
  // Derived from what was on screen before; set only when it differs, so rendering settles at once.
  if (held.key !== key || order.join() !== held.ids.join()) setHeld({ key, ids: order })
  const byId = new Map(rows.map((row) => [row.id, row]))
  const known = new Set(order)
  return {
    shown: order.flatMap((id) => byId.get(id) ?? []),
    arrived: rows.filter(({ id }) => !known.has(id)),
    take: () => setHeld({ key, ids: rows.map(({ id }) => id) }),
  }
}

/** The order to show: the one held, without what is gone, and with what follows its last row in the new list. */
export function steady(held: readonly string[], rows: readonly { id: string }[]): readonly string[] {
  const present = new Set(rows.map(({ id }) => id))
  const kept = held.filter((id) => present.has(id))
  if (kept.length === 0) return rows.map(({ id }) => id)
  const known = new Set(kept)
  const last = rows.findLastIndex(({ id }) => known.has(id))
  return [...kept, ...rows.slice(last + 1).map(({ id }) => id)]
}
