import { routeOf, type AnyFlow } from '#practice/kit/index.ts'
import { RouteDrawing } from '#web/ui/route-drawing.tsx'
import type { Detail } from './desk-words.ts'

/** 一图在手: the flow drawn in the exact terms of the lists, with the mark where this matter is. */
export function DeskRoute({ flow, detail }: { flow: AnyFlow; detail: Pick<Detail, 'stage' | 'passed'> }) {
  return <RouteDrawing {...routeOf(flow)} here={detail.stage} passed={detail.passed} mark="现在在这里" />
}
