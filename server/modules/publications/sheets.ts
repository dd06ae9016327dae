import { Readable } from 'node:stream'
import { dateOf } from '#practice/kit/index.ts'
import { MAX_ROWS, type Fault } from '#practice/disclosure/checks.ts'
import type { Row } from '#practice/disclosure/content.ts'
import { GROUP_NAMES, readSheet, type Heading } from '#practice/disclosure/sheet.ts'
import type { Services } from '#server/core/app.ts'
import { invalid, notFound } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import type { Sheet } from '#server/core/workbook.ts'
import { itemsOf } from '#server/modules/disclosure/index.ts'
import { filledRecords } from '#server/modules/people/index.ts'
import { save } from './commands.ts'
import { besideOf, neighboursOf } from './follow.ts'
import { demandDesk } from './policy.ts'
import { faultsIn } from './rules.ts'
import { findPublication } from './store.ts'

/** What an accountant keeps in Excel becomes lines of a draft: looked at first, then taken. */

export type SheetTaken = { headings: Heading[]; total: number; rows: Row[]; faults: Fault[]; rev?: number }
const SHOWN = 20

/** Reads a sheet for a draft; with `rev` its lines replace those of the draft. Throws 422 with why it cannot be read. */
export async function readInto(
  services: Services,
  scope: Scope,
  id: string,
  bytes: Buffer,
  rev: number | undefined,
): Promise<SheetTaken> {
  const today = dateOf(new Date())
  const { row, item } = await draftOf(services.db, scope, id)
  const columns = row.draft?.columns ?? item.columns
  // One beyond is enough to refuse it; the first line names the columns.
  const records = await filledRecords(bytes, MAX_ROWS + 2)
  const { headings, content, refused } = readSheet(
    records.map(({ cells }) => cells),
    columns,
  )
  if (refused !== undefined) throw invalid({ file: refused }, refused)
  // A sheet brings its own totals or none: those of the one before would be compared with lines that are gone.
  const { totals: _, ...kept } = row.draft ?? { columns }
  const taken = { ...kept, ...content }
  const look = { headings, total: content.rows.length, rows: content.rows.slice(0, SHOWN) }
  const { title, period } = row
  if (rev === undefined) {
    const beside = await services.db.read(scope.county, async (tx) => besideOf(await neighboursOf(tx, row)))
    return { ...look, faults: faultsIn(taken, item, { today, title, period, beside }) }
  }
  const saved = await save(services, scope, id, { rev, title, content: taken })
  return { ...look, faults: saved.faults, rev: saved.rev }
}

/** The columns of a draft and no line: an example somebody forgets to remove would be published. */
export async function templateFor({ db }: Services, scope: Scope, id: string): Promise<Sheet> {
  const { row, item } = await draftOf(db, scope, id)
  const columns = row.draft?.columns ?? item.columns
  const headings = columns.map(({ name, kind }) => (kind === 'money' ? `${name}（元）` : name))
  const isAccount = columns.some(({ side }) => side !== undefined)
  return {
    file: `${row.title}.xlsx`,
    name: item.name.replaceAll(/[\\/?*:[\]]/g, ' ').slice(0, 30),
    columns: [...(isAccount ? [GROUP_NAMES[0]] : []), ...headings].map((name) => [name, name.length * 2 + 8]),
    rows: Readable.from([]),
  }
}

/** A draft somebody of its village works on, with its item. */
async function draftOf(db: Services['db'], scope: Scope, id: string) {
  return db.read(scope.county, async (tx) => {
    const row = await findPublication(tx, id)
    if (!row) throw notFound('公开')
    demandDesk(scope, row.division)
    return { row, item: (await itemsOf(tx, dateOf(new Date()))).of(row) }
  })
}
