/** The wall: numbers kept by the counters, each with the list that shows exactly those records. */
export { wallRoutes } from './routes.ts'
