/** What a post would see, for whoever gives posts. */
export { workbenchRoutes } from './routes.ts'
