import type { Content } from '#practice/disclosure/content.ts'
import type { KnownItem } from '#practice/disclosure/item.ts'
import { spokenNumber, spokenYuan, yuan } from '#practice/disclosure/money.ts'
import { periodName, previousPeriod } from '#practice/disclosure/period.ts'
import { factsOf } from '#practice/disclosure/summary.ts'
import { isBook, totalOf, type Side } from '#practice/disclosure/sums.ts'
import type { PublishedRow } from './store.ts'

/**
 * The promise of this module: paper says what was published and nothing else. Every figure is added up from published
 * lines; what a village has not published stands there as owed.
 */

/** A version that hangs, or hung, of this month. */
export type Published = Omit<PublishedRow, 'item' | 'item_on'> & { item: KnownItem }
/** What stands on the paper besides: whose it is, what is owed, whom to ask. */
export type About = {
  division: string
  /** 武屯街道老寨村 */
  name: string
  /** 老寨村 */
  village: string
  month: string
  today: string
  base: string
  counts: { due: number; published: number; late: number }
  late: readonly string[]
  /** Where one calls: 老寨村村委会, 凤凰街社区居委会. */
  office: { name: string; phone: string } | undefined
  supervisors: readonly string[]
}

export type Entry = { published: Published; gist: string }
export type Money = {
  income: number
  expense: number
  closing?: number
  /** Against the month before; absent when nothing of it was published. */
  change?: { income: number; expense: number; closing?: number }
}
export type Leaflet = About & {
  money: Money | undefined
  largest: { name: string; fen: number; side: Side }[]
  /** What says something, finance first, and what only says that nothing happened. */
  entries: Entry[]
  nothing: Published[]
}

/** A wall is read by whoever comes by: what is for members of the collective alone never hangs there. */
export const isForWalls = ({ scope }: Pick<KnownItem, 'scope'>) => scope !== 'member'

/** What belongs to a month is what ends in it: the periods named, and days that begin with the second. */
export function periodsOf(month: string): { named: string[]; days: string } {
  const [year = '', m = ''] = month.split('-')
  const n = Number(m)
  return {
    named: [
      month,
      ...(n % 3 === 0 ? [`${year}Q${n / 3}`] : []),
      ...(n % 6 === 0 ? [`${year}H${n / 6}`] : []),
      ...(n === 12 ? [year] : []),
    ],
    days: `${month}-`,
  }
}

export const monthBefore = (month: string) => previousPeriod(month) ?? month

const KINDS = ['finance', 'village', 'party', 'benefit'] as const

/** Everything a leaflet says. `before` is what was published for the month before. */
export function leafletOf(
  about: About,
  published: readonly Published[],
  before: readonly Published[],
): Leaflet {
  const sorted = published.toSorted(
    (a, b) => KINDS.indexOf(a.item.kind) - KINDS.indexOf(b.item.kind) || (a.item.code < b.item.code ? -1 : 1),
  )
  return {
    ...about,
    money: moneyOf(sorted, before),
    largest: largestOf(sorted),
    entries: sorted
      .filter(({ content }) => content.rows.length > 0)
      .map((one) => ({ published: one, gist: gistOf(one.content) })),
    nothing: sorted.filter(({ content }) => content.rows.length === 0),
  }
}

const sides = ({ columns }: Content) =>
  new Set(columns.flatMap(({ kind, side }) => (kind === 'money' && side ? [side] : [])))

function moneyOf(now: readonly Published[], before: readonly Published[]): Money | undefined {
  const [current, last] = [sumsOf(now), sumsOf(before)]
  if (!current) return undefined
  const { closing } = current
  return {
    ...current,
    ...(last
      ? {
          change: {
            income: current.income - last.income,
            expense: current.expense - last.expense,
            ...(closing !== undefined && last.closing !== undefined
              ? { closing: closing - last.closing }
              : {}),
          },
        }
      : {}),
  }
}

/** From the cash book of the month; a village without one has its monthly tables added up. */
function sumsOf(published: readonly Published[]): Omit<Money, 'change'> | undefined {
  const book = published.find(({ content }) => isBook(content))
  if (book) {
    const { content } = book
    const { closing } = content
    return {
      income: totalOf(content, 'income'),
      expense: totalOf(content, 'expense'),
      ...(closing === undefined ? {} : { closing }),
    }
  }
  const tables = published.filter(({ item, content }) => item.kind === 'finance' && sides(content).size > 0)
  if (tables.length === 0) return undefined
  const sum = (side: Side) => tables.reduce((all, { content }) => all + totalOf(content, side), 0)
  return { income: sum('income'), expense: sum('expense') }
}

/** How many of the largest lines are named (handbook R13). */
const LARGEST = 5

function largestOf(published: readonly Published[]): Leaflet['largest'] {
  const finance = published.filter(({ item }) => item.kind === 'finance')
  const tables = finance.some(({ content }) => !isBook(content))
    ? finance.filter(({ content }) => !isBook(content))
    : finance
  return tables
    .flatMap(({ content }) => factsOf(content).largest)
    .toSorted((a, b) => b.fen - a.fen)
    .slice(0, LARGEST)
}

