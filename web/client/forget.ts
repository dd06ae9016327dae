import { forgetAnswers } from './kept.ts'
import { drafts } from './drafts.ts'
import { forgetVillage } from './village.ts'

/** Leaves nothing readable on a telephone that somebody else may use next; what waits to be sent is its writer’s. */
export async function forgetDevice(): Promise<void> {
  forgetVillage()
  await Promise.all([forgetAnswers(), drafts.clear()])
}
