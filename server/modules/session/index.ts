/** Who is signed in, and from which post they act. */
export {
  demoPeople,
  endSessions,
  findScope,
  heldPosts,
  noteProof,
  openSession,
  sendOwnCode,
  takesOwnCode,
  type Opened,
} from './commands.ts'
export { codesTerm, sessionsTerm } from './jobs.ts'
export { enter, sessionRoutes } from './routes.ts'
export { actingFrom, type Door } from './rules.ts'
