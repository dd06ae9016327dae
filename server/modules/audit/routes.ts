import { audit } from '#contract/audit.ts'
import { minuteOf } from '#practice/kit/index.ts'
import type { App } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import { implement } from '#server/core/http.ts'
import { isId } from '#server/core/ids.ts'
import { Problem } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import { sendWorkbook } from '#server/core/workbook.ts'
import { getCounty, type County } from '#server/modules/places/index.ts'
import { presentRow, routesByName } from './present.ts'
import { headOf, KEPT } from './rules.ts'
import * as store from './store.ts'

const PAGE = 50
/** Excel opens 20,000 rows without complaint; who needs more narrows the days. */
const EXPORT_MAX = 20_000
const AT_ONCE = 500

/** Binds contract/audit.ts. */
export function auditRoutes({ db, http }: App): void {
  const read = <T>(scope: Scope, work: (tx: Tx, county: County) => Promise<T>) =>
    getCounty(db, scope.county).then((county) => db.read(scope.county, (tx) => work(tx, county)))
  implement(http, 'audit', audit, {
    search: ({ query: { cursor, ...sought } }, { scope }) =>
      read(scope, async (tx, county) => {
        const rows = await store.rowsSought(tx, sought, placeOf(cursor), PAGE + 1)
        const last = rows.length > PAGE ? rows[PAGE - 1] : undefined
        return {
          rows: rows.slice(0, PAGE).map((row) => presentRow(county, row)),
          next: last ? cursorOf(last) : null,
        }
      }),
    export: ({ query }, { scope, reply }) =>
      read(scope, (tx, county) =>
        sendWorkbook(reply, {
          file: `${county.name}审计日志.xlsx`,
          name: '审计日志',
          columns: COLUMNS.map(([header, width]) => [header, width]),
          rows: linesOf(tx, county, query),
        }),
      ),
    state: (_, { scope }) =>
      read(scope, async (tx) => {
        const last = await store.lastSeal(tx)
        return {
          keptMonths: KEPT.months,
          rule: KEPT.says,
          ...(last ? { sealedAt: last.sealed_at.toISOString() } : {}),
          seals: last?.seq ?? 0,
          head: last ? headOf(last) : '',
          routes: routesByName(),
        }
      }),
  })
}

type Shown = ReturnType<typeof presentRow>
const factsIn = (facts: Shown['said']) =>
  facts
    .map(
      ({ name, before, after }) => `${name}：${before === undefined ? '' : `${before} → `}${after ?? '无'}`,
    )
    .join('；')
const OUTCOMES = { done: '成功', refused: '拒绝', failed: '出错' } as const
const COLUMNS: [header: string, width: number, value: (row: Shown) => string][] = [
  ['时间', 18, ({ at }) => minuteOf(new Date(at))],
  ['谁', 12, ({ who }) => who || '没有登录'],
  ['岗位', 22, ({ post }) => post ?? ''],
  ['从哪里', 12, ({ surfaceName }) => surfaceName],
  ['地址', 18, ({ address }) => address],
  ['做了什么', 34, ({ does }) => does],
  ['记录', 26, ({ record }) => record ?? ''],
  ['结果', 8, ({ outcome }) => OUTCOMES[outcome]],
  ['原因', 22, ({ reason }) => reason ?? ''],
  ['选了什么', 40, ({ said }) => factsIn(said)],
  ['改了什么', 40, ({ changes }) => factsIn(changes)],
  ['编号', 12, ({ call }) => call],
]

async function* linesOf(tx: Tx, county: County, sought: store.Sought): AsyncGenerator<string[]> {
  let after: store.Place | undefined
  for (let written = 0; written < EXPORT_MAX; written += AT_ONCE) {
    const rows = await store.rowsSought(tx, sought, after, AT_ONCE)
    for (const row of rows) {
      const shown = presentRow(county, row)
      yield COLUMNS.map(([, , value]) => value(shown))
    }
    const last = rows.at(-1)
    if (!last || rows.length < AT_ONCE) return
    after = { at: last.at.toISOString(), id: last.id }
  }
}

const cursorOf = ({ at, id }: store.NamedRow) =>
  Buffer.from(`${at.toISOString()} ${id}`).toString('base64url')

function placeOf(cursor: string | undefined): store.Place | undefined {
  if (cursor === undefined) return undefined
  const [at = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ')
  if (Number.isNaN(Date.parse(at)) || !isId(id)) throw new Problem(400, 'cursor', '列表已经变了，请从头再看')
  return { at, id }
}
