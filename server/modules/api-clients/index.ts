/** Systems of others that connect with a key of their own. */
export { addClient, keyIn, serveClient, type Client } from './commands.ts'
export { apiClientsRoutes } from './routes.ts'
