/** Whether people want to be spoken for: said, written down, taken back. */
export { guardianWord } from './commands.ts'
export { consentsRoutes } from './routes.ts'
export { childRefusal, codeOpens, guards } from './policy.ts'
export { GUARDIAN_ENDED, hasGuardianEnded, isWithdrawn } from './store.ts'
