/** 决议: what was decided, as tasks with somebody, a day and a sum, until its result is public. */
export { assign, resolve, takeStep } from './commands.ts'
export { returnOverdue } from './jobs.ts'
export { resolutionsRoutes } from './routes.ts'
export { byMotion, dutyOf, findResolution, postingOf, type DutyRef, type ResolutionRecord } from './store.ts'
