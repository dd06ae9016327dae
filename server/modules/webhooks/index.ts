/** Addresses of others that are called when something happens. */
export { announce } from './commands.ts'
export { gatherMatters, sendDeliveries } from './jobs.ts'
export { webhooksRoutes } from './routes.ts'
