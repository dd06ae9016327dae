import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { SHEET_FILES, type Answered, type Route, type SheetFile } from '#contract/route.ts'
import { dateOf, minuteOf } from '#practice/kit/index.ts'
import { csvOf } from './csv.ts'
import type { AnyRoute, Handler } from './http.ts'
import { denied, Problem, signIn } from './problem.ts'
import { allows, demandFresh, type Scope } from './scope.ts'
import { takenBy, type Taker } from './taker.ts'
import { noteSaid } from './trace.ts'
import { ROWS_MAX, sendWorkbook, XLSX_TYPE } from './workbook.ts'

/**
 * Any list of the contract as a file (`sheet` of its route). The handler of the screen answers, page after page, so a file
 * never holds more than its taker may read, and nothing that the screen masks. It is asked for with a proof and leaves a
 * row in the audit log.
 */

/** Words as they are; numbers, to be added up; nothing. */
type Cell = string | number | undefined
export type Column<Row> = readonly [header: string, width: number, value: (row: Row) => Cell]
type Shape<Row> = {
  columns: readonly Column<Row>[]
  /** The list itself goes no further; a file that is full says so. */
  most?: number
  /** Rows of a page, where its route lets one choose. */
  atOnce?: number
}
/** What a list looks like on paper; `of`: which part of its answer has the rows. */
type SheetOf<Answer> = Answer extends readonly (infer Row)[]
  ? Shape<Row>
  : {
      [K in keyof Answer]-?: NonNullable<Answer[K]> extends readonly (infer Row)[]
        ? Shape<Row> & { of: K }
        : never
    }[keyof Answer]
/** The lists of a noun as files. A column that reads what its answer does not have does not compile. */
export type Sheets<N> = { readonly [K in keyof N]?: SheetOf<Answered<N[K]>> }
/** One of them for who does not know its rows. */
type AnySheet = Shape<never> & { of?: PropertyKey }

/** A noun’s routes with what their lists look like as files. */
export function withSheets<N extends Record<string, AnyRoute>>(routes: N, sheets: Sheets<N>): N {
  const laidOut = Object.entries(sheets).map(([name, sheet]) => {
    const { sheet: named, ...route } = routes[name] as AnyRoute // Sheets has names of routes only.
    if (!named) throw new Error(`${name}: contract/ does not say what the file is called`)
    return [name, { ...route, sheet: { ...named, ...(sheet as AnySheet) } }]
  })
  return { ...routes, ...Object.fromEntries(laidOut) }
}

/** What a file says it is. */
export const SHEET_TYPES = { xlsx: XLSX_TYPE, csv: 'text/csv' } as const satisfies Record<SheetFile, string>

/** Says who takes a list along, and of which place it is: of that division, else of their post. */
export type Taking = (scope: Scope, division: string | undefined) => Promise<Taker & { place: string }>

type Named = Pick<Route, 'query' | 'sheet'>

const Asked = z.enum(SHEET_FILES).optional().meta({
  description:
    'The whole list as a file instead; asks for a proof (403 `prove`), leaves a row in the audit log',
})

/** The query of a list that may be taken along. */
export const withFile = ({ query, sheet }: Named): z.ZodType | undefined =>
  // Every query of the contract is an object.
  sheet ? ((query as z.ZodObject | undefined) ?? z.object({})).extend({ file: Asked }) : query

/** Whether a file was asked for instead of an answer; nothing else of the call need be right. */
export function isFileAsked({
  routeOptions,
  query,
}: Pick<FastifyRequest, 'routeOptions' | 'query'>): boolean {
  const isAsked = typeof query === 'object' && query !== null && 'file' in query
  return isAsked && routeOptions.config.definition?.sheet !== undefined
}

/**
 * The handler of a list that may be taken along. Asked for a file it throws a 401, or a 403 for who may only read the list
 * or has not just proved to be there, and a 422 where the list is longer than a file may be.
 */
