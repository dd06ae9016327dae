/** Lists of personal data that are taken along: asked for by one, approved by another, fetched with a mark. */
export { listExportsRoutes } from './routes.ts'
