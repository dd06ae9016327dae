/** How staff come in: accounts with passwords and app codes, opened and ended by administrators. */
export { hasAccounts, openFirst } from './managing.ts'
export { accountsRoutes } from './routes.ts'
