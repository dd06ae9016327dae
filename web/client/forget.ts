import { forgetAnswers } from './kept.ts'
import { drafts } from './drafts.ts'

/** Leaves nothing readable on a telephone that somebody else may use next; what waits to be sent is its writer’s. */
export async function forgetDevice(): Promise<void> {
  await Promise.all([forgetAnswers(), drafts.clear()])
}
