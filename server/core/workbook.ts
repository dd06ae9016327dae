import { PassThrough } from 'node:stream'
import exceljs from 'exceljs'
import type { FastifyReply } from 'fastify'
import { safeCell } from '#practice/kit/index.ts'

/** One sheet to be kept: what it is called, its columns with their widths, and its rows as they come. */
export type Sheet = {
  file: string
  name: string
  columns: readonly (readonly [header: string, width: number])[]
  rows: AsyncIterable<readonly string[]>
}

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
    .header('content-type', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(sheet.file)}`)
    .send(stream)
  // Who goes away while it is written is not waited for: the caller may hold a connection to the database all the while.
  const isOver = new Promise<void>((resolve) => stream.once('close', resolve))
  reply.raw.once('close', () => stream.destroy())
  if (reply.raw.destroyed) stream.destroy()
  try {
    const book = new exceljs.stream.xlsx.WorkbookWriter({ stream, useStyles: true })
    const page = book.addWorksheet(sheet.name, { views: [{ state: 'frozen', ySplit: 1 }] })
    // As text: what people type into a template keeps its zeros and all its digits.
    page.columns = sheet.columns.map(([header, width]) => ({ header, width, style: { numFmt: '@' } }))
    page.getRow(1).font = { bold: true }
    for (; !next.done && !stream.destroyed; next = await rows.next())
      page.addRow(next.value.map(safeCell)).commit()
    if (!stream.destroyed) await Promise.race([book.commit(), isOver])
  } catch (error) {
    // Half a file must not look like a whole one: the download breaks off.
    stream.destroy(error instanceof Error ? error : undefined)
  } finally {
    await rows.return?.()
  }
}
