import type { Content } from '#practice/disclosure/content.ts'
import { cellText, nameColumn } from '#practice/disclosure/lines.ts'
import { spokenYuan } from '#practice/disclosure/money.ts'

/** A longer table is looked at; nobody listens to two hundred lines. */
const LINES_SPOKEN = 30

/** What is read aloud: the summary, then the lines of a short table, amounts as they are said. One entry a sentence. */
export function spokenOf(
  title: string,
  { summary, content }: { summary: string; content: Content },
): string[] {
  const lines = content.rows.length <= LINES_SPOKEN ? content.rows : []
  return [
    `${title}。`,
    ...(summary.match(/[^。；：]+[。；：]?/g) ?? []).map(spoken),
    ...lines.map((row, index) => {
      const name = nameColumn(content.columns, row)
      const money = content.columns.flatMap((column) => {
        const value = row.cells[column.id]
        return column.kind === 'money' && typeof value === 'number'
          ? [`${column.name}${spokenYuan(value)}`]
          : []
      })
      const what = name ? cellText(name, row.cells[name.id]) : ''
      return `第${index + 1}笔，${[what, ...money].filter(Boolean).join('，')}。`
    }),
    ...(content.remark ? [`说明：${content.remark}`] : []),
  ]
}

/** 1,260.00 元 is heard as 一千二百六十元; brackets are not heard. */
const spoken = (sentence: string): string =>
  sentence
    .replace(/(-?)([\d,]+)\.(\d\d) ?元/g, (_, minus: string, whole: string, cents: string) =>
      spokenYuan((minus ? -1 : 1) * (Number(whole.replace(/,/g, '')) * 100 + Number(cents))),
    )
    .replace(/[“”]/g, '')
    .replace(/[（）]/g, '，')
