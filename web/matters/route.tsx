import { routeOf, type AnyFlow } from '#practice/kit/index.ts'
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
  const end = stage !== undefined && nodes.find(({ id }) => id === stage)?.kind === 'end'
  return (
    <RouteDrawing
      nodes={nodes}
      edges={edges}
      here={stage}
      passed={passed ?? []}
      mark={end ? '到这里' : words === 'plain' ? '您在这里' : '当前环节'}
    />
  )
}
