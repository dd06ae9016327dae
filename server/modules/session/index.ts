/** Who is signed in, and from which post they act. */
export {
  demoPeople,
  endedSessions,
  endSessions,
  findScope,
  heldPosts,
  noteProof,
  onClosed,
  openSession,
  sendNewCode,
  sendOwnCode,
  takesOwnCode,
  tryCode,
  type Opened,
} from './commands.ts'
export { codesTerm, sessionsTerm } from './jobs.ts'
export { enter, sessionRoutes } from './routes.ts'
export { unlocked } from './store.ts'
export { actingFrom, CODE_MINUTES, isForPeople, WRONG_CODE, type Door } from './rules.ts'
