import { routeOf, type AnyFlow } from '#practice/kit/index.ts'
import { onwardStage } from './next-actions.ts'
import { RouteDrawing } from '#web/ui/route-drawing.tsx'

interface MatterRouteProps {
  flow: AnyFlow
  stage?: string
  passed?: readonly string[]
  words: 'plain' | 'exact'
}

/** 一图在手: the flow as a road, with a mark where this matter is. */
export function MatterRoute({ flow, stage, passed, words }: MatterRouteProps) {
  const { nodes, edges } = routeOf(flow, words)
  const next = stage === undefined ? undefined : onwardStage(flow, stage, passed ?? [])
  // A villager waits for the next stop, not for an official’s verb.
  const shown =
    words === 'exact'
      ? edges
      : edges.map((edge) => (edge.from === stage && edge.to === next ? { ...edge, name: '' } : edge))
  const end = stage !== undefined && nodes.find(({ id }) => id === stage)?.kind === 'end'
  return (
    <RouteDrawing
      nodes={nodes}
      edges={shown}
      here={stage}
      passed={passed ?? []}
      mark={end ? '到这里' : words === 'plain' ? '您在这里' : '当前环节'}
    />
  )
}
