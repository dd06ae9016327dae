/** The wall: numbers counted from records, each with the list that shows exactly those records. */
export { wallRoutes } from './routes.ts'
