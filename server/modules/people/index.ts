/** People and households, and the lists they are loaded from. */
export { importPeople, type Imported, type ImportOf } from './commands.ts'
export { stageImport, workImports } from './jobs.ts'
export { guessColumns, type Cells, type Field, type ListRow } from './rules.ts'
