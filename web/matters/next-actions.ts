import { findAction, isAside, routeOf, type AnyFlow } from '#practice/kit/index.ts'
import type { Output } from '#web/client/call.ts'
import { layRoute } from '#web/ui/route-layout.ts'

export type Possible = Output<'matters.detail'>['actions'][number]
type Standing = Pick<Output<'matters.detail'>, 'stage' | 'passed' | 'actions' | 'side'>

export type Arranged = {
  /** The one to press: what carries the matter on. */
  primary: Possible | undefined
  /** Beside it, when the person has to choose between two answers: 满意 or 不满意. */
  second: Possible | undefined
  rest: Possible[]
}

/** Ends that are not what anyone wished for: never the button one presses without looking. */
const UNWISHED = ['cancelled', 'declined', 'merged']

/** Puts the possible actions in the order of the thumb. */
export function arrange(flow: AnyFlow, { stage, passed, actions, side }: Standing): Arranged {
  const onward = onwardStage(flow, stage, passed)
  const goesOn = ({ action }: Possible) => onward !== undefined && findAction(flow, action)?.to === onward
  const free = actions.filter(({ refused }) => refused === undefined)
  const blocked = actions.find((one) => one.refused !== undefined && goesOn(one))
  const primary =
    free.find(goesOn) ??
    // What it waits for comes first: nobody can finish before having spoken to the asker.
    (blocked ? free.find(({ action }) => action === 'contact') : undefined) ??
    free.find(
      ({ action }) => !isAside(action) && !isUnwished(flow, action) && findAction(flow, action)?.to !== stage,
    ) ??
    free.find(({ action }) => action === 'urge') ??
    free.find(({ action }) => action === 'add')
  const others = actions.filter((one) => one !== primary)
  const second =
    side === 'asking'
      ? others.find(({ action, refused }) => !refused && !isAside(action) && !isUnwished(flow, action))
      : undefined
  return { primary, second, rest: others.filter((one) => one !== second) }
}

/** The next stop of the road the matter is on. */
export function onwardStage(flow: AnyFlow, stage: string, passed: readonly string[]): string | undefined {
  const road = layRoute({ ...routeOf(flow), here: stage, passed })
  const at = road.findIndex(({ node }) => node.id === stage)
  return at < 0 ? undefined : road[at + 1]?.node.id
}

function isUnwished(flow: AnyFlow, action: string): boolean {
  const to = findAction(flow, action)?.to
  const stage = to === undefined ? undefined : flow.stages[to]
  return stage !== undefined && 'end' in stage && UNWISHED.includes(stage.end)
}
