import type { Content } from './content.ts'
import { spokenYuan, yuan } from './money.ts'
import { daysOf, periodName } from './period.ts'
import { moneyOf, nameOf, shareOfOther, SIDE_NAMES, SIDES, totalOf, type Side } from './sums.ts'

/** A plain-language draft of what a table says (handbook R13). Every figure is added up from its lines. */

export type Facts = {
  lines: number
  income: number
  expense: number
  closing?: number
  largest: { name: string; fen: number; side: Side }[]
  others: { name: string; share: number }[]
}

/** The figures a summary is written from, in fen; the five largest lines by amount, ties in their order. */
export function factsOf(content: Content): Facts {
  const largest = content.rows
    .flatMap((row) =>
      (['income', 'expense'] as const).map((side) => ({
        name: nameOf(content.columns, row),
        fen: moneyOf(content.columns, row, side),
        side,
      })),
    )
    .filter(({ fen }) => fen > 0)
    .sort((a, b) => b.fen - a.fen)
    .slice(0, 5)
  return {
    lines: content.rows.length,
    income: totalOf(content, 'income'),
    expense: totalOf(content, 'expense'),
    ...(content.closing === undefined ? {} : { closing: content.closing }),
    largest,
    others: shareOfOther(content).map(({ name, share }) => ({ name, share })),
  }
}

type Told = { name: string; period: string; village?: string }
/** `today` tells whether the period is over. */
type Dated = Told & { today: string }

/** Sentences for the page. `last` is the content of the period before; without it the text says that there is none. */
export function summarize(content: Content, item: Dated, last?: Content): string {
  const facts = factsOf(content)
  const title = `${periodName(item.period)}${item.name}`
  const end = daysOf(item.period).last
  const open = item.today < end ? `这一期 ${end} 才结束，这里只到 ${item.today}。` : ''
  if (!hasMoney(content)) return `${title}：共 ${facts.lines} 条。${open}`
  const largest = facts.largest.map(
    ({ name, fen, side }) => `${name}（${side === 'income' ? '收' : '支'}）${yuan(fen)} 元`,
  )
  const sides = sidesOf(content)
  const figures = [
    `共 ${facts.lines} 笔`,
    ...sides.map((side) => `${SIDE_NAMES[side]} ${yuan(facts[side])} 元`),
    ...(facts.closing === undefined ? [] : [`期末结余 ${yuan(facts.closing)} 元`]),
  ]
  return [
    `${title}：${figures.join('，')}。`,
    open,
    largest.length > 0 ? `最大的 ${largest.length} 笔：${largest.join('；')}。` : '',
    changed(facts, sides, last),
    ...facts.others
      .filter(({ share }) => share > 0)
      .map(({ name, share }) => `“其他”占${name}的 ${(share * 100).toFixed(1)}%。`),
  ].join('')
}

/** The sides a table has columns for: a table of expenses says nothing of income, not that there was none. */
function sidesOf({ columns }: Content): Side[] {
  return SIDES.filter((side) => columns.some((column) => column.kind === 'money' && column.side === side))
}

function changed(now: Facts, sides: readonly Side[], last: Content | undefined): string {
  if (!last) return '没有上一期可比。'
  const before = factsOf(last)
  const each = sides.map((side) => {
    const [from, to] = [before[side], now[side]]
    const way = to === from ? '持平' : `${to > from ? '多' : '少'} ${yuan(Math.abs(to - from))} 元`
    return `${SIDE_NAMES[side]}上期 ${yuan(from)} 元、本期 ${yuan(to)} 元，${way}`
  })
  return `${each.join('；')}。`
}

/** One text message is 70 characters; a longer one is sent and paid twice. */
export const MESSAGE_LENGTH = 70

/** How many text messages it is: 70 characters in one, 67 in each of several (3GPP 23.040 takes three for the count). */
export function segmentsOf(text: string): number {
  const { length } = text // UTF-16 units, as the network counts them.
  return length === 0 ? 0 : length <= MESSAGE_LENGTH ? 1 : Math.ceil(length / 67)
}

/** At most 70 characters: what was published, its two figures, where to read on. */
export function message(content: Content, item: Told): string {
  const facts = factsOf(content)
  const short = { income: '收', expense: '支' }
  const money = hasMoney(content)
    ? `${sidesOf(content)
        .map((side) => `${short[side]}${yuan(facts[side])}元`)
        .join('')}，`
    : `共${facts.lines}条，`
  const tail = `已公开，${money}详见公开栏或村民端。`
  const head = [...`${item.village ?? ''}${periodName(item.period)}${item.name}`]
  const room = MESSAGE_LENGTH - [...tail].length
  return (head.length > room ? `${head.slice(0, room - 1).join('')}…` : head.join('')) + tail
}

/** What the loudspeaker reads out: short sentences, amounts as they are heard. */
export function script(content: Content, item: Told): string {
  const facts = factsOf(content)
  const opening = `各位村民请注意。${item.village ?? '本村'}${periodName(item.period)}的${item.name}已经公布。`
  const closing = '详细内容请看村务公开栏，或者在手机上查看。有疑问可以当面问，也可以在手机上提。'
  if (!hasMoney(content)) return `${opening}一共${facts.lines}条。${closing}`
  const [most] = facts.largest
  return [
    opening,
    `一共${facts.lines}笔。${sidesOf(content)
      .map((side) => `${SIDE_NAMES[side]}${spokenYuan(facts[side])}`)
      .join('，')}。`,
    facts.closing === undefined ? '' : `期末结余${spokenYuan(facts.closing)}。`,
    most ? `最大的一笔是${most.name}，${spokenYuan(most.fen)}。` : '',
    closing,
  ].join('')
}

const hasMoney = (content: Content) => sidesOf(content).length > 0
