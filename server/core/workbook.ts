import { PassThrough } from 'node:stream'
import exceljs from 'exceljs'
import type { FastifyReply } from 'fastify'
import { safeCell } from '#practice/kit/index.ts'
import { xmlSigns } from './xml.ts'

/** One sheet to be kept: what it is called, its columns with their widths, and its rows as they come. */
export type Sheet = {
  file: string
  name: string
  columns: readonly (readonly [header: string, width: number])[]
  /** Numbers stay numbers, to be added up. */
  rows: AsyncIterable<readonly (string | number)[]>
  /** Whose copy this is: stands above the table and at the head and foot of each printed page. */
  mark?: string
}

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
/** Excel opens 20,000 rows without complaint; who needs more wants an interface, not a file. */
export const ROWS_MAX = 20_000

/**
 * Streams a sheet as .xlsx, row by row, so that memory stays flat. No cell of it runs: a villager's words must not be a
 * program on an office computer.
 */
export async function sendWorkbook(reply: FastifyReply, sheet: Sheet): Promise<void> {
  const rows = sheet.rows[Symbol.asyncIterator]()
  // The first row before the first byte: what is refused is still refused as a problem.
  let next = await rows.next()
  const stream = new PassThrough()
  void reply
    .header('content-type', XLSX_TYPE)
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(sheet.file)}`)
    .send(stream)
  // Who goes away while it is written is not waited for: the caller may hold a connection to the database all the while.
  const isOver = new Promise<void>((resolve) => stream.once('close', resolve))
  reply.raw.once('close', () => stream.destroy())
  if (reply.raw.destroyed) stream.destroy()
  try {
    const book = new exceljs.stream.xlsx.WorkbookWriter({ stream, useStyles: true })
    const page = openPage(book, sheet)
    for (; !next.done && !stream.destroyed; next = await rows.next()) addLine(page, next.value)
    if (!stream.destroyed) await Promise.race([book.commit(), isOver])
  } catch (error) {
    // Half a file must not look like a whole one: the download breaks off.
    stream.destroy(error instanceof Error ? error : undefined)
  } finally {
    await rows.return?.()
  }
}

function addLine(page: exceljs.Worksheet, cells: readonly (string | number)[]): void {
  const row = page.addRow(cells.map((cell) => (typeof cell === 'number' ? cell : safeCell(xmlSigns(cell)))))
  // The column is text, so that what is typed into a template keeps its zeros.
  for (const [n, cell] of cells.entries()) if (typeof cell === 'number') row.getCell(n + 1).numFmt = 'General'
  row.commit()
}

/** The sheet with its headings, below its mark where it has one. */
function openPage(book: exceljs.stream.xlsx.WorkbookWriter, { name, columns, mark }: Sheet) {
  // An ampersand begins a command of Excel's in heads and feet; two are one.
  const edge = mark === undefined ? undefined : xmlSigns(mark).replaceAll('&', '&&')
  const row = mark === undefined ? 1 : 2
  const page = book.addWorksheet(name, {
    views: [{ state: 'frozen', ySplit: row }],
    ...(edge === undefined ? {} : { headerFooter: { oddHeader: `&C${edge}`, oddFooter: `&C${edge}` } }),
  })
  // As text: what people type into a template keeps its zeros and all its digits.
  page.columns = columns.map(([, width]) => ({ width, style: { numFmt: '@' } }))
  if (mark !== undefined) page.addRow([safeCell(xmlSigns(mark))])
  page.addRow(columns.map(([header]) => header)).font = { bold: true }
  // What was taken along is looked through; what is a template is filled in.
  if (mark !== undefined) page.autoFilter = { from: { row, column: 1 }, to: { row, column: columns.length } }
  return page
}
