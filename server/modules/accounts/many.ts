import { Readable } from 'node:stream'
import { accounts } from '#contract/accounts.ts'
import { dateOf, minuteOf, seenText } from '#practice/kit/index.ts'
import type { Services } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import { faultsOf } from '#server/core/errors.ts'
import { newId } from '#server/core/ids.ts'
import { invalid, notFound, Problem } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import { takenBy, type Taker } from '#server/core/taker.ts'
import { noteChange, noteSaid } from '#server/core/trace.ts'
import type { Sheet } from '#server/core/workbook.ts'
import { filledRecords, phoneDigits, type FilledRecord } from '#server/modules/people/index.ts'
import { isOneTime } from './commands.ts'
import { codeFor, openFor, openingInLine, tellOpened, weigh, type Faults, type Wanted } from './managing.ts'
import * as register from './register.ts'

/**
 * Accounts from a table. A row is weighed as `open` weighs its form, by the same code. All sound rows are opened in one
 * transaction: their codes leave in one answer, and an account that stood without its code having left would be of use
 * to nobody.
 */

/** A county's offices come one by one; more hands over nobody in the 72 hours a code counts. */
const ROWS_MAX = 300
/** The words of the form, in its order. */
const COLUMNS = [
  ['person', '姓名', 14],
  ['phone', '手机号', 18],
  ['signInName', '登录名', 22],
] as const satisfies readonly (readonly [keyof Wanted, string, number])[]
/** What was handed out by us has a line above its headings. */
const HEADING_WITHIN = 3
/** A whole table of somebody else is not ours to keep in an answer. */
const CELL_SHOWN_MAX = 60

type Line = Wanted & { row: number }
/** A row as it was written, with what is wrong or as it will be opened. */
type Weighed = { line: Line } & ({ faults: Faults } | { faults?: undefined; wanted: Wanted; known?: string })
export type Looked = {
  rows: (Line & { faults?: Faults })[]
  look: string
}

/** What would become of each row; changes nothing. Throws a 422 when it is no such table. */
export async function lookAt(services: Services, scope: Scope, bytes: Buffer): Promise<Looked> {
  const weighed = await readAndWeigh(services, scope, bytes)
  return {
    rows: weighed.map(({ line, faults }) => ({ ...shown(line), ...(faults ? { faults } : {}) })),
    look: lookOf(services.secrets, weighed),
  }
}

/** The rows that are refused, whole and with the reasons, to be mended and sent again. */
export async function refusedSheet(
  services: Services,
  scope: Scope,
  bytes: Buffer,
  taker: Taker,
): Promise<Sheet> {
  const refused = (await readAndWeigh(services, scope, bytes)).flatMap(({ line, faults }) =>
    faults ? [[...COLUMNS.map(([field]) => line[field]), reasonsOf(faults), `第 ${line.row} 行`]] : [],
  )
  noteSaid({ rows: refused.length })
  const at = new Date()
  return {
    file: `不能开账号的 ${dateOf(at)} ${taker.by}.xlsx`,
    name: '不能开账号的',
    columns: [...headings(), ['不能开的原因', 60], ['原来在', 12]],
    rows: Readable.from(refused),
    mark: `${takenBy({ ...taker, at })}：不能开账号的 ${refused.length} 行，改好可以直接再传`,
  }
}

/**
 * Opens all sound rows, when they are those that were looked at, and answers with their codes. The same key again answers
 * the same person the same codes as far as they still count, and opens nothing. Throws a 409 when something is no longer
 * as it was seen, a 422 when nothing can be opened, and a 404 for a key of somebody else.
 */
