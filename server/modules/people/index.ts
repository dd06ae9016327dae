/** People and households, and the lists they are loaded from. */
export { importPeople, type Imported, type ImportOf } from './commands.ts'
export { stageImport, workImports } from './jobs.ts'
export { peopleRoutes } from './routes.ts'
export { guessColumns, type Cells, type Field, type ListRow } from './rules.ts'
export { excelToCsv } from './excel.ts'
export { formatOf, ListFault, records as csvRecords } from './sheets.ts'
