/** Counties as they come with the house: lists read from packs/ into the database. */
export { loadPack, type PackLoaded } from './commands.ts'
