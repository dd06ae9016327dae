/** Who is signed in, and from which post they act. */
export { findScope, openSession } from './commands.ts'
export { sessionRoutes } from './routes.ts'
