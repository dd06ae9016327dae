/** 决议: what was decided, as tasks with somebody, a day and a sum, until its result is public. */
export { resolve } from './commands.ts'
export { resolutionsRoutes } from './routes.ts'
export { byMotion, findResolution, postingOf, type DutyRef, type ResolutionRecord } from './store.ts'
