import { headings, pairs, type Block, type GridRow, type Paper } from '../kit/paper.ts'
import { CHOICES, VOTING_MEANS } from './life.ts'
import { paper, UNITS, type CountedMotion, type MeetingFacts, type PaperMotion } from './papers.ts'

/** 监票计票单: filled in by hand in the hall; once the result is declared it carries what was counted, by whom and when. */

/** A page for each motion. */
export function tallyPaper(facts: MeetingFacts): Paper {
  const blocks = facts.motions.flatMap((motion, at): Block[] => [
    ...(at > 0 ? [{ kind: 'page' as const }] : []),
    ...tallyOf(facts, motion),
  ])
  const none = '这次会议没有议题要表决。'
  return paper(facts, 'tally', blocks.length > 0 ? blocks : [{ kind: 'paragraph', text: none }])
}

function tallyOf(facts: MeetingFacts, { n, title, means, passes, counted }: PaperMotion): Block[] {
  const unit = UNITS[facts.basis]
  const due = facts.due === undefined ? '' : `${facts.due} ${unit}`
  const papers = counted?.papers
  const sheets = (count: number | undefined) =>
    count === undefined ? (counted ? '不发票' : '') : `${count} 张`
  return [
    { kind: 'title', text: '监票计票单' },
    {
      kind: 'grid',
      shares: [2, 4, 2, 4],
      rows: [
        ...pairs(
          [
            ['会议名称', facts.title],
            ['时间', facts.meetsAt],
          ],
          2,
        ),
        {
          cells: [
            { text: '议题', head: true, align: 'centre' },
            { text: `${n}. ${title}`, span: 3 },
          ],
        },
        ...pairs(
          [
            ['表决方式', VOTING_MEANS[means]],
            ['通过条件', passes],
            ['应到', due],
            ['实到', counted ? `${counted.present} ${unit}` : ''],
            ['回避', counted ? counted.recused.join('、') || '没有' : ''],
            ['发出票数', sheets(papers?.given)],
            ['收回票数', sheets(papers?.back)],
            ['废票', sheets(papers?.spoiled)],
          ],
          2,
        ),
      ],
    },
    choicesGrid(counted),
    {
      kind: 'line',
      text: '收回的票不多于发出的票，表决有效。两名计票人各数一遍，数一样了再报给主持人；弃权和废票都算到会人数。',
      small: true,
    },
    ...(counted ? countedLines(counted) : []),
    { kind: 'room', lines: 1 },
    { kind: 'line', text: '监票人：＿＿＿＿＿＿＿　　计票人：＿＿＿＿＿＿＿　＿＿＿＿＿＿＿' },
    { kind: 'line', text: counted ? counted.declaredAt.slice(0, 10) : '年　　月　　日', align: 'right' },
  ]
}

function choicesGrid(counted: CountedMotion | undefined): Block {
  const names = Object.values(CHOICES)
  if (counted) {
    const sums = [counted.inFavour, counted.against, counted.abstained]
    const cells = sums.map((sum) => ({ text: `${sum} 票`, align: 'centre' as const, bold: true as const }))
    return { kind: 'grid', shares: [1, 1, 1], rows: [headings(names), { cells, lines: 2 }] }
  }
  return {
    kind: 'grid',
    shares: [2, 8, 2],
    rows: [
      headings(['选项', '唱票（画“正”字）', '合计']),
      ...names.map((choice): GridRow => ({
        cells: [{ text: choice, head: true, align: 'centre' }, { text: '' }, { text: '' }],
        lines: 4,
      })),
    ],
  }
}

/** Who counted what and when, what was entered for others, and when the result was declared. */
const countedLines = ({ putAt, declaredAt, tellers, entered }: CountedMotion): Block[] => [
  ...tellers.map(({ name, says, at, enteredBy }): Block => ({
    kind: 'line',
    text: `监票计票人${name}：${says}（${at} 填报${enteredBy ? `，${enteredBy}代录` : ''}）`,
  })),
  ...entered.map((text): Block => ({ kind: 'line', text })),
  { kind: 'line', text: `${putAt ? `${putAt} 开始表决，` : ''}${declaredAt} 宣布结果。` },
]
