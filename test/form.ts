import exceljs from 'exceljs'

/** Files as tests send them and read what comes back. */

const BOUNDARY = 'x'.repeat(20)

/** A form with one file in its field `file`. */
export function formOf(bytes: Buffer, file: string) {
  const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="${file}"\r\n\r\n`
  return {
    headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
    payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${BOUNDARY}--\r\n`)]),
  }
}

export async function workbookOf(rows: readonly (readonly exceljs.CellValue[])[]): Promise<Buffer> {
  const book = new exceljs.Workbook()
  book.addWorksheet('表').addRows(rows.map((row) => [...row]))
  return Buffer.from(await book.xlsx.writeBuffer())
}

/** The lines of its first sheet as texts. */
export async function linesOf(xlsx: Uint8Array): Promise<string[][]> {
  const book = new exceljs.Workbook()
  await book.xlsx.load(new Uint8Array(xlsx).buffer)
  const lines: string[][] = []
  book.worksheets[0]?.eachRow((row) =>
    lines.push(Array.from({ length: row.cellCount }, (_, n) => row.getCell(n + 1).text)),
  )
  return lines
}
