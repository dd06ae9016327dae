import type { z } from 'zod'
import type { AuditRow } from '#contract/audit.ts'
import { ROUTE_NAMES } from '#contract/audit-names.ts'
import { SAID_WAYS } from '#contract/consent-ways.ts'
import { contract } from '#contract/index.ts'
import { LIST_KINDS, MASKED_FIELDS, PURPOSES } from '#contract/purposes.ts'
import { ROLES } from '#contract/roles.ts'
import type { Route } from '#contract/route.ts'
import { FLOWS } from '#practice/flows.gen.ts'
import type { Facts } from '#server/core/trace.ts'
import type { County } from '#server/modules/places/index.ts'
import type { NamedRow } from './store.ts'

/** Rows of the log in words; a code nobody has a word for stays a code, which is still evidence. */

type Row = z.input<typeof AuditRow>
type Fact = Row['said'][number]

const SURFACES: Readonly<Record<string, string>> = {
  phone: '手机页',
  desk: '工作台',
  kiosk: '触摸屏',
  tv: '电视',
  wall: '大屏',
  browser: '浏览器',
  program: '其他程序',
}

const FACTS: Readonly<Record<string, string>> = {
  stage: '环节',
  state: '状态',
  step: '步骤',
  level: '层级',
  unit: '单位',
  flow: '流程',
  action: '动作',
  number: '编号',
  item: '类别',
  kind: '种类',
  post: '岗位',
  division: '地方',
  under: '地方',
  village: '村',
  month: '月份',
  period: '期',
  weekOn: '周',
  format: '格式',
  paper: '纸张',
  body: '组织',
  seat: '席位',
  channel: '方式',
  audience: '谁能看',
  n: '序号',
  rev: '版次',
  queue: '队列',
  view: '视角',
  route: '做了什么',
  outcome: '结果',
  from: '从',
  to: '到',
  person: '人',
  q: '找',
  name: '找谁',
  who: '查谁',
  phone: '手机号',
  id: '记录',
  motion: '议题',
  resolution: '决议',
  piece: '片段',
  holder: '经办人',
  version: '版本',
  role: '角色',
  field: '哪一项',
  purpose: '目的',
  why: '理由',
  rows: '行数',
  verdict: '答复',
  file: '文件',
  consent: '同意代办',
  way: '怎样说的',
}

/** What a route does, in words. */
export function nameOfRoute(route: string): string {
  const [noun = '', name = ''] = route.split('.')
  const own: Readonly<Record<string, Readonly<Record<string, string>>>> = ROUTE_NAMES
  const found = own[noun]?.[name]
  if (found !== undefined) return found
  const flow = Object.values(FLOWS).find(({ id }) => id === noun)
  const action = flow?.actions[name]
  return flow && action ? `${flow.name}：${action.name}` : route
}

/** Which list was taken along as a file, where one was. */
function takenOf({ route, said }: NamedRow): string | undefined {
  const [noun = '', name = ''] = route.split('.')
  const lists: Readonly<Record<string, Readonly<Record<string, Route>>>> = contract
  const sheet = said['file'] === undefined ? undefined : lists[noun]?.[name]?.sheet
  return sheet && `导出：${sheet.name}`
}

/** Every route that can stand in the log, by its words. */
export const routesByName = (): { route: string; does: string }[] =>
  Object.entries(ROUTE_NAMES).flatMap(([noun, routes]) =>
    Object.entries(routes).map(([name, does]) => ({ route: `${noun}.${name}`, does })),
  )

const REASONS: Readonly<Record<string, string>> = {
  denied: '没有权限',
  'not-found': '没有，或者不在范围里',
  'sign-in': '没有登录',
  invalid: '填得不对',
  moved: '已经变了',
  changed: '已经变了',
  key: '编号重复使用',
  rule: '不合规矩',
  'too-many': '太频繁',
  'too-large': '太大',
  malformed: '内容不完整',
}

/** Why, in words; the names of the fields stay as they are. */
function reasonOf(reason: string): string {
  const [code = '', ...fields] = reason.split(' ')
  return [REASONS[code] ?? code, ...fields].join(' ')
}

/** A row as it is read. */
export function presentRow(county: County, row: NamedRow): Row {
  const {
    id,
    at,
    name,
    title,
    address,
    surface,
    route,
    outcome,
    status,
    reason,
    call,
    number,
    subject,
    record,
  } = row
  const flow = row.flow ?? (typeof row.said['flow'] === 'string' ? row.said['flow'] : undefined)
  return {
    id,
    at: at.toISOString(),
    who: name ?? '',
    ...(title === null ? {} : { post: title }),
    address,
    surface,
    surfaceName: SURFACES[surface] ?? surface,
    route,
    does: takenOf(row) ?? nameOfRoute(route),
    ...(record === null ? {} : { record: number ?? subject ?? county.divisions.get(record)?.name ?? record }),
    outcome,
    status,
    ...(reason ? { reason: reasonOf(reason) } : {}),
    call,
    said: factsOf(county, flow, undefined, beside(row.said, [record, row.person, row.post])),
    changes: factsOf(county, flow, row.before ?? undefined, row.after ?? undefined),
  }
}

/** What only names the record, the person or the post again says nothing more. */
const beside = (said: Facts, known: readonly unknown[]): Facts =>
  Object.fromEntries(Object.entries(said).filter(([, value]) => !known.includes(value)))

function factsOf(
  county: County,
  flow: string | undefined,
  before: Facts | undefined,
  after: Facts | undefined,
): Fact[] {
  const word = (key: string, value: Facts[string] | undefined) =>
    value === undefined ? undefined : wordOf(county, flow, key, value)
  return [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].flatMap((key) => {
    const [was, is] = [word(key, before?.[key]), word(key, after?.[key])]
    if (was === is) return []
    return [
      {
        name: FACTS[key] ?? key,
        ...(was === undefined ? {} : { before: was }),
        ...(is === undefined ? {} : { after: is }),
      },
    ]
  })
}

/** Codes whose words the screens know, too. */
const WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  field: MASKED_FIELDS,
  purpose: PURPOSES,
  kind: LIST_KINDS,
  way: SAID_WAYS,
  verdict: { approved: '同意', refused: '不同意' },
  file: { xlsx: 'Excel', csv: 'CSV' },
}

function wordOf(county: County, flowId: string | undefined, key: string, value: Facts[string]): string {
  if (typeof value === 'boolean') return value ? '是' : '否'
  const code = String(value)
  const flow = flowId === undefined ? undefined : FLOWS[flowId]
  if (key === 'flow') return FLOWS[code]?.name ?? code
  if (key === 'stage') return flow?.stages[code]?.name ?? code
  if (key === 'action') return flow?.actions[code]?.name ?? code
  if (key === 'unit') return county.units.get(code)?.name ?? code
  if (key === 'route') return nameOfRoute(code)
  if (key === 'role' && Object.hasOwn(ROLES, code)) return ROLES[code as keyof typeof ROLES].name
  const words = WORDS[key]
  if (words && Object.hasOwn(words, code)) return words[code] ?? code
  if (['division', 'under', 'village'].includes(key)) return county.divisions.get(code)?.name ?? code
  return code
}
