/** 公开: what must be public, when it is due, and who excuses it. What is published: modules/publications. */
export { addDuty, makeDuties, openDuty } from './commands.ts'
export { itemsOf, type Items } from './items.ts'
export { openOnEnds, preparePeriods, remindPeople } from './jobs.ts'
export { maySee, placeOf, type Reader } from './policy.ts'
export { revisionsOf } from './revisions.ts'
export { disclosureRoutes } from './routes.ts'
export { yearBefore } from './rules.ts'
export { bump, findDuty, keysOf, revsOf, villageCounts, type DutyKeys } from './store.ts'
