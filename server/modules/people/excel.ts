import { rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import exceljs from 'exceljs'
import { TooLarge, unpackTo, type Wanted } from '#server/core/zip.ts'
import { ListFault, ROWS_MAX } from './sheets.ts'

/** Columns to the right of these belong to no list of people. */
const COLUMNS_MAX = 100
/** Every field is shorter (LONGEST in rules.ts), so what is cut off here is refused there all the same. */
const CELL_LENGTH_MAX = 500

const MB = 1024 * 1024
/**
 * All of a workbook that a list is read from: what the reader keeps in memory before the sheets it reads as a stream.
 * 300,000 rows of people are some 230 MB of sheets and 60 MB of texts.
 */
const PARTS: readonly Wanted[] = [
  { names: /^xl\/(workbook\.xml|_rels\/workbook\.xml\.rels)$/, bytesMax: MB },
  { names: /^xl\/(sharedStrings|styles)\.xml$/, bytesMax: 96 * MB },
  { names: /^xl\/worksheets\/sheet\d+\.xml$/, bytesMax: 320 * MB },
]

/**
 * Hands on the first visible sheet of an Excel file as CSV, row for row, so that everything after reads one format.
 * Nothing is computed: a formula is the result the file holds. Throws a ListFault when the file cannot be read.
 */
export async function excelToCsv(from: string, write: (csv: Readable) => Promise<void>): Promise<void> {
  const unpacked = `${from}-unpacked`
  try {
    await unpackTo(from, unpacked, PARTS)
    await write(Readable.from(linesOf(unpacked)))
  } catch (error) {
    if (error instanceof ListFault) throw error
    if (error instanceof TooLarge)
      throw new ListFault('这个 Excel 文件解开后太大，请另存为 CSV 再传，或者分成几份', { cause: error })
    throw new ListFault('这个 Excel 文件读不懂，请在 Excel 里打开，另存为 .xlsx 再传', { cause: error })
  } finally {
    await rm(unpacked, { force: true })
  }
}

async function* linesOf(path: string): AsyncGenerator<string> {
  // Styles tell a day from a number.
  const book = new exceljs.stream.xlsx.WorkbookReader(path, {
    worksheets: 'emit',
    sharedStrings: 'cache',
    styles: 'cache',
    hyperlinks: 'ignore',
  })
  let written = 0
  for await (const sheet of book) {
    // The rest is passed over, not broken off: the reader removes its temporary files only at its end.
    if (written > 0 || isHidden(sheet)) continue
    for await (const row of sheet) {
      if (row.number > ROWS_MAX + 1) throw new ListFault(`名单超过 ${ROWS_MAX} 行，请分成几份导入`)
      // Rows nobody wrote in are not in the file; the numbers must stay those Excel shows.
      for (; written < row.number - 1; written++) yield '\n'
      const cells = Array.isArray(row.values) ? row.values.slice(1, COLUMNS_MAX + 1) : []
      yield `${Array.from(cells, (cell) => quoted(textOf(cell))).join(',')}\n`
      written += 1
    }
  }
}

/** The reader knows it of a sheet but does not say so in its types. */
const isHidden = (sheet: object) => 'state' in sheet && sheet.state !== undefined && sheet.state !== 'visible'

const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** What a cell shows. */
function textOf(value: exceljs.CellValue): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10)
  // Digits beyond these are lost already; the form with an exponent is what rules.ts knows that by.
  if (typeof value === 'number')
    return value > Number.MAX_SAFE_INTEGER ? value.toExponential().toUpperCase() : String(value)
  if (typeof value !== 'object') return String(value).slice(0, CELL_LENGTH_MAX)
  if ('richText' in value) return textOf(value.richText.map(({ text }) => text).join(''))
  if ('error' in value) return value.error
  if ('text' in value) return textOf(value.text)
  return 'result' in value ? textOf(value.result) : ''
}
