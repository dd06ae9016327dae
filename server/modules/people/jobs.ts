import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { copyFile, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Services } from '#server/core/app.ts'
import { newId } from '#server/core/ids.ts'
import { importPeople } from './commands.ts'
import { guessColumns } from './rules.ts'
import { csvHeadings, csvRows, ListFault } from './sheets.ts'
import * as store from './store.ts'

/** Lists lie here while they are loaded; they hold ID numbers in full, so they go when the import ends. */
const pathOf = ({ config }: Services, id: string) => join(config.dataDir, 'imports', `${id}.csv`)

/** Puts a CSV file in line for the worker. Answers with the id of the import; throws when it has no known headings. */
export async function stageImport(
  services: Services,
  wanted: { county: string; path: string; file: string; area: string; person: string | null },
): Promise<string> {
  const { county, path, file, area, person } = wanted
  const columns = guessColumns(await csvHeadings(path))
  if (columns.name === undefined || columns.household === undefined)
    throw new Error('名单的第一行要有“姓名”和“户号”两个列名，请对照模板改一下')
  const id = newId()
  const sha = createHash('sha256')
  await pipeline(createReadStream(path), sha)
  await mkdir(join(services.config.dataDir, 'imports'), { recursive: true, mode: 0o700 })
  await copyFile(path, pathOf(services, id))
  await services.db.inCounty(county, (tx) =>
    store.insertImport(tx, { id, file, sha: sha.digest(), columns, area, person }),
  )
  return id
}

/** Loads the lists that wait, one after the other. A list nobody has moved for two minutes is taken over. */
export async function workImports(services: Services): Promise<void> {
  for (;;) {
    const next = await services.db.asOwner(store.findWaiting)
    if (!next) return
    const { county, id } = next
    const row = await services.db.read(county, (tx) => store.findImport(tx, id))
    if (!row) return
    const { file, area, person, columns } = row
    const path = pathOf(services, id)
    const rows = csvRows(path, columns)
    try {
      await importPeople(services, { county, id, file, area, person, rows })
    } catch (error) {
      if (!(error instanceof ListFault)) throw error
      await services.db.inCounty(county, (tx) => store.failImport(tx, id, error.message))
    }
    await rm(path, { force: true })
  }
}
