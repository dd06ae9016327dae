/** Staff who come in by the identity provider of their province. */
export { oidcRoutes } from './routes.ts'
