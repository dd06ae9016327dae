/** What villages publish: drafts, versions in a chain, questions about them. Duties: modules/disclosure. */
export { begin, save, takeStep, type StepInput } from './commands.ts'
export { verifyPublications } from './jobs.ts'
export { writePast, type PastPublication } from './past.ts'
export { publicationsRoutes } from './routes.ts'