export function orFile(
  app: Pick<FastifyInstance, 'takingOf'>,
  operationId: string,
  definition: AnyRoute,
  handler: Handler<AnyRoute>,
): Handler<AnyRoute> {
  const sheet = laidOutIn(operationId, definition)
  return async (input, call) => {
    const { file, ...query } = input.query as { file?: SheetFile; division?: string; under?: string }
    if (!file) return handler({ ...input, query }, call)
    const { scope, reply } = call as { scope: Scope | undefined; reply: FastifyReply }
    if (!scope) throw signIn()
    if (sheet.access && !sheet.access.some((permission) => allows(scope, permission)))
      throw denied('这份列表在屏幕上可以看，要导出得有另外的权限')
    demandFresh(scope)
    const lines = await linesOf(sheet, (page) => handler({ ...input, query: { ...query, ...page } }, call))
    noteSaid({ rows: lines.length })
    const about = query.division ?? query.under ?? input.params?.division
    const { place, ...taker } = await app.takingOf(scope, about)
    void reply.header('cache-control', 'no-store')
    await send(reply, { sheet, file, place, taker, lines })
    return reply
  }
}

type Laid = NonNullable<Route['sheet']> & AnySheet

function laidOutIn(operationId: string, { sheet }: AnyRoute): Laid {
  if (!sheet || !('columns' in sheet)) throw new Error(`${operationId} has no columns: withSheets`)
  return sheet as Laid // withSheets writes nothing else.
}

type Line = (string | number)[]
type Page = { cursor?: string; limit?: number }

/** All of it before the first byte: who asks for too much is told so, and gets no part of it. */
async function linesOf(
  { columns, of, atOnce }: AnySheet,
  ask: (page: Page) => Promise<unknown>,
): Promise<Line[]> {
  const lines: Line[] = []
  const page: Page = atOnce === undefined ? {} : { limit: atOnce }
  for (;;) {
    // What a handler answers is what its route says, and `of` one of its parts: SheetOf.
    const answer = (await ask(page)) as Record<PropertyKey, unknown>
    const rows = (of === undefined ? answer : answer[of]) as readonly never[] | undefined
    for (const row of rows ?? []) lines.push(columns.map(([, , value]) => value(row) ?? ''))
    if (lines.length > ROWS_MAX)
      throw new Problem(
        422,
        'too-long',
        `这份列表超过 ${ROWS_MAX.toLocaleString('zh-CN')} 行，一个文件放不下，请先按时间或者地方缩小范围，分几次导出`,
      )
    const next = answer['next']
    if (typeof next !== 'string') return lines
    page.cursor = next
  }
}

type File = { sheet: Laid; file: SheetFile; place: string; taker: Taker; lines: readonly Line[] }

async function send(reply: FastifyReply, { sheet, file, place, taker, lines }: File): Promise<void> {
  const at = new Date()
  const isFull = sheet.most !== undefined && lines.length >= sheet.most
  const title = `${place}${sheet.name}${isFull ? `（最多列 ${sheet.most} 项）` : ''}`
  const fileName = `${title} ${dateOf(at)} ${taker.by}.${file}`
  const headings = sheet.columns.map(([header]) => header)
  if (file === 'csv') {
    // Programs read the first line as the headings, so who took it stands in its name alone.
    void reply
      .type(`${SHEET_TYPES.csv}; charset=utf-8`)
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`)
      .send(Buffer.from(csvOf([headings, ...lines])))
    return
  }
  await sendWorkbook(reply, {
    file: fileName,
    name: sheet.name,
    columns: sheet.columns.map(([header, width]) => [header, width]),
    rows: oneByOne(lines),
    mark: `${takenBy({ ...taker, at })}：${title}，${lines.length} 行`,
  })
}

/** An instant in a cell, to the minute. */
export const minute = (at: string | undefined): string => (at === undefined ? '' : minuteOf(new Date(at)))

/** Money in a cell, in yuan, to be added up. */
export const yuan = (fen: number): number => fen / 100

async function* oneByOne(lines: readonly Line[]): AsyncGenerator<Line> {
  yield* lines
}
