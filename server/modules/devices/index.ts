/** Screens that hang in a village: how they are registered, what they say of themselves, and how they hear of news. */
export { devicesRoutes } from './routes.ts'
export { hallOf } from './commands.ts'
