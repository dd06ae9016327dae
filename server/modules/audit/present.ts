import type { z } from 'zod'
import type { AuditRow } from '#contract/audit.ts'
import { ROUTE_NAMES } from '#contract/audit-names.ts'
import { contract } from '#contract/index.ts'
import { ROLES } from '#contract/roles.ts'
import type { Route } from '#contract/route.ts'
import { FLOWS } from '#practice/flows.gen.ts'
import { fieldsOf, nameOfEntry } from '#practice/kit/index.ts'
import { minute } from '#server/core/sheet.ts'
import type { Facts } from '#server/core/trace.ts'
import type { County } from '#server/modules/places/index.ts'
import type { NamedRow } from './store.ts'
import { FACTS, FIELDS, NAMED_BY_ID, REASONS, WORDS } from './words.ts'

/** Rows of the log in words; a code nobody has a word for stays a code, which is still evidence. */

type Row = z.input<typeof AuditRow>
type Fact = Row['said'][number]
/** What ids within the facts of rows are called. */
export type Names = ReadonlyMap<string, string>

const SURFACES: Readonly<Record<string, string>> = {
  phone: '手机页',
  desk: '工作台',
  kiosk: '触摸屏',
  tv: '电视',
  wall: '大屏',
  browser: '浏览器',
  program: '其他程序',
  worker: '后台',
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

/** Why, in words, with what was filled in wrong. */
function reasonOf(reason: string, flowId: string | undefined): string {
  const [code = '', ...keys] = reason.split(' ')
  const flow = flowId === undefined ? undefined : FLOWS[flowId]
  const asked = flow ? fieldsOf(flow) : {}
  // What is within another is named as that other is.
  const names = keys.map((key) => {
    const [outer = ''] = key.split('.')
    return asked[outer]?.label ?? FIELDS[outer] ?? FACTS[outer] ?? key
  })
  return [REASONS[code] ?? code, ...names].join(' ')
}

/** The ids within the facts of these rows that may have a name. */
export const idsIn = (rows: readonly NamedRow[]): string[] =>
  rows.flatMap(({ said, before, after }) =>
    [said, before ?? {}, after ?? {}].flatMap((facts) =>
      Object.entries(facts).flatMap(([key, value]) =>
        NAMED_BY_ID.has(key) && typeof value === 'string' ? [value] : [],
      ),
    ),
  )

/** A row as it is read. */
export function presentRow(county: County, names: Names, row: NamedRow): Row {
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
  const facts = {
    county,
    names,
    flow: row.flow ?? (typeof row.said['flow'] === 'string' ? row.said['flow'] : undefined),
  }
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
    ...(record === null ? {} : { recordId: record }),
    outcome,
    status,
    ...(reason ? { reason: reasonOf(reason, facts.flow) } : {}),
    call,
    said: factsOf(facts, undefined, beside(row.said, [record, row.person, row.post])),
    changes: factsOf(facts, row.before ?? undefined, row.after ?? undefined),
  }
}

/** What only names the record, the person or the post again says nothing more. */
const beside = (said: Facts, known: readonly unknown[]): Facts =>
  Object.fromEntries(Object.entries(said).filter(([, value]) => !known.includes(value)))

type Known = { county: County; names: Names; flow: string | undefined }

function factsOf(known: Known, before: Facts | undefined, after: Facts | undefined): Fact[] {
  const word = (key: string, value: Facts[string] | undefined) =>
    value === undefined ? undefined : wordOf(known, key, value)
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

function wordOf({ county, names, flow: flowId }: Known, key: string, value: Facts[string]): string {
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (key === 'amountFen') return `${(Number(value) / 100).toFixed(2)} 元`
  const code = String(value)
  const flow = flowId === undefined ? undefined : FLOWS[flowId]
  if (key === 'flow') return FLOWS[code]?.name ?? code
  if (key === 'stage') return flow?.stages[code]?.name ?? code
  // What is no action of the flow is a step of something else, or comes back as it is.
  if (key === 'action' && flow && nameOfEntry(flow, code) !== code) return nameOfEntry(flow, code)
  if (key === 'unit') return county.units.get(code)?.name ?? code
  if (key === 'route') return nameOfRoute(code)
  if (key === 'role' && Object.hasOwn(ROLES, code)) return ROLES[code as keyof typeof ROLES].name
  if (key === 'until' && !Number.isNaN(Date.parse(code))) return minute(code)
  if (NAMED_BY_ID.has(key)) return names.get(code) ?? code
  const words = WORDS[key]
  if (words) {
    return code
      .split(' ')
      .map((each) => (Object.hasOwn(words, each) ? words[each] : each))
      .join('、')
  }
  if (['division', 'under', 'village'].includes(key)) return county.divisions.get(code)?.name ?? code
  return code
}
