/** A flow as a road: where a matter can be, and the verbs that move it. */
export interface Route {
  nodes: readonly RouteNode[]
  edges: readonly RouteEdge[]
  /** Where the matter is; absent when the flow itself is being explained. */
  here?: string | undefined
  /** Where it has been, in order. */
  passed?: readonly string[]
}

export interface RouteNode {
  id: string
  name: string
  kind: 'stage' | 'end'
}

export interface RouteEdge {
  from: string
  to: string
  name: string
}

export type Standing = 'passed' | 'here' | 'ahead'

/** One stop as it is drawn. */
export interface Step {
  node: RouteNode
  standing: Standing
  /** The verb that leads to the next stop of the main road. */
  onward?: string
  turns: Turn[]
}

/** A way off the road: to a stop of its own, back to an earlier stop, or on to one drawn elsewhere. */
export type Turn =
  { leads: 'aside'; verb: string; step: Step } | { leads: 'back' | 'on'; verb: string; to: RouteNode }

/**
 * Lays a flow out as one main road with side steps. The road starts at the first node and heads for the end the
 * matter came to, or else the first-declared one: where the matter has been when that leads there, then by the
 * first-declared verb that does. So a flow's author draws it by telling the usual course first, and a matter that
 * took another course sees its own. Roads not taken disappear behind the matter.
 */
export function layRoute(route: Route): Step[] {
  const nodes = new Map(route.nodes.map((node) => [node.id, node]))
  const ways = mergeWays(route.edges)
  const road = findRoad(route, ways)
  const placed = new Set(road)
  const passed = new Set(route.passed)

  const standing = (id: string): Standing =>
    id === route.here ? 'here' : passed.has(id) ? 'passed' : 'ahead'

  const draw = (id: string, roadIndex: number, next?: string): Step | undefined => {
    const node = nodes.get(id)
    if (!node) return undefined
    const step: Step = { node, standing: standing(id), turns: [] }
    for (const way of ways.filter(({ from }) => from === id)) {
      if (way.to === next) step.onward = way.name
      else step.turns.push(...turn(way, roadIndex))
    }
    return step
  }

  const turn = (way: RouteEdge, roadIndex: number): Turn[] => {
    const to = nodes.get(way.to)
    if (!to) return []
    if (placed.has(to.id)) {
      const index = road.indexOf(to.id)
      return [{ leads: index >= 0 && index <= roadIndex ? 'back' : 'on', verb: way.name, to }]
    }
    placed.add(to.id)
    const step = draw(to.id, roadIndex)
    return step ? [{ leads: 'aside', verb: way.name, step }] : []
  }

  const steps = road.flatMap((id, index) => draw(id, index, road[index + 1]) ?? [])
  return prune(steps)
}

/** Several verbs between the same two stops are one way; a verb that stays where it is is none. */
function mergeWays(edges: readonly RouteEdge[]): RouteEdge[] {
  const ways = new Map<string, RouteEdge>()
  for (const edge of edges) {
    if (edge.from === edge.to) continue
    const key = `${edge.from} ${edge.to}`
    const known = ways.get(key)
    const name = known && known.name !== edge.name ? `${known.name}、${edge.name}` : edge.name
    ways.set(key, { ...edge, name })
  }
  return [...ways.values()]
}

function findRoad({ nodes, here, passed = [] }: Route, ways: readonly RouteEdge[]): string[] {
  const ends = nodes.filter(({ kind }) => kind === 'end')
  const goal = (ends.find(({ id }) => id === here) ?? ends[0])?.id
  const first = nodes[0]?.id
  const walked = new Set(here === undefined ? passed : [...passed, here])
  // A matter may begin elsewhere than at the first node, or end by a verb no edge shows: then its steps are the road.
  if (first === undefined || !leadsTo(first, goal, ways, new Set())) return [...walked]
  const road = [first]
  let at: string | undefined = first
  while (at !== undefined && at !== goal) {
    const from: string = at
    const open: RouteEdge[] = ways.filter(
      (way) => way.from === from && leadsTo(way.to, goal, ways, new Set(road)),
    )
    at = (firstWalked(open, walked) ?? open[0])?.to
    if (at !== undefined) road.push(at)
  }
  return road
}

/** Of the ways on, the one the matter took; of several, the one it took first. */
function firstWalked(open: readonly RouteEdge[], walked: Set<string>): RouteEdge | undefined {
  const target = [...walked].find((id) => open.some((way) => way.to === id))
  return open.find((way) => way.to === target)
}

/** Whether `goal` can be reached from `id` without crossing a stop already on the road. */
function leadsTo(
  id: string,
  goal: string | undefined,
  ways: readonly RouteEdge[],
  closed: Set<string>,
): boolean {
  if (closed.has(id)) return false
  if (goal === undefined || id === goal) return true
  const seen = new Set(closed).add(id)
  return ways.some((way) => way.from === id && leadsTo(way.to, goal, ways, seen))
}

/** Takes away what can no longer happen and was not walked, on the road and aside. Stops after the present one are ahead, even if revisited. */
function prune(steps: Step[]): Step[] {
  const present = steps.findIndex(holdsHere)
  return steps.map((step, index) => {
    if (index > present) return { ...step, standing: 'ahead' }
    return keepWalked(step)
  })
}

function keepWalked(step: Step): Step {
  if (step.standing === 'here') return step
  const turns = step.turns.filter(wasWalked)
  return {
    ...step,
    turns: turns.map((turn) => (turn.leads === 'aside' ? { ...turn, step: keepWalked(turn.step) } : turn)),
  }
}

function holdsHere(step: Step): boolean {
  return step.standing === 'here' || step.turns.some((turn) => turn.leads === 'aside' && holdsHere(turn.step))
}

/** Whether a side step was taken, or one beyond it. */
export function wasWalked(turn: Turn): boolean {
  if (turn.leads !== 'aside') return false
  return turn.step.standing !== 'ahead' || turn.step.turns.some(wasWalked)
}
