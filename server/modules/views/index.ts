/** Saved views: names for the filters in the address bar. */
export { viewsRoutes } from './routes.ts'
