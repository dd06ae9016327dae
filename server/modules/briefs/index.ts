/** Weekly briefs: drafted from the counters, worded by people, signed, sent up; each number with its list. */
export { briefsRoutes } from './routes.ts'
