import { publications } from '#contract/publications.ts'
import { maskText } from '#practice/disclosure/mask.ts'
import { tidyCode } from '#contract/tracking-code.ts'
import { dateOf } from '#practice/kit/index.ts'
import type { App } from '#server/core/app.ts'
import { cursorAt, cursorIn } from '#server/core/cursor.ts'
import { sendFile } from '#server/core/file-store.ts'
import { implement, type Handlers } from '#server/core/http.ts'
import { denied, invalid, notFound, Problem, signIn } from '#server/core/problem.ts'
import { demandFresh, type Scope } from '#server/core/scope.ts'
import { Shelf } from '#server/core/shelf.ts'
import { sendWorkbook } from '#server/core/workbook.ts'
import { hallOf } from '#server/modules/devices/index.ts'
import { itemsOf, maySee, placeOf, revisionsOf, type Reader } from '#server/modules/disclosure/index.ts'
import { openMatter } from '#server/modules/matters/index.ts'
import { sentSheet } from '#server/modules/people/index.ts'
import { getCounty } from '#server/modules/places/index.ts'
import { begin, save, takeStep } from './commands.ts'
import { walkChain } from './jobs.ts'
import { mayLook } from './policy.ts'
import { presentDetail, presentDraft, presentRow } from './present.ts'
import * as queries from './queries.ts'
import { vouchersOf } from './rules.ts'
import { readInto, templateFor } from './sheets.ts'
import * as store from './store.ts'

const PAGE = 30
type Filter = Omit<queries.BoardFilter, 'division'> & {
  division?: string | undefined
  cursor?: string | undefined
  limit?: number | undefined
}

/** Binds contract/publications.ts. */
export function publicationsRoutes(app: App): void {
  const { db } = app
  implement(app.http, 'publications', publications, {
    ...reading(app),
    verify: ({ params: { code } }, { county, scope }) => verify(app, county, scope, code),
    ask: async ({ params: { id }, body: { words, line } }, { county, scope, key }) => {
      const row = await readableRow(app, county, { scope }, id)
      if (line !== undefined) await demandLine(app, county, id, line)
      await demandPatience(app, scope)
      // What is asked is public: numbers of persons in it are hidden before anybody reads it.
      const answers = {
        words: maskText(words).text,
        publication: id,
        ...(line === undefined ? {} : { line }),
      }
      const input = { flow: 'disclosure-question', action: 'ask', division: row.division, answers }
      const { id: matter, number, code } = await openMatter(app, scope, input, { key })
      return { matter, number, code }
    },
    begin: ({ body }, { scope }) => begin(app, scope, body),
    draft: async ({ params: { id } }, { scope }) => {
      const county = await getCounty(db, scope.county)
      return db.read(scope.county, async (tx) => {
        const row = await store.findPublication(tx, id)
        if (!row || !mayLook(scope, row.division)) throw notFound('公开')
        return presentDraft(tx, county, scope, row, (await itemsOf(tx, dateOf(new Date()))).of(row))
      })
    },
    save: ({ params: { id }, body }, { scope }) => save(app, scope, id, body),
    sheet: async ({ params: { id }, query: { rev } }, { scope, request }) =>
      readInto(app, scope, id, await sentSheet(request), rev),
    template: async ({ params: { id } }, { scope, reply }) =>
      sendWorkbook(reply, await templateFor(app, scope, id)),
    step: ({ params: { id }, body }, { scope, key }) =>
      takeStep(app, scope, id, body, { key, beforeMoney: () => demandFresh(scope) }),
  })
}

type Reading = Pick<Handlers<typeof publications>, 'board' | 'show' | 'file'>

/** What villagers and screens read. Asked for without a session it comes ready from the shelf. */
function reading(app: App): Reading {
  const { db } = app
  const shelf = new Shelf()
  const revisions = revisionsOf(db)
  return {
    board: async ({ query }, { county, scope, request, reply }) => {
      const area = query.division ?? county
      const reader = { scope, hall: await hallOf(app, county, request) }
      const make = () => boardOf(app, county, reader, area, query)
      if (scope ?? reader.hall) return make()
      return shelf.answer(reply, {
        key: `board ${county} ${JSON.stringify(query)}`,
        tag: () => revisions.tagOf(county, area),
        make,
      }) as never // The bytes of exactly that answer; what is ready is not written out again.
    },
    show: async ({ params: { id } }, { county, scope, request, reply }) => {
      const reader = { scope, hall: await hallOf(app, county, request) }
      const make = () => showOf(app, county, reader, id)
      if (scope ?? reader.hall) return make()
      return shelf.answer(reply, {
        key: `show ${county} ${id}`,
        tag: () =>
          db.read(county, async (tx) => {
            const row = await queries.findListed(tx, id)
            if (!row) throw notFound('公开')
            return `${await revisions.tagOf(county, row.division)} ${await queries.questionsTag(tx, id)}`
          }),
        make,
      }) as never // As above.
    },
    file: async ({ params: { id, file }, query: { size = 'full' } }, { county, scope, request, reply }) => {
      const reader = { scope, hall: await hallOf(app, county, request) }
      const may = await mayLookAt(app, county, reader, id, file)
      if (!may) throw notFound('照片')
      await sendFile(reply, app.files, file, size)
    },
  }
}

