import type { AnyAction, AnyFlow } from './flow.ts'
import type { Matter } from './matter.ts'

/** A flow as a drawing: stages are nodes, actions that move the matter are edges (一图在手). */
export type RouteNode = { id: string; name: string; kind: 'stage' | 'end' }
export type RouteEdge = { from: string; to: string; name: string }
export type Route = { nodes: RouteNode[]; edges: RouteEdge[]; starts: string[] }

const fromsOf = (action: AnyAction) => (typeof action.from === 'string' ? [action.from] : (action.from ?? []))

/** The drawing of a flow; `plain` uses a villager's words. */
export function routeOf(flow: AnyFlow, words: 'exact' | 'plain' = 'exact'): Route {
  const nodes = Object.entries(flow.stages).map(([id, stage]): RouteNode => ({
    id,
    name: words === 'plain' ? stage.plain : stage.name,
    kind: 'end' in stage ? 'end' : 'stage',
  }))
  const moves = Object.values(flow.actions).flatMap((action) =>
    action.to ? [{ action, to: action.to }] : [],
  )
  const edges = moves.flatMap(({ action, to }) =>
    fromsOf(action).map((from) => ({ from, to, name: action.name })),
  )
  const starts = moves.filter(({ action }) => action.from === undefined).map(({ to }) => to)
  return { nodes, edges, starts: [...new Set(starts)] }
}

/** The actions that open a matter of the flow. */
export function openersOf(flow: AnyFlow): string[] {
  return Object.keys(flow.actions).filter((name) => {
    const action = flow.actions[name]
    return action !== undefined && action.from === undefined && action.to !== undefined
  })
}

/** The stage it is in and those it went through, in order, without repeats. */
export function passedStages(stages: readonly string[], matter: Pick<Matter, 'stage'>): string[] {
  return [...new Set(stages)].filter((stage) => stage !== matter.stage)
}
