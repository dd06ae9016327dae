/** Addresses of others that are called when something happens. */
export { announce } from './commands.ts'
export { deliveriesTerm, gatherMatters, sendDeliveries } from './jobs.ts'
export { webhooksRoutes } from './routes.ts'
