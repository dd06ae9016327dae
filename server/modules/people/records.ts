import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { FastifyRequest } from 'fastify'
import { invalid } from '#server/core/problem.ts'
import { excelToCsv } from './excel.ts'
import { formatOf, ListFault, records } from './sheets.ts'

/** Small tables that are read at once, for a look or a draft: routes that take a `sheet`. */

/** A record somebody wrote something in; `row` as Excel counts them. */
export type FilledRecord = { row: number; cells: string[] }

/** The file of such a call. Throws a 422 when there is none. */
export async function sentSheet(request: FastifyRequest): Promise<Buffer> {
  const part = await request.file()
  const says = '请选一个 Excel（.xlsx）或 CSV 文件'
  if (!part) throw invalid({ file: says }, says)
  return part.toBuffer()
}

/**
 * The filled records of an Excel or CSV file as texts, the headings among them, `most` and not one more. The file lies on
 * the disk for the moment of reading: Excel is unpacked as a stream. Throws a 422 with why it cannot be read.
 */
export async function filledRecords(bytes: Buffer, most: number): Promise<FilledRecord[]> {
  const folder = await mkdtemp(join(tmpdir(), 'gongzhi-sheet-'))
  try {
    const raw = join(folder, 'raw')
    await writeFile(raw, bytes, { mode: 0o600 })
    const isExcel = (await formatOf(raw)) === 'xlsx'
    const csv = join(folder, 'csv')
    if (isExcel) await excelToCsv(raw, (lines) => pipeline(lines, createWriteStream(csv, { mode: 0o600 })))
    const found: FilledRecord[] = []
    let row = 0
    for await (const cells of records(() => createReadStream(isExcel ? csv : raw))) {
      row += 1
      if (cells.some((cell) => cell.trim() !== '')) found.push({ row, cells })
      if (found.length === most) break
    }
    return found
  } catch (error) {
    if (error instanceof ListFault) throw invalid({ file: error.message }, error.message)
    throw error
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
