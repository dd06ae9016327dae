import { pairs, type Block, type GridRow, type Paper } from '../kit/paper.ts'
import {
  FOUR_TWO,
  isTyped,
  ORIGINS,
  POSTED_DAYS,
  type FourTwoRecord,
  type FourTwoStep,
  type Origin,
} from './four-two.ts'
import { PAPER_MARK } from './life.ts'
import { dayName } from './papers.ts'

/**
 * The six forms of 四议两公开, one for each step (rules 2.6): why it was put forward is the same on all of them, the
 * ratio is computed (2.7), the town signs steps three and four, supervisors say what they think of both publications.
 */

export type FormFacts = {
  villageName: string
  title: string
  words: string
  origin: Origin
  /** What was closed so far. */
  steps: readonly (FourTwoRecord & {
    by: string
    held?: string | undefined
    /** Its meeting was entered afterwards from paper. */
    paper?: boolean | undefined
  })[]
}

/** How each step is held. */
const HELD: Record<FourTwoStep, string> = {
  propose: '村党组织会议',
  consult: '村“两委”联席会议',
  review: '党员大会',
  resolve: '村民会议或村民代表会议',
  publish: '村务公开栏公布',
  'publish-result': '村务公开栏公布',
}
const SAYS: Record<FourTwoStep, string> = {
  propose: '提议内容',
  consult: '商议意见',
  review: '审议意见',
  resolve: '决议内容',
  publish: '公开内容',
  'publish-result': '实施结果',
}
const COUNT = '一二三四五六'
/** Where the numbers of a step come from; typed ones carry that mark. */
function sourceOf(record: FourTwoRecord): string {
  if (isTyped(record)) return '人数按纸面会议记录录入，比例由系统计算，达不到规定的比例不能办结。'
  return record.due === undefined ? '' : '人数取自会议的签到和计票，比例由系统计算。'
}

/** One form, or all six behind each other; a step that is still to come is printed to be filled in by hand. */
export function formPaper(facts: FormFacts, which: FourTwoStep | 'all'): Paper {
  const chosen = FOUR_TWO.filter(({ id }) => which === 'all' || id === which)
  const blocks = chosen.flatMap(({ id }, n): Block[] => [
    ...(n > 0 ? [{ kind: 'page' as const }] : []),
    ...formOf(facts, id),
  ])
  const name = which === 'all' ? '四议两公开登记表' : `四议两公开登记表（${chosen[0]?.name ?? ''}）`
  return {
    name: `${facts.title}${name}`,
    author: facts.villageName,
    foot: `${facts.villageName}　${facts.title}　四议两公开登记表`,
    blocks,
  }
}

function formOf(facts: FormFacts, step: FourTwoStep): Block[] {
  const at = FOUR_TWO.findIndex(({ id }) => id === step)
  const record = facts.steps.find((each) => each.step === step)
  const isPosted = step === 'publish' || step === 'publish-result'
  return [
    { kind: 'title', text: '“四议两公开”工作法登记表' },
    {
      kind: 'line',
      text: `第${COUNT[at] ?? ''}步　${FOUR_TWO[at]?.name ?? ''}`,
      align: 'centre',
      bold: true,
    },
    {
      kind: 'grid',
      shares: [2.4, 3.4, 2.2, 4],
      rows: [
        wide(
          '动议事由',
          ORIGINS.map((origin) => `${origin === facts.origin ? '■' : '□'} ${origin}`).join('　　'),
        ),
        wide('事　　项', facts.title),
        ...pairs(
          [
            ['时　　间', record ? dayName(record.on) : BLANK_DAY],
            ['形　　式', `${record?.held ?? HELD[step]}${record?.paper ? `（${PAPER_MARK}）` : ''}`],
          ],
          2,
        ),
        ...(isPosted ? postingRows(record) : countRows(step, record)),
        wide(SAYS[step], record?.says ?? (step === 'propose' ? facts.words : ''), 10),
        ...(isPosted ? postedRows(record) : signedRows(step, record)),
      ],
    },
    {
      kind: 'line',
      text: record
        ? `登记：${record.by}。${sourceOf(record)}${record.paper ? '这次会议是会后补录的，补录标记永久保留。' : ''}`
        : '这一步还没有办结，可以先打印出来手工填写，再登记到系统里。',
      small: true,
    },
  ]
}

const wide = (name: string, says: string, lines = 1): GridRow => ({
  cells: [
    { text: name, head: true, align: 'centre' },
    { text: says, span: 3 },
  ],
  lines,
})

/** The Party organisation’s own meeting is not counted; the others are. */
function countRows(step: FourTwoStep, record: FourTwoRecord | undefined): GridRow[] {
  if (step === 'propose') return []
  const { due, present, inFavour } = record ?? {}
  return pairs(
    [
      ['应到人数', numbered(due)],
      ['实到人数', numbered(present)],
      ['到会比例', ratioOf(present, due)],
      ['同意人数', numbered(inFavour)],
    ],
    2,
  )
}

const numbered = (count: number | undefined) => (count === undefined ? '　　　　人' : `${count} 人`)

/** Rounded down: nobody reaches two thirds by rounding. */
const ratioOf = (part: number | undefined, whole: number | undefined) =>
  part === undefined || !whole ? '　　　　%' : `${Math.floor((part * 1000) / whole) / 10}%`

function signedRows(step: FourTwoStep, record: FourTwoRecord | undefined): GridRow[] {
  const needsTown = step === 'review' || step === 'resolve'
  return [
    wide('参会人员签字', '', 6),
    ...(needsTown ? [wide('乡镇（街道）参会人员签字（含职务）', record?.townSigner ?? '', 3)] : []),
  ]
}

const postingRows = (record: FourTwoRecord | undefined): GridRow[] => [
  wide('公开起止', postedText(record)),
  wide('公开天数', `不少于 ${POSTED_DAYS} 日`),
]

const postedText = (record: FourTwoRecord | undefined) =>
  record?.postedFrom && record.postedUntil
    ? `${dayName(record.postedFrom)}至${dayName(record.postedUntil)}`
    : `${BLANK_DAY}　至${BLANK_DAY}`

/** To be filled in by hand. */
const BLANK_DAY = '　　　年　　月　　日'

const postedRows = (record: FourTwoRecord | undefined): GridRow[] => [
  wide('公开情况', record?.postedFrom ? '已在村务公开栏和手机、电视上同时公布。' : '', 3),
  wide('村务监督委员会监督意见', record?.supervision ?? '', 5),
  wide('监委会签字', '', 3),
]
