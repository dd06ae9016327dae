import { openWords } from '#practice/disclosure/mask.ts'
import { fieldsOf, findAction, type AnyFlow } from '#practice/kit/index.ts'
import { xmlText } from '#server/core/xml.ts'
import type { County } from '#server/modules/places/index.ts'
import type { RequestRow } from './store.ts'

/**
 * The promise of this module: what the standard says, and no more of anybody than they opened to everybody. Names are
 * those of GeoReport v2; JSON and XML are two spellings of one value.
 */

export type Format = 'json' | 'xml'
export type Node =
  string | number | boolean | null | readonly Node[] | { readonly [name: string]: Node | undefined }

/** How the standard calls one of a list in XML. */
const ONE_OF: Readonly<Record<string, string>> = {
  services: 'service',
  service_requests: 'request',
  attributes: 'attribute',
  values: 'value',
  endpoints: 'endpoint',
  formats: 'format',
  errors: 'error',
}

export const CONTENT_TYPE: Readonly<Record<Format, string>> = {
  json: 'application/json; charset=utf-8',
  xml: 'text/xml; charset=utf-8',
}

/** A document in that format; `root` is its outermost element in XML. */
export function write(format: Format, root: string, value: Node): string {
  return format === 'json'
    ? JSON.stringify(value)
    : `<?xml version="1.0" encoding="utf-8"?>\n${element(root, value)}`
}

function element(name: string, value: Node | undefined): string {
  if (value === undefined) return ''
  if (value === null || value === '') return `<${name}/>`
  return `<${name}>${inner(name, value)}</${name}>`
}

function inner(name: string, value: NonNullable<Node>): string {
  if (Array.isArray(value)) return value.map((one: Node) => element(ONE_OF[name] ?? 'item', one)).join('')
  if (typeof value !== 'object') return xmlText(String(value))
  return Object.entries(value)
    .map(([key, below]) => element(key, below))
    .join('')
}

/** W3C's subset of ISO 8601 without fractions, as the standard writes times. */
const instant = (at: Date | null) => at && `${at.toISOString().slice(0, 19)}Z`

const SPECIFICATION = 'http://wiki.open311.org/GeoReport_v2'

/** Where the endpoint is. A demo has no real matters, so its one endpoint is also the one to test against. */
export function discoveryOf(base: string, { name }: County, changed: Date, isDemo: boolean): Node {
  const endpoint = (type: string) => ({
    specification: SPECIFICATION,
    url: `${base}/open311/v2`,
    changeset: instant(changed),
    type,
    formats: ['text/xml', 'application/json'],
  })
  return {
    changeset: instant(changed),
    contact: `${name}社会治理指挥中心；接口说明：${base}/api`,
    key_service: isDemo ? '演示系统可用密钥 demo-open311' : `向${name}社会治理指挥中心申请密钥`,
    endpoints: [endpoint('production'), ...(isDemo ? [endpoint('test')] : [])],
  }
}

export type Item = County['matterItems'][number] & { class?: string; words?: string }

/**
 * What may be reported through this door. Confidential classes are told to people, not to programs: whoever runs the
 * program between would read and keep a complaint of the village's people (信访工作条例 30), and GeoReport has no place to say
 * on its form who will and who will not see it.
 */
export function reportable(county: County, flow: AnyFlow): readonly Item[] {
  const listed = county.catalogues.get(flow.catalogue ?? '')?.items ?? []
  return listed.filter(({ confidential }) => !confidential)
}

export function serviceOf(flow: AnyFlow, { code, name, plain, class: group, words }: Item): Node {
  return {
    service_code: code,
    service_name: name,
    description: plain,
    metadata: choicesOf(flow).length > 0,
    type: 'realtime',
    keywords: (words ?? '').split(/\s+/).filter(Boolean).join(', '),
    group: group ?? '',
  }
}

/** What else a reporter may choose, read from the flow: a field added there is an attribute here. */
export function choicesOf(flow: AnyFlow): [string, { label: string; options: readonly Choice[] }][] {
  const allowed: readonly string[] = findAction(flow, 'report')?.allows ?? []
  return Object.entries(fieldsOf(flow)).flatMap(([name, { kind, label, options = [] }]) =>
    kind === 'choice' && allowed.includes(name) ? [[name, { label, options }] as const] : [],
  ) as never // The pairs just built; flatMap widens them.
}
type Choice = { value: string; label: string }

export function definitionOf(flow: AnyFlow, code: string): Node {
  return {
    service_code: code,
    attributes: choicesOf(flow).map(([name, { label, options }], index) => ({
      variable: true,
      code: name,
      datatype: 'singlevaluelist',
      required: false,
      datatype_description: null,
      order: index + 1,
      description: label,
      values: options.map((option) => ({ key: option.value, name: option.label })),
    })),
  }
}

const LINK = '\n照片：'
const LINKED = /\n照片：(https?:\/\/\S+)$/

/** Words with the link that came beside them, for people who read them; `apart` takes it out again for programs. */
export const withLink = (words: string, link: string | undefined): string =>
  link === undefined ? words : `${words}${LINK}${link}`

function apart(words: string): { words: string; link: string | undefined } {
  const link = LINKED.exec(words)?.[1]
  return { words: link === undefined ? words : words.slice(0, -LINK.length - link.length), link }
}

/**
 * One request, opened to everybody or the asking client's own (`KNOWN` in store.ts). Personal numbers are hidden from
 * everybody else (个人信息保护法 25).
 */
export function requestOf(county: County, flow: AnyFlow, row: RequestRow): Node {
  const { answers } = row.state
  const said = (value: unknown) =>
    typeof value === 'string' ? (row.own ? value : openWords(value, row.asker_name, '报事人')) : null
  const { words, link } = apart(typeof answers['words'] === 'string' ? answers['words'] : '')
  const item = county.item(flow, row.item ?? undefined)
  const place = answers['place']
  return {
    service_request_id: row.number,
    status: row.ended_at ? 'closed' : 'open',
    status_notes: said(answers['result']) ?? flow.stages[row.stage]?.plain ?? null,
    service_name: item?.name ?? flow.plain,
    service_code: row.item,
    description: said(words),
    agency_responsible: row.unit === null ? null : (county.units.get(row.unit)?.name ?? null),
    service_notice: null,
    requested_datetime: instant(row.opened_at),
    updated_datetime: instant(row.stage_at),
    expected_datetime: row.state.pausedAt || row.ended_at ? null : instant(row.due_at),
    address: said(typeof place === 'object' && 'lng' in place ? place.address : undefined),
    address_id: row.division.slice(0, 12),
    zipcode: null,
    lat: row.lat,
    long: row.lng,
    // A link with a number of somebody's in it leads nowhere once that is hidden.
    media_url: link !== undefined && said(link) === link ? link : null,
  }
}
