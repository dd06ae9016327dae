import { ENDED } from './matters-ended.ts'
import { HANDLING } from './matters-handling.ts'
import { WAITING } from './matters-waiting.ts'
import { SERVICES } from './services.ts'
import type { Story } from './story.ts'
import { WISHES } from './wishes.ts'

/** The stories of 老寨村, in no order: the seed plays them by time. */
export const STORIES: readonly Story[] = [...WAITING, ...HANDLING, ...ENDED, ...SERVICES, ...WISHES]
