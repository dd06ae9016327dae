/** Who is signed in, and from which post they act. */
export { demoPeople, findScope, openSession } from './commands.ts'
export { sessionRoutes } from './routes.ts'
