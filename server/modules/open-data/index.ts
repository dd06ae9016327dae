/** What is public for all, for programs: JSON, CSV, Atom, DCAT. */
export { openDataRoutes } from './routes.ts'