export async function openMany(
  services: Services,
  scope: Scope,
  key: string,
  { bytes, look }: { bytes: Buffer; look: string },
): Promise<register.BatchRow[]> {
  const lines = await linesOf(bytes)
  let phones: string[] = []
  const opened = await services.db.inCounty(scope.county, async (tx) => {
    await register.inLine(tx, key)
    const before = await register.openedByBatch(tx, key)
    const isOthers = before.some(({ by }) => by !== scope.person)
    if (isOthers || (before.length === 0 && (await register.findDeed(tx, key)))) throw notFound('账号')
    if (before.length > 0) return before
    await openingInLine(tx)
    const weighed = await weighAll(tx, services.secrets, lines)
    if (lookOf(services.secrets, weighed) !== look)
      throw new Problem(409, 'moved', '看过以后有了变化，一个账号也没有开；请照现在的样子再核对一遍')
    const sound = weighed.filter((one) => !one.faults)
    if (sound.length === 0) throw invalid({ file: NOTHING_SOUND }, NOTHING_SOUND)
    for (const one of sound) await openLine(tx, services.secrets, scope, key, one)
    phones = sound.map(({ wanted }) => wanted.phone)
    return register.openedByBatch(tx, key)
  })
  for (const phone of phones) tellOpened(services, phone)
  return opened
}
const NOTHING_SOUND = '这份表里没有一行能开账号，请照原因改好再传'

async function openLine(
  tx: Tx,
  secrets: Services['secrets'],
  { person: by, post }: Scope,
  batch: string,
  { line: { row }, wanted, known }: Extract<Weighed, { wanted: Wanted }>,
): Promise<void> {
  const codeOf = (person: string) => codeInBatch(secrets, batch, person)
  const { person: account, until } = await openFor(tx, secrets, wanted, known, codeOf)
  const detail = { until, signInName: wanted.signInName, batch, row }
  await register.insertDeed(tx, {
    id: newId(),
    account,
    deed: 'open',
    person: by,
    post: post?.id ?? null,
    detail,
  })
  noteChange(account, detail)
}

const codeInBatch = (secrets: Services['secrets'], batch: string, person: string) =>
  codeFor(secrets, `${batch} ${person}`)

/** The codes, a line for each person, to be cut apart and handed over. What no longer counts is not handed out again. */
export function codesSheet(
  secrets: Services['secrets'],
  batch: string,
  opened: readonly register.BatchRow[],
  taker: Taker,
): Sheet {
  const at = new Date()
  noteSaid({ rows: opened.length })
  return {
    file: `账号启用码 ${dateOf(at)} ${taker.by}.xlsx`,
    name: '账号启用码',
    columns: [
      ['姓名', 14],
      ['登录名', 22],
      ['启用码', 22],
      ['有效期到', 20],
    ],
    rows: Readable.from(
      opened.map(({ account, name, sign_in_name: signInName, until, code_hash: hash }) => {
        const code = codeInBatch(secrets, batch, account)
        const counts = hash !== null && isOneTime(secrets, account, code, hash)
        return [name, signInName, counts ? code : '已经启用或重发过', minuteOf(new Date(until))]
      }),
    ),
    mark: `${takenBy({ ...taker, at })}：${opened.length} 人的启用码，只出这一次；当面交给本人，不要用微信、短信发`,
  }
}

/** The headings and nobody: an example somebody forgets to remove would get an account. */
export const templateSheet = (): Sheet => ({
  file: '开账号模板.xlsx',
  name: '开账号',
  columns: headings(),
  rows: Readable.from([]),
})

const headings = () => COLUMNS.map(([, name, width]) => [name, width] as const)
const reasonsOf = (faults: Faults) => Object.values(faults).join('；')

/** A row as it is shown: whoever sent it knows the number, whoever looks over their shoulder need not. */
const shown = ({ row, person, phone, signInName }: Line): Line => ({
  row,
  person: person.slice(0, CELL_SHOWN_MAX),
  phone: veiled(phone.slice(0, CELL_SHOWN_MAX)),
  signInName: signInName.slice(0, CELL_SHOWN_MAX),
})

/** Masked as everywhere, and still as long as it is: a digit too few is seen. */
const veiled = (phone: string) => phone.replaceAll(/(?<=.{3}).(?=.{4})/g, '*')

/** What was seen, so that nothing else is opened; under a key, for it is made of telephone numbers. */
const lookOf = (secrets: Services['secrets'], weighed: readonly Weighed[]): string =>
  secrets
    .hash('sign-in', `look ${JSON.stringify(weighed.map(({ line, faults }) => [line, faults]))}`)
    .toString('base64url')

