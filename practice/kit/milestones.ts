import type { AnyAction, AnyFlow } from './flow.ts'

/**
 * What can happen to a matter that people ask about afterwards, read off any flow's definition. Lists find matters by
 * these words and numbers count them, so the two cannot mean different things.
 */
export const MILESTONES = {
  handover: '交给单位办过',
  objection: '单位提过异议',
  upheld: '异议成立',
  extension: '申请过延期',
  refusal: '群众退回过',
  contact: '联系过报事人',
  kept: '按时联系了报事人',
  missed: '超时没有联系报事人',
} as const
export type Milestone = keyof typeof MILESTONES

/** The actions of a flow that make a milestone. */
export type Marks = Record<'handover' | 'objection' | 'ruling' | 'extension' | 'refusal', readonly string[]>

const fromsOf = ({ from = [] }: AnyAction) => (typeof from === 'string' ? [from] : from)

/** Read once a flow: a county's history asks for it a million times. */
const known = new WeakMap<AnyFlow, Marks>()

export function marksOf(flow: AnyFlow): Marks {
  const found = known.get(flow) ?? readMarks(flow)
  known.set(flow, found)
  return found
}

function readMarks(flow: AnyFlow): Marks {
  const named = (fits: (action: AnyAction) => boolean) =>
    Object.entries(flow.actions).flatMap(([name, action]) => (fits(action) ? [name] : []))
  const isDisputed = (stage: string | undefined) => {
    const found = stage === undefined ? undefined : flow.stages[stage]
    return found !== undefined && 'queue' in found && found.queue === 'disputed'
  }
  const rules = (action: AnyAction) => fromsOf(action).some(isDisputed)
  return {
    handover: named((action) => !rules(action) && has(action, 'hand-to')),
    objection: named(({ to }) => isDisputed(to)),
    ruling: named(rules),
    extension: named(({ to, from }) => from !== undefined && keeps(flow, to)),
    refusal: refusalsOf(flow),
  }
}

const has = ({ effects = [] }: AnyAction, kind: string) => effects.some((effect) => effect.do === kind)

/** Whether the clock runs on there: the stage in which somebody decides on more time. */
function keeps(flow: AnyFlow, to: string | undefined): boolean {
  const stage = to === undefined ? undefined : flow.stages[to]
  return stage !== undefined && 'due' in stage && stage.due === 'keeps'
}

/** What an asker does who is not content: leads back from where it could have been confirmed. */
export function refusalsOf(flow: AnyFlow): string[] {
  const actions = Object.entries(flow.actions).map(([name, action]) => {
    const isAsking = typeof action.by === 'string' && flow.roles[action.by]?.sits === 'asker'
    const target = action.to === undefined ? undefined : flow.stages[action.to]
    return { name, isAsking, from: fromsOf(action), target }
  })
  const confirming = new Set(
    actions.flatMap(({ isAsking, from, target }) =>
      isAsking && target && 'end' in target && target.end === 'satisfied' ? from : [],
    ),
  )
  return actions
    .filter(
      ({ isAsking, from, target }) =>
        isAsking && target && !('end' in target) && from.some((stage) => confirming.has(stage)),
    )
    .map(({ name }) => name)
}
