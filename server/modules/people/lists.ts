import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Services } from '#server/core/app.ts'
import { newId } from '#server/core/ids.ts'
import { denied, invalid, Problem } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import { openSealed, writeSealed } from '#server/core/sealed-file.ts'
import { getCounty } from '#server/modules/places/index.ts'
import { groundOf } from './commands.ts'
import { excelToCsv } from './excel.ts'
import {
  checkRow,
  FIELDS,
  guessColumns,
  isRefusal,
  masked,
  NEEDED,
  type Columns,
  type Field,
} from './rules.ts'
import { csvHeadings, csvOutline, csvRows, formatOf, ListFault, type Source } from './sheets.ts'
import * as store from './store.ts'

/**
 * Lists lie here as CSV from their arrival to the end of their import. They hold ID numbers in full, so they are sealed
 * as the database's are, and they go as soon as the import has ended, however it ended.
 */
export const folderOf = ({ config }: Pick<Services, 'config'>) => join(config.dataDir, 'imports')
export const pathOf = (services: Pick<Services, 'config'>, id: string) => join(folderOf(services), id)

/** The list as it lies, from its beginning. */
export const sourceOf =
  (services: Pick<Services, 'config' | 'secrets'>, id: string): Source =>
  () =>
    openSealed(services.secrets, pathOf(services, id))

/** A county's 733,000 people are 70 MB as CSV. */
export const LIST_BYTES_MAX = 100 * 1024 * 1024
/** Some 300,000 rows of people; more is sent as CSV. What it unpacks to has its own bound (excel.ts). */
const EXCEL_BYTES_MAX = 20 * 1024 * 1024

type Sent = { id: string; file: string; area: string; person: string | null }

/**
 * Puts a list aside until somebody has looked at it, or in line for the worker when `state` says so. The same id again
 * changes nothing. Throws a ListFault when it is no list of people.
 */
export async function stageList(
  services: Services,
  county: string,
  { source, state, ...sent }: Sent & { source: Readable; state: 'staged' | 'waiting' },
): Promise<void> {
  const path = pathOf(services, sent.id)
  await mkdir(folderOf(services), { recursive: true, mode: 0o700 })
  // A name of its own: two that send the same list at once do not write into each other.
  const [raw, csv] = [`${path}-${newId()}`, `${path}-${newId()}`]
  try {
    await pipeline(source, createWriteStream(raw, { mode: 0o600 }))
    const sha = createHash('sha256')
    await pipeline(createReadStream(raw), sha)
    await toCsv(raw, (lines) => writeSealed(services.secrets, lines, csv))
    const { headings, total } = await csvOutline(() => openSealed(services.secrets, csv))
    if (total === 0) throw new ListFault('名单里一个人也没有，请核对是不是传错了文件')
    const columns = guessColumns(headings)
    if (state === 'waiting' && !isComplete(columns)) throw new ListFault(INCOMPLETE)
    await rename(csv, path)
    const row = { ...sent, sha: sha.digest(), columns, state, total }
    await services.db
      .inCounty(county, (tx) => store.insertImport(tx, row))
      .catch(async (error: unknown) => {
        await rm(path, { force: true })
        throw error
      })
  } finally {
    await Promise.all([raw, csv].map((left) => rm(left, { force: true })))
  }
}

async function toCsv(raw: string, write: (lines: Readable) => Promise<void>): Promise<void> {
  if ((await formatOf(raw)) === 'csv') return write(createReadStream(raw))
  if ((await stat(raw)).size > EXCEL_BYTES_MAX)
    throw new ListFault('这个 Excel 文件超过 20 MB，请另存为 CSV 再传，或者按村分成几份')
  await excelToCsv(raw, write)
}

const INCOMPLETE = '请指明哪一列是“姓名”，哪一列是“户号”'
const isComplete = (columns: Columns) => NEEDED.every((field) => columns[field] !== undefined)

/** As many as show whether the columns are the right ones without scrolling far. */
const PREVIEW_ROWS = 20

/** What the worker would make of the first rows. Throws a 409 when the import has begun. */
export async function previewList(
  services: Services,
  county: string,
  row: store.ImportRow,
  wanted?: Columns,
) {
  demandStaged(row)
  const list = sourceOf(services, row.id)
  const columns = wanted ?? row.columns
  const ground = groundOf(await getCounty(services.db, county), row.area)
  const rows = []
  for await (const one of csvRows(list, columns)) {
    const checked = checkRow(one, ground)
    rows.push({
      row: one.row,
      cells: Object.fromEntries(
        Object.entries(one.cells).map(([field, value]) => [field, shown(field, value)]),
      ),
      ...(isRefusal(checked) ? { fault: { field: checked.field, reason: checked.reason } } : {}),
    })
    if (rows.length === PREVIEW_ROWS) break
  }
  const fields = (Object.keys(FIELDS) as Field[]).map((field) => {
    const column = columns[field]
    return {
      field,
      name: FIELDS[field][0],
      needed: NEEDED.includes(field),
      ...(column === undefined ? {} : { column }),
    }
  })
  return { headings: await csvHeadings(list), fields, rows, total: row.total ?? 0 }
}

/** Names are shown whole, to whoever sent them; a name's column may still be another one by mistake. */
const shown = (field: string, value: string) => masked(field === 'name' ? 'address' : (field as Field), value)

/**
 * Hands a list to the worker, with its columns as its sender has confirmed them. Again it changes nothing. Throws a 403 for
 * anybody else: what it changes is in the sender's name, and the second word on it is another's (docs/decisions/0037).
 */
export async function startList(
  { db }: Services,
  { county, person }: Scope,
  row: store.ImportRow,
  columns: Columns,
): Promise<void> {
  if (!isComplete(columns)) throw invalid({ columns: INCOMPLETE }, INCOMPLETE)
  if (row.state === 'failed') demandStaged(row)
  if (row.state === 'staged' && row.person !== person) throw denied(NOT_SENDER)
  await db.inCounty(county, (tx) => store.startImport(tx, row.id, columns))
}

const NOT_SENDER = '名单由上传的人核对后导入。请让上传的人来点“开始导入”，或者您自己重新上传一份'

function demandStaged({ state }: store.ImportRow): void {
  if (state !== 'staged') throw new Problem(409, 'started', '这份名单已经导入过或者清除了，要再导请重新上传')
}
