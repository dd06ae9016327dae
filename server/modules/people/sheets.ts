import { open } from 'node:fs/promises'
import { Transform, type Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { SealFault } from '#server/core/sealed-file.ts'
import type { Columns, Field, ListRow } from './rules.ts'

/** A village's largest list is some thousand rows, a county's below a million; more is another file by mistake. */
export const ROWS_MAX = 1_000_000
/** No cell of a list is longer; a quote that never closes would otherwise swallow the file. */
const CELL_BYTES_MAX = 64 * 1024

/** The list itself is at fault: trying again helps nobody. */
export class ListFault extends Error {}

/** Opens a list from its beginning; it is read more than once. */
export type Source = () => Readable

/** The rows of a CSV file below its heading, UTF-8 with or without mark, or GB18030 as Excel in China writes it. */
export async function* csvRows(source: Source, columns: Columns): AsyncGenerator<ListRow> {
  const fields = Object.entries(columns) as [Field, number][]
  let row = 0
  for await (const cells of records(source)) {
    row += 1
    if (row === 1 || cells.every((cell) => cell === '')) continue
    if (row > ROWS_MAX + 1) throw new ListFault(`名单超过 ${ROWS_MAX} 行，请分成几份导入`)
    yield { row, cells: Object.fromEntries(fields.map(([field, at]) => [field, cells[at] ?? ''])) }
  }
}

/** The headings of a CSV file, none when it is empty, and how many rows with something in them follow. */
export async function csvOutline(source: Source): Promise<{ headings: string[]; total: number }> {
  let headings: string[] | undefined
  let total = 0
  for await (const cells of records(source)) {
    if (headings && cells.some((cell) => cell !== '')) total += 1
    headings ??= cells
    if (total > ROWS_MAX) throw new ListFault(`名单超过 ${ROWS_MAX} 行，请分成几份导入`)
  }
  return { headings: headings ?? [], total }
}

/** The headings alone. */
export async function csvHeadings(source: Source): Promise<string[]> {
  for await (const cells of records(source)) return cells
  return []
}

/** What a list is by its first bytes; its name is whatever the sender wrote. */
export async function formatOf(path: string): Promise<'csv' | 'xlsx'> {
  const file = await open(path)
  const head = await file.read(Buffer.alloc(8), 0, 8, 0).finally(() => file.close())
  const starts = head.buffer.subarray(0, head.bytesRead).toString('latin1')
  if (starts.startsWith('PK')) return 'xlsx'
  // The container of .xls, and of any Excel file with a password.
  if (starts.startsWith('\xd0\xcf\x11\xe0'))
    throw new ListFault('这是旧版 Excel（.xls）或者加了密码的文件，请去掉密码，另存为 .xlsx 再传')
  if (starts.includes('\0') || starts.startsWith('%PDF'))
    throw new ListFault('这个文件不是表格，请传 Excel（.xlsx）或 CSV 文件')
  return 'csv'
}

/** The records of a CSV file as they are, the heading first. */
export async function* records(from: Source): AsyncGenerator<string[]> {
  const encoding = await encodingOf(from)
  const parser = parse({
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: CELL_BYTES_MAX,
  })
  const source = from()
  const text = source.pipe(decoding(encoding)).pipe(parser)
  source.on('error', (error) => parser.destroy(error))
  try {
    for await (const record of text) yield record as string[]
  } catch (error) {
    if (error instanceof CsvError)
      throw new ListFault('名单的格式读不懂，请用 Excel 另存为 CSV 再试', { cause: error })
    throw error
  } finally {
    source.destroy()
  }
}

function decoding(encoding: string): Transform {
  const decoder = new TextDecoder(encoding)
  return new Transform({
    transform: (chunk: Buffer, _, done) => done(null, decoder.decode(chunk, { stream: true })),
    flush: (done) => done(null, decoder.decode()),
  })
}

/** What is no UTF-8 all through is GB18030: the two are never mistaken for each other in a text with Chinese. */
async function encodingOf(from: Source): Promise<'utf-8' | 'gb18030'> {
  const strict = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const chunk of from()) strict.decode(chunk as Buffer, { stream: true })
    strict.decode()
    return 'utf-8'
  } catch (error) {
    if (error instanceof SealFault) throw new ListFault('名单文件读不出来了，请重新上传', { cause: error })
    if (!(error instanceof TypeError)) throw error
    return 'gb18030'
  }
}
