import type { AnyFlow, Matter } from '#practice/kit/index.ts'

/** What the caller can be told: the result once it waits for the asker's word or has ended, the reason when declined. */
export function replyOf(flow: AnyFlow, { stage: name, ending, answers }: Matter): string | undefined {
  const stage = flow.stages[name]
  const isAnswered = stage !== undefined && ('end' in stage || flow.roles[stage.owner]?.sits === 'asker')
  const said = ending === 'declined' ? answers['explanation'] : answers['result']
  return isAnswered && typeof said === 'string' ? said : undefined
}
