import { createReadStream } from 'node:fs'
import { Transform } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import type { Field, ListRow } from './rules.ts'

/** A village's largest list is some thousand rows, a county's below a million; more is another file by mistake. */
export const ROWS_MAX = 1_000_000
/** No cell of a list is longer; a quote that never closes would otherwise swallow the file. */
const CELL_BYTES_MAX = 64 * 1024

/** The list itself is at fault: trying again helps nobody. */
export class ListFault extends Error {}

/** The rows of a CSV file below its heading, UTF-8 with or without mark, or GB18030 as Excel in China writes it. */
export async function* csvRows(
  path: string,
  columns: Partial<Record<Field, number>>,
): AsyncGenerator<ListRow> {
  const fields = Object.entries(columns) as [Field, number][]
  let row = 0
  for await (const cells of records(path)) {
    row += 1
    if (row === 1 || cells.every((cell) => cell === '')) continue
    if (row > ROWS_MAX + 1) throw new ListFault(`名单超过 ${ROWS_MAX} 行，请分成几份导入`)
    yield { row, cells: Object.fromEntries(fields.map(([field, at]) => [field, cells[at] ?? ''])) }
  }
}

/** The headings of a CSV file; none when it is empty. */
export async function csvHeadings(path: string): Promise<string[]> {
  for await (const cells of records(path)) return cells
  return []
}

async function* records(path: string): AsyncGenerator<string[]> {
  const encoding = await encodingOf(path)
  const parser = parse({
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: CELL_BYTES_MAX,
  })
  const source = createReadStream(path)
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
async function encodingOf(path: string): Promise<'utf-8' | 'gb18030'> {
  const strict = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }))
      strict.decode(chunk as Buffer, { stream: true })
    strict.decode()
    return 'utf-8'
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return 'gb18030'
  }
}
