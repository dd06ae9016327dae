/** Pictures people add. Who may see one follows from the matters that carry it. */
export { filesRoutes } from './routes.ts'
export { addPicture } from './commands.ts'
export { verifyFiles } from './jobs.ts'
export { addedFiles } from './store.ts'
