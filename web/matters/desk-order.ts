import { isAside, routeOf, type AnyFlow } from '#practice/kit/index.ts'
import type { Detail } from './desk-words.ts'

type Possible = Detail['actions'][number]

/** How many steps each stage is from the flow's usual end, the first one declared; stages that never lead there are absent. */
function stepsToEnd(flow: AnyFlow): ReadonlyMap<string, number> {
  const { nodes, edges } = routeOf(flow)
  const end = nodes.find(({ kind }) => kind === 'end')?.id
  const steps = new Map<string, number>(end === undefined ? [] : [[end, 0]])
  for (let ring = [...steps.keys()], n = 1; ring.length > 0; n += 1) {
    ring = [...new Set(edges.filter(({ to }) => ring.includes(to)).map(({ from }) => from))].filter(
      (id) => !steps.has(id),
    )
    for (const id of ring) steps.set(id, n)
  }
  return steps
}

/**
 * The action that carries a matter on: of those that lead forward, the one nearest to the usual end, else the first
 * declared. Undefined when it is somebody else's turn. While the only thing missing is that the asker was spoken to, that is the next step.
 */
export function mainAction(
  flow: AnyFlow,
  detail: Pick<Detail, 'stage' | 'actions' | 'contactedAt'>,
): Possible | undefined {
  const order = Object.keys(flow.stages)
  const left = stepsToEnd(flow)
  const stage = flow.stages[detail.stage]
  const owner = stage && 'owner' in stage ? stage.owner : undefined
  // Only whose turn it is has a first button; a dispatcher may end what a unit is handling, but need not.
  const steps = detail.actions.filter(({ action }) => {
    const by = flow.actions[action]?.by
    return (
      !isAside(action) && owner !== undefined && (by === owner || (Array.isArray(by) && by.includes(owner)))
    )
  })
  const far = ({ action }: Possible) => left.get(flow.actions[action]?.to ?? '') ?? Infinity
  const forward = steps.filter(({ action }) => {
    const to = flow.actions[action]?.to
    return to !== undefined && order.indexOf(to) > order.indexOf(detail.stage)
  })
  const [best] = forward.sort((a, b) => far(a) - far(b))
  const contact = detail.actions.find(({ action, refused }) => action === 'contact' && refused === undefined)
  const waitsForContact = flow.actions[best?.action ?? '']?.needs?.includes('contact') && !detail.contactedAt
  if (best?.refused !== undefined && waitsForContact && contact) return contact
  const main = best ?? steps[0]
  return main?.refused === undefined ? main : undefined
}
