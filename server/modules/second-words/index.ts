/** What one keeper of a register says and a second person has to agree to before it takes effect. */
export { askSecondWord, tellHousehold } from './commands.ts'
export { secondWordsRoutes } from './routes.ts'
export { WAIT_DAYS, type Kind } from './rules.ts'
export { waitingAbout, type WordRow } from './store.ts'
