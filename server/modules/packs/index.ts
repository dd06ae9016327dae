/** Counties as they come with the house: lists read from packs/ into the database. */
export { loadPack } from './commands.ts'
