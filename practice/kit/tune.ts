import type { AnyFlow, AnyStage } from './flow.ts'
import type { RoleId } from '#contract/roles.ts'
import type { Span } from './span.ts'

/** A county's tuning of any flow, as it is kept: names are strings, checked by `Tuning` where the pack is written. */
export type AnyTuning = {
  name?: string
  posts?: Readonly<Record<string, readonly RoleId[] | undefined>>
  due?: Readonly<Record<string, Span | undefined>>
  contactWithin?: Readonly<Record<string, Span | undefined>>
  words?: Readonly<Record<string, string | undefined>>
}

/** The flow as a county runs it: its words, its spans, its posts. The order of the stages never changes. */
export function tune(flow: AnyFlow, tuning: AnyTuning = {}): AnyFlow {
  return {
    ...flow,
    name: tuning.name ?? flow.name,
    roles: mapValues(flow.roles, (part, name) => {
      const posts = tuning.posts?.[name]
      return posts && 'posts' in part ? { ...part, posts } : part
    }),
    stages: mapValues(flow.stages, (stage, name) => tuneStage(stage, name, tuning)),
    actions: mapValues(flow.actions, (action, name) => ({
      ...action,
      name: tuning.words?.[name] ?? action.name,
    })),
  }
}

function tuneStage(stage: AnyStage, id: string, tuning: AnyTuning): AnyStage {
  const name = tuning.words?.[id] ?? stage.name
  if ('end' in stage) return { ...stage, name }
  const due = tuning.due?.[id] ?? stage.due
  const contactWithin = tuning.contactWithin?.[id] ?? stage.contactWithin
  return { ...stage, name, ...(due ? { due } : {}), ...(contactWithin ? { contactWithin } : {}) }
}

function mapValues<V>(
  record: Readonly<Record<string, V>>,
  change: (value: V, key: string) => V,
): Record<string, V> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]))
}