async function readAndWeigh({ db, secrets }: Services, scope: Scope, bytes: Buffer): Promise<Weighed[]> {
  const lines = await linesOf(bytes)
  return db.read(scope.county, (tx) => weighAll(tx, secrets, lines))
}

async function weighAll(tx: Tx, secrets: Services['secrets'], lines: readonly Line[]): Promise<Weighed[]> {
  const parsed = lines.map((line) => accounts.open.body?.safeParse(line))
  const twice = twiceIn(lines)
  const weighed: Weighed[] = []
  for (const [n, line] of lines.entries()) {
    const { data: wanted, error } = parsed[n] ?? {}
    const { faults: stands, known } = wanted ? await weigh(tx, secrets, wanted) : { known: undefined }
    const faults: Faults = { ...twice.get(line), ...stands, ...(error ? faultsOf(error) : {}) }
    if (!wanted || Object.keys(faults).length > 0) weighed.push({ line, faults })
    else weighed.push({ line, wanted, ...(known === undefined ? {} : { known }) })
  }
  return weighed
}

/** Rows that share what one person alone can have: the table does not say which of them is meant. */
function twiceIn(lines: readonly Line[]): Map<Line, Faults> {
  const found = new Map<Line, Faults>()
  for (const [field, says] of [
    ['phone', '是同一个手机号，请核对，一个人只留一行'],
    ['signInName', '是同一个登录名，每个人要有自己的'],
  ] as const) {
    const sharing = new Map<string, Line[]>()
    for (const line of lines) {
      const value = line[field].toLowerCase()
      if (value !== '') sharing.set(value, [...(sharing.get(value) ?? []), line])
    }
    for (const these of sharing.values()) {
      if (these.length === 1) continue
      const fault = `表里第 ${these.map(({ row }) => row).join('、')} 行${says}`
      for (const line of these) found.set(line, { ...found.get(line), [field]: fault })
    }
  }
  return found
}

/** The people of a table. Throws a 422 that says what it should look like. */
async function linesOf(bytes: Buffer): Promise<Line[]> {
  const refuse = (says: string) => invalid({ file: says }, says)
  const records = await filledRecords(bytes, HEADING_WITHIN + ROWS_MAX + 1)
  if (records.length === 0) throw refuse('这个文件是空的，请核对是不是传错了')
  const within = records.slice(0, HEADING_WITHIN)
  const at = within.findIndex(({ cells }) => missingIn(cells).length === 0)
  const heading = within[at]
  if (!heading) throw refuse(saysMissing(within))
  const people = records.slice(at + 1)
  if (people.length === 0) throw refuse('表里只有列名，一个人也没有，请填好再传')
  if (people.length > ROWS_MAX) throw refuse(`一次最多 ${ROWS_MAX} 人，这份表超过了，请分成几份`)
  const columns = heading.cells.map(tidy)
  const cell = ({ cells }: FilledRecord, name: string) => tidyCell(cells[columns.indexOf(name)] ?? '')
  return people.map((record) => ({
    row: record.row,
    person: cell(record, '姓名'),
    phone: phoneDigits(cell(record, '手机号')),
    signInName: cell(record, '登录名'),
  }))
}

const tidyCell = (text: string) => seenText(text).normalize('NFKC').trim()
const tidy = (heading: string) => tidyCell(heading).replaceAll(/[\s*:：]/g, '')
const missingIn = (cells: readonly string[]) =>
  COLUMNS.map(([, name]) => name).filter((name) => !cells.map(tidy).includes(name))

/** By the line that looks most like headings. */
function saysMissing(records: readonly FilledRecord[]): string {
  const missing = records
    .map(({ cells }) => missingIn(cells))
    .reduce((least, each) => (each.length < least.length ? each : least))
  const wanted = COLUMNS.map(([, name]) => `“${name}”`).join('')
  return `表头要有${wanted}三列，这份表里没有${missing.map((name) => `“${name}”`).join('')}；可以下载模板来填`
}
