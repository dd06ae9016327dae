import { TABLES, type TableId } from '#practice/disclosure/columns.ts'
import type { Content, Row } from '#practice/disclosure/content.ts'

/**
 * What 老寨村 publishes: an invented book of a small village that lets its old kiln yard and its greenhouses. Sums are
 * in yuan here and in fen everywhere else. Days are counted in the month that is published.
 */

/** A line: day of the month, then the cells of its table in their order. */
type Line = readonly (string | number)[]
type Book = { table: TableId; lines: readonly Line[]; remark?: string; opening?: number; closing?: number }

const book = (table: TableId, ...lines: Line[]): Book => ({ table, lines })

/** By item, for the newest period and the one before it. */
const BOOKS: Readonly<Record<string, readonly [newest: Book, before: Book]>> = {
  F07: [
    book(
      'income',
      [3, '老砖厂院子租金（十月至十二月）', '渭北苗木合作社', 12_000],
      [18, '甜瓜大棚 6 座租金', '张宝田', 7_200],
    ),
    book('income', [5, '文化广场舞台租用', '老寨村红白理事会', 600]),
  ],
  F08: [
    book('income', [12, '南斗渠边机动地承包费', '屈满仓', 3_150]),
    book('income', [9, '机动地承包费', '同养田', 2_400]),
  ],
  F17: [
    book('income', [21, '银行存款利息', '农商银行武屯支行', 186.42]),
    book('income', [21, '银行存款利息', '农商银行武屯支行', 171.08]),
  ],
  F18: [
    book(
      'expense',
      [6, '抽水泵检修', '阎良水泵站', 1_480],
      [11, '大棚薄膜更换 3 卷', '武屯农资店', 2_760],
      [23, '砖厂院墙抹灰', '雷晓东', 1_900],
    ),
    book('expense', [14, '机井房换锁两把', '武屯五金店', 160], [20, '渠口闸门油漆', '武屯五金店', 240]),
  ],
  F21: [
    book(
      'expense',
      [2, '村委会电费', '供电分公司', 412.6],
      // The line villagers ask about (QUESTION), whichever month has hung for a week by then.
      [9, '垃圾清运', '武屯环卫所', 1_260],
      [15, '保洁员工资（2 人）', '王玉莲、屈根生', 2_400],
      [22, '秋冬防火巡查误工', '三个组 6 人', 720],
    ),
    book(
      'expense',
      [2, '村委会电费', '供电分公司', 386.2],
      [10, '垃圾清运', '武屯环卫所', 1_260],
      [15, '保洁员工资（2 人）', '王玉莲、屈根生', 2_400],
      [26, '会议室椅子维修', '杨勇', 180],
    ),
  ],
  F23: [
    book('expense', [9, '重阳节慰问 70 岁以上老人 62 人', '老人本人', 6_200]),
    book('expense', [28, '国庆文艺演出音响租用', '武屯影音社', 900]),
  ],
  F28: [
    book('expense', [17, '村口道路标牌', '阎良标牌厂', 350]),
    book('expense', [11, '档案盒 40 个', '武屯文印店', 200]),
  ],
  C33: [
    book('count', ['上报网格事件', 47], ['当场办结', 21], ['派单办结', 22], ['还在办理', 4]),
    book('count', ['上报网格事件', 52], ['当场办结', 26], ['派单办结', 24], ['还在办理', 2]),
  ],
  P14: [
    book('text', [16, '主题党日：清理北斗渠', '23 名党员和 9 名志愿者清淤 400 米。']),
    book('text', [18, '志愿服务：帮收玉米', '帮 5 户缺劳力家庭收玉米 11 亩。']),
  ],
  P04: [
    book('text', [16, '支部党员大会', '学习村级公开办法，讨论秋播和水费收缴。']),
    book('text', [18, '支委会', '研究秋收防火和困难户慰问。']),
  ],
  C34: [
    book('count', ['受理纠纷', 6], ['调解成功', 5], ['引导到司法所', 1]),
    book('count', ['受理纠纷', 4], ['调解成功', 4]),
  ],
  G09: [
    book(
      'grant',
      ['王世昌', '999999194605010011', '一组', '80 岁以上高龄津贴', 150],
      ['刘忠孝', '', '三组', '80 岁以上高龄津贴', 150],
    ),
    book('grant', ['王世昌', '', '一组', '80 岁以上高龄津贴', 150]),
  ],
}

