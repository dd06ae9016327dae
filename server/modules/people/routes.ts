import { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { people, type Import } from '#contract/people.ts'
import type { App } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import { cursorIn, wrongCursor } from '#server/core/cursor.ts'
import { implement } from '#server/core/http.ts'
import { invalid, Problem } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import { withSheets } from '#server/core/sheet.ts'
import { sendWorkbook } from '#server/core/workbook.ts'
import { getCounty, type County } from '#server/modules/places/index.ts'
import { LIST_BYTES_MAX, previewList, stageList, startList } from './lists.ts'
import { areaOf, getImport, partOfArea } from './policy.ts'
import * as queries from './queries.ts'
import { ownRecord, presentPerson } from './register.ts'
import { FIELDS, type Refusal } from './rules.ts'
import { sheets } from './sheet.ts'
import { ListFault } from './sheets.ts'
import { findImport } from './store.ts'
import { unmask } from './unmasking.ts'

const PAGE = 50

/** Binds contract/people.ts. */
export function peopleRoutes(app: App): void {
  const { db, secrets } = app
  const read = <T>(scope: Scope, work: (tx: Tx, county: County) => Promise<T>) =>
    getCounty(db, scope.county).then((county) => db.read(scope.county, (tx) => work(tx, county)))
  const oneImport = (scope: Scope, id: string) =>
    read(scope, async (tx, county) => {
      const row = await getImport(tx, scope, id)
      return presentImport(county, { ...row, by: await queries.importerOf(tx, row) })
    })

  implement(app.http, 'people', withSheets(people, sheets), {
    register: ({ query: { q = '', division, cursor } }, { scope }) =>
      read(scope, async (tx, county) => {
        const area = partOfArea(scope, division)
        const after = placeOf(cursor, REGISTER)
        const rows = await queries.registerOf(tx, { area, q, after, limit: PAGE + 1 })
        return pageOf(rows, queries.placeInRegister, (row) => presentPerson(county, secrets, row))
      }),
    mine: (_, { scope: { county, person } }) => ownRecord(app, county, person),
    unmask: ({ params: { id }, body }, { scope, key }) => unmask(app, scope, key, { id, ...body }),
    imports: ({ query: { cursor } }, { scope }) =>
      read(scope, async (tx, county) => {
        const place = cursorIn(cursor)
        const after = place && [place.at, place.id]
        const rows = await queries.importsOf(tx, { area: areaOf(scope), after, limit: PAGE + 1 })
        return pageOf(
          rows,
          ({ opened_at, id }) => [opened_at.toISOString(), id],
          (row) => presentImport(county, row),
        )
      }),
    upload: async (_, { scope, key, request }) => {
      await receive(app, scope, key, request)
      return oneImport(scope, key)
    },
    template: (_, { reply }) => sendWorkbook(reply, template()),
    import: ({ params: { id } }, { scope }) => oneImport(scope, id),
    preview: async ({ params: { id }, body: { columns } }, { scope }) => {
      const row = await read(scope, (tx) => getImport(tx, scope, id))
      return previewList(app, scope.county, row, columns)
    },
    start: async ({ params: { id }, body: { columns } }, { scope }) => {
      const row = await read(scope, (tx) => getImport(tx, scope, id))
      await startList(app, scope, row, columns)
      return oneImport(scope, id)
    },
    refusals: ({ params: { id }, query: { cursor } }, { scope }) =>
      read(scope, async (tx) => {
        await getImport(tx, scope, id)
        const after = placeOf(cursor, REFUSALS)
        const rows = await queries.refusalsOf(tx, id, { after, limit: PAGE + 1 })
        return pageOf(rows, ({ row, field }) => [String(row), field], presentRefusal)
      }),
    refusalsFile: ({ params: { id } }, { scope, reply }) =>
      read(scope, async (tx) => {
        const { file } = await getImport(tx, scope, id)
        await sendWorkbook(reply, refusalsWorkbook(tx, id, file))
      }),
  })
}

function refusalsWorkbook(tx: Tx, id: string, file: string): Parameters<typeof sendWorkbook>[1] {
  return {
    file: `${file.replace(/\.\w+$/, '')} 没有导入的.xlsx`,
    name: '没有导入的',
    columns: [
      ['行号', 8],
      ['哪一列', 14],
      ['填的内容（已遮盖）', 26],
      ['原因', 60],
      ['结果', 24],
    ],
    rows: refusalRows(tx, id),
  }
}

/** Takes a list in. The same key again finds what was sent before, and reads nothing. */
async function receive(app: App, scope: Scope, id: string, request: FastifyRequest): Promise<void> {
  if (!request.isMultipart()) throw new Problem(415, 'media-type', '请选一份名单（Excel 或 CSV）再上传')
  const part = await request.file({ limits: { fileSize: LIST_BYTES_MAX } })
  if (!part) throw invalid({ file: NO_LIST }, NO_LIST)
  if (await app.db.read(scope.county, (tx) => findImport(tx, id))) {
    part.file.resume()
    return
  }
  // A name comes as the sender's machine writes it: what nobody sees in it is left out, as of every text.
  const file = part.filename.replaceAll(/[\p{Cc}\p{Cs}\uFFFD]/gu, '').slice(0, 100)
  const sent = { id, file, area: areaOf(scope), person: scope.person }
  try {
    await stageList(app, scope.county, { ...sent, source: part.file, state: 'staged' })
  } catch (error) {
    if (part.file.truncated) throw new Problem(413, 'too-large', '名单超过 100 MB，请按村或按镇分成几份再传')
    if (error instanceof ListFault) throw invalid({ file: error.message }, error.message)
    throw error
  }
}
const NO_LIST = '请选一份名单（Excel 或 CSV）再上传'

async function* refusalRows(tx: Tx, id: string): AsyncGenerator<string[]> {
  let after: queries.Place | undefined
  for (;;) {
    const rows = await queries.refusalsOf(tx, id, { after, limit: 500 })
    for (const { row, field, value, reason, scope } of rows)
      yield [
        String(row),
        FIELDS[field][0],
        value,
        reason,
        scope === 'cell' ? '人已导入，这一格没有' : '整行没有导入',
      ]
    const last = rows.at(-1)
    if (!last) return
    after = [String(last.row), last.field]
  }
}

/** The headings and nobody: an example somebody forgets to remove would become a villager. */
const template = () => ({
  file: '村民名单模板.xlsx',
  name: '村民名单',
  columns: Object.values(FIELDS).map(([name]) => [name, name.length * 2 + 12] as const),
  rows: Readable.from([]),
})

const presentRefusal = ({ row, field, value, reason, scope }: Refusal) => ({
  row,
  fieldName: FIELDS[field][0],
  value,
  reason,
  scope,
})

function presentImport(county: County, row: queries.NamedImport): z.input<typeof Import> {
  const { id, file, area, by, state, fault, total, added, changed, unchanged, refused, partly } = row
  return {
    id,
    file,
    areaName: county.placeName(area),
    ...(by === null ? {} : { by }),
    state,
    ...(fault === null ? {} : { fault }),
    ...(total === null ? {} : { total }),
    read: added + changed + unchanged + refused,
    added,
    changed,
    unchanged,
    refused,
    partly,
    phonesWaiting: row.phones_waiting,
    openedAt: row.opened_at.toISOString(),
    ...(row.ended_at === null ? {} : { endedAt: row.ended_at.toISOString() }),
  }
}

/** A page of one row more than is shown, which says whether there is another. */
function pageOf<R, S>(rows: readonly R[], placeOfRow: (row: R) => queries.Place, present: (row: R) => S) {
  const shown = rows.slice(0, PAGE)
  const last = shown.at(-1)
  const next = rows.length > PAGE && last !== undefined ? placeOfRow(last) : undefined
  return {
    rows: shown.map(present),
    next: next ? Buffer.from(next.join(' ')).toString('base64url') : null,
  }
}

const ID = String.raw`([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})`
const REGISTER = new RegExp(`^(\\d{12,17}) ${ID} (true|false) ${ID}$`)
const REFUSALS = /^(\d{1,7}) (\w{1,20})$/

/** Where a page ended, as `pageOf` wrote it. The shape says how many parts there are. */
function placeOf(cursor: string | undefined, shape: RegExp): queries.Place | undefined {
  if (cursor === undefined) return undefined
  const found = shape.exec(Buffer.from(cursor, 'base64url').toString())
  if (!found) throw wrongCursor()
  return found.slice(1)
}