/** One publication in a line: its sums, its counts, or what its lines are about. Names of people are left to the table. */
export function gistOf(content: Content): string {
  const { columns, rows } = content
  const has = sides(content)
  if (has.size > 0) {
    const said = [
      ...(has.has('income') ? [`收 ${yuan(totalOf(content, 'income'))} 元`] : []),
      ...(has.has('expense') ? [`支 ${yuan(totalOf(content, 'expense'))} 元`] : []),
    ]
    return `${said.join('，')}，共 ${rows.length} 笔`
  }
  const text = columns.find(({ kind }) => kind === 'text')
  const number = columns.find(({ kind }) => kind === 'number')
  if (columns.some(({ kind }) => kind === 'person') || !text) return `共 ${rows.length} 条`
  return rows
    .map(({ cells }) => `${cells[text.id] ?? ''}${number ? ` ${cells[number.id] ?? ''}` : ''}`.trim())
    .filter((said) => said !== '')
    .join(number ? '，' : '；')
}

/** “比上月多 1,200.00 元”. */
export function changeText(change: number | undefined): string {
  if (change === undefined) return '没有上月可比'
  if (change === 0) return '和上月一样'
  return `比上月${change > 0 ? '多' : '少'} ${yuan(Math.abs(change))} 元`
}

/** The month as a villager says it: 10月份. */
export const monthWord = (month: string) => `${Number(month.slice(5))}月份`

/** At most 70 characters where it can be: what came in, what went out, where to look. */
export function digestOf({ village, month, money, entries, nothing }: Leaflet): string {
  const count = entries.length + nothing.length
  if (count === 0) return `${village}${monthWord(month)}还没有公布内容，有疑问请问村务监督委员会。`
  const figures = money ? `收${yuan(money.income)}元、支${yuan(money.expense)}元，` : ''
  const left = money?.closing === undefined ? '' : `结余${yuan(money.closing)}元，`
  return `${village}${monthWord(month)}村务已公开${count}项：${figures}${left}详见公开栏。`
}

/** Short sentences for the loudspeaker, with amounts as they are heard. */
export function scriptOf(leaflet: Leaflet): string {
  const { village, month, money, largest, entries, nothing, counts, office } = leaflet
  const count = entries.length + nothing.length
  const opening = `各位村民请注意。现在播送${village}${spokenMonth(month)}的村务公开。`
  const closing = [
    '详细内容，请看村务公开栏，也可以在手机上看。',
    office
      ? `有疑问，请打${office.name}电话，${spokenDigits(office.phone)}。`
      : '有疑问，请当面问村务监督委员会。',
    '播送完了。',
  ]
  if (count === 0) return [opening, '这个月，村里还没有公布内容。', ...closing].join('\n')
  return [
    opening,
    `这个月，村里一共公布了${spokenNumber(count)}项。`,
    ...(money
      ? [
          `收入，${spokenYuan(money.income)}。`,
          `支出，${spokenYuan(money.expense)}。`,
          ...(money.closing === undefined ? [] : [`月底还剩，${spokenYuan(money.closing)}。`]),
        ]
      : []),
    ...largest
      .slice(0, 3)
      .map(
        ({ name, fen, side }, n) =>
          `${n === 0 ? '最大的一笔' : `第${spokenNumber(n + 1)}笔`}，是${side === 'income' ? '收' : '付'}${spoken(name)}，${spokenYuan(fen)}。`,
      ),
    ...(counts.late > 0 ? [`还有${spokenNumber(counts.late)}项到期没有公开，村里要抓紧补上。`] : []),
    ...closing,
  ].join('\n')
}

/** Words with figures in them as they are heard: “甜瓜大棚 6 座（十月）” → “甜瓜大棚六座”. */
const spoken = (words: string) =>
  words
    .replaceAll(/（[^）]*）|\([^)]*\)/g, '')
    .replaceAll(/\s*(\d{1,12})(?:\.(\d+))?\s*/g, (_, whole: string, part?: string) =>
      part === undefined
        ? spokenNumber(Number(whole))
        : `${spokenNumber(Number(whole))}点${[...part].map((digit) => spokenNumber(Number(digit))).join('')}`,
    )

const spokenMonth = (month: string) => `${spokenNumber(Number(month.slice(5)))}月份`
const DIGITS = '零幺二三四五六七八九'
/** As telephone numbers are read out: 1 is 幺. */
const spokenDigits = (phone: string) =>
  phone.replaceAll(/\d/g, (digit) => DIGITS[Number(digit)] ?? '').replaceAll('-', '，')

/** What a file is called when it is kept. */
export const fileNameOf = (
  about: Pick<About, 'name' | 'month'>,
  kind: 'leaflet' | 'boards',
  format: 'pdf' | 'docx',
): string => `${titleOf(about, kind)}.${format}`

/** What it is called when it is looked at. */
export const titleOf = ({ name, month }: Pick<About, 'name' | 'month'>, kind: 'leaflet' | 'boards') =>
  `${name}${periodName(month)}${kind === 'leaflet' ? '明白纸' : '公开栏'}`