/** Said of an item that had nothing in a period; an empty table alone would say less. */
const NOTHING = '本期没有发生。'

/** What the village publishes of an item for a month (`YYYY-MM`, the last one of its period). */
export function contentFor(
  item: string,
  month: string,
  newest: boolean,
  columns: Content['columns'],
): Content {
  const found = BOOKS[item]?.[newest ? 0 : 1]
  if (!found) return { columns, rows: [], remark: NOTHING }
  return contentOf(found, month)
}

function contentOf({ table, lines, remark }: Book, month: string): Content {
  const columns = TABLES[table]
  const rows = lines.map((line): Row => {
    const pairs = columns.slice(0, line.length).map(({ id, kind }, index) => {
      const value = line[index] ?? null
      if (kind === 'date') return [id, `${month}-${String(value).padStart(2, '0')}`]
      return [id, kind === 'money' && typeof value === 'number' ? Math.round(value * 100) : value]
    })
    return { cells: Object.fromEntries(pairs) as Row['cells'] }
  })
  return { columns, rows, ...(remark ? { remark } : {}) }
}

/** The month’s cash book follows from the other books, so that they agree. */
export function cashBook(month: string, opening: number, income: number, expense: number): Content {
  return {
    columns: TABLES.accounts,
    rows: [
      { cells: { on: `${month}-25`, what: '本月各项收入合计（见各收入表）', income } },
      { cells: { on: `${month}-25`, what: '本月各项支出合计（见各支出表）', expense } },
    ],
    opening,
    closing: opening + income - expense,
    remark: '账户：农商银行武屯支行，账号尾号 6621。对账单贴在公开栏。',
  }
}

/** What was asked about the management costs of the month before, and what came of it. */
export const QUESTION = {
  by: '王思雨',
  line: 2,
  words: '垃圾清运写的是 1260 元，我爸说那个月只清了三车，一车 300 元，怎么多出来 360 元？',
  reply: '查了清运单，是三车共 900 元，填报时把上一季度欠的一车多算了两遍。谢谢提醒，已请报账员更正。',
  reason: '第 2 行“垃圾清运”多写了 360 元，按清运单改为 900 元。',
  wrongCell: { row: 1, column: 'expense', fen: 90_000 },
} as const

/** A grant that has just come and has to be public in two days; its draft waits for the supervisors. */
export const GRANT = {
  item: 'F12',
  reason: '收到区水务局渠道维修补助',
  content: (day: string): Content => ({
    columns: TABLES.income,
    rows: [
      {
        cells: {
          on: day,
          what: '北斗渠维修专项补助',
          payer: '区水务局',
          income: 4_500_000,
          voucher: '阎水财〔2026〕77 号',
        },
      },
    ],
    remark: '这笔钱只能修北斗渠，花一笔公开一笔。',
  }),
}
export const PROJECT = {
  item: 'F38',
  reason: '北斗渠维修开工前公开方案',
  content: {
    columns: TABLES.project,
    rows: [
      {
        cells: {
          project: '北斗渠维修 400 米',
          builder: '待比选',
          budget: 4_500_000,
          progress: '三家报价比选，本月底前定',
        },
      },
    ],
    node: 'before',
    remark: '施工单位定了以后再公开合同价。',
  } as const satisfies Content,
}

/** Named in the order demo visitors are offered them; all but the last live in the village. */
export const DISCLOSURE_CAST = {
  accountant: '杨林',
  supervisor: '屈建文',
  second: '孙红卫',
  director: '张军利',
  secretary: '王建国',
  town: '薛静',
} as const
