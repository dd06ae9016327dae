/** Who is told what, and what changes while one looks. */
export { passOver, tellPeople } from './commands.ts'
export { noticesRoutes } from './routes.ts'
export { insertNotices, nameOf } from './store.ts'