async function boardOf({ db }: App, code: string, reader: Reader, area: string, query: Filter) {
  const { kind, cursor, limit = PAGE, ...filter } = query
  const county = await getCounty(db, code)
  return db.read(code, async (tx) => {
    const items = await itemsOf(tx, dateOf(new Date()))
    const ofKind =
      kind === undefined
        ? undefined
        : items.inForce.filter((item) => item.kind === kind).map((item) => item.code)
    const place = await placeOf(tx, reader.scope)
    const after = cursorIn(cursor)
    const rows = await queries.board(tx, { ...filter, division: area }, ofKind, after, limit + 1)
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    return {
      rows: page.map((row) => {
        const item = items.of(row)
        return presentRow(county, row, item, maySee(item.scope, row.division, reader, place))
      }),
      next: rows.length > limit && last ? cursorAt(last.posted_from, last.id) : null,
    }
  })
}

async function showOf({ db }: App, code: string, reader: Reader, id: string) {
  const county = await getCounty(db, code)
  return db.read(code, async (tx) => {
    const row = await queries.findListed(tx, id)
    if (!row) throw notFound('公开')
    const item = (await itemsOf(tx, dateOf(new Date()))).of(row)
    const readable = maySee(item.scope, row.division, reader, await placeOf(tx, reader.scope))
    return presentDetail(tx, county, row, item, { readable, person: reader.scope?.person })
  })
}

/** Throws a 404 for what was not published, 401 or 403 for what is only for people of the village. */
async function readableRow({ db }: App, code: string, reader: Reader, id: string): Promise<queries.BoardRow> {
  return db.read(code, async (tx) => {
    const row = await queries.findListed(tx, id)
    if (!row) throw notFound('公开')
    const { scope: reach } = (await itemsOf(tx, dateOf(new Date()))).of(row)
    if (maySee(reach, row.division, reader, await placeOf(tx, reader.scope))) return row
    throw reader.scope ? denied('这一项只对本村村民公开') : signIn()
  })
}

/** More than anybody reads the answers of; who answers has five days for each. */
const WAITING_MAX = 20

/** Throws a 409 for somebody whose many questions still wait. */
async function demandPatience({ db }: App, { county, person }: Scope): Promise<void> {
  const waiting = await db.read(county, (tx) => queries.questionsWaiting(tx, person))
  if (waiting >= WAITING_MAX)
    throw new Problem(
      409,
      'moved',
      `您还有 ${waiting} 个问题在等答复，等有了答复再问新的；着急的请直接找监委会`,
    )
}

/** Throws a 422 for a line the table that hangs does not have. */
async function demandLine({ db }: App, county: string, id: string, line: number): Promise<void> {
  const newest = await db.read(county, (tx) => store.newestVersion(tx, id))
  const lines = newest?.content.rows.length ?? 0
  if (line > lines) throw invalid({ line: `这张表只有 ${lines} 行，请回到公开页上点要问的那一笔` })
}

/** Pictures of what one may read; of a draft only for those who work on it. */
async function mayLookAt(app: App, code: string, reader: Reader, id: string, file: string): Promise<boolean> {
  const { scope } = reader
  const work = await app.db.read(code, (tx) => store.findPublication(tx, id))
  if (!work) return false
  const inDraft = work.draft !== null && vouchersOf(work.draft).includes(file)
  if (scope && inDraft && mayLook(scope, work.division)) return true
  if (work.version === 0 || !(await app.db.read(code, (tx) => store.hasFile(tx, id, file)))) return false
  await readableRow(app, code, reader, id)
  return true
}

const HASH = /^[0-9a-f]{64}$/i

/** Whether what a paper says is what was published, and whether the whole chain of the village still is. */
async function verify({ db }: App, code: string, scope: Scope | undefined, typed: string) {
  const county = await getCounty(db, code)
  return db.read(code, async (tx) => {
    const isHash = HASH.test(typed.trim())
    const by = isHash ? { hash: Buffer.from(typed.trim(), 'hex') } : { code: tidyCode(typed) }
    const found = await store.findVersion(tx, by)
    if (!found) {
      const says = '没有哪一版公开是这个核验码。请再核对一遍；还是不对的话，这张纸上的内容不是从这里公布的'
      return { sound: false, says, checked: 0, broken: [] }
    }
    const { checked, broken } = await walkChain(tx, found.division)
    const row = await queries.findListed(tx, found.publication)
    const item = row && (await itemsOf(tx, dateOf(new Date()))).of(row)
    const readable =
      item !== undefined && maySee(item.scope, found.division, { scope }, await placeOf(tx, scope))
    return {
      sound: broken.length === 0,
      says: verdict(found, broken, row?.version ?? found.version),
      checked,
      broken: [...broken],
      found: {
        publication: found.publication,
        title: found.title,
        divisionName: county.placeName(found.division),
        version: found.version,
        newest: row?.version ?? found.version,
        at: found.at.toISOString(),
        publisher: found.publisher_by,
        code: found.code,
        hash: found.hash.toString('hex'),
        readable,
      },
    }
  })
}

function verdict(
  found: store.VersionRecord,
  broken: Awaited<ReturnType<typeof walkChain>>['broken'],
  newest: number,
): string {
  const own = broken.find(({ seq }) => seq === found.seq)
  if (own) return `第 ${found.version} 版${own.says}`
  if (broken.length > 0) return `这一版没有变，但本村有 ${broken.length} 处公开记录被改动过，见下`
  return newest > found.version ? `这一版是当时公布的原样，后来出了第 ${newest} 版更正它` : '与公布时一字不差'
}
