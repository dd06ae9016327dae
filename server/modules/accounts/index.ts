/** How staff come in: accounts with passwords and app codes, opened and ended by administrators. */
export { takesAppCode } from './commands.ts'
export { triesTerm } from './jobs.ts'
export { hasAccounts, openFirst, type FirstRole } from './managing.ts'
export { accountsRoutes } from './routes.ts'
