/** Meetings and duties for the calendars people carry. */
export { calendarsRoutes } from './routes.ts'
