/** A notice to all grid workers of an area; who has not opened it is known only in an emergency. */
export { broadcastsRoutes } from './routes.ts'
