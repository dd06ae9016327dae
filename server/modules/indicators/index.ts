/** Indicators: numbers kept by the worker from the entry log, proved by a full count, each with its list. */
export { countEntries } from './commands.ts'
export { lagSeconds, recount, warnOfLag } from './jobs.ts'
export { areaOf } from './policy.ts'
export { indicatorsRoutes } from './routes.ts'
export { evaluate, figureOf, listOf, partsOf, type Figure, type Numbers, type Value } from './rules.ts'
export { ageOf, countsOf, numbersOf, sharesOf, standingsOf, type Asked, type By } from './store.ts'
