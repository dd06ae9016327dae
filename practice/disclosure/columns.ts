import type { Column } from './content.ts'

/** What a table looks like when its first line is typed; the catalogue names one of these for each item. */

const column = (id: string, name: string, kind: Column['kind'], more: Partial<Column> = {}): Column => ({
  id,
  name,
  kind,
  ...more,
})
const required = { required: true } as const
const on = column('on', '日期', 'date', required)
const what = column('what', '摘要', 'text', required)
const income = column('income', '收入', 'money', { side: 'income' })
const expense = column('expense', '支出', 'money', { side: 'expense' })
const voucher = column('voucher', '凭证号', 'voucher')
const remark = column('remark', '备注', 'text')
const person = column('person', '姓名', 'person', required)
const amount = column('amount', '金额', 'money', required)

export const TABLES = {
  text: [on, column('what', '事项', 'text', required), column('detail', '内容', 'text', required), remark],
  income: [on, what, column('payer', '交款人（单位）', 'text'), { ...income, ...required }, voucher, remark],
  expense: [
    on,
    what,
    column('payee', '收款人（单位）', 'text'),
    { ...expense, ...required },
    voucher,
    remark,
  ],
  accounts: [on, what, income, expense, voucher, remark],
  pay: [
    person,
    column('post', '岗位', 'text', required),
    column('standard', '标准', 'text'),
    { ...expense, name: '金额', ...required },
    remark,
  ],
  plan: [what, column('basis', '依据', 'text'), amount, remark],
  grant: [
    person,
    column('idNumber', '身份证号', 'idNumber'),
    column('group', '村民小组', 'text'),
    column('sort', '类别', 'text', required),
    column('amount', '金额', 'money'),
    remark,
  ],
  people: [
    person,
    column('idNumber', '身份证号', 'idNumber'),
    column('matter', '事项', 'text', required),
    column('on', '日期', 'date'),
    remark,
  ],
  contract: [
    column('subject', '标的', 'text', required),
    column('partner', '对方', 'text', required),
    column('from', '起', 'date'),
    column('to', '止', 'date'),
    column('price', '价款', 'money', required),
    column('paid', '已到账', 'money'),
    remark,
  ],
  project: [
    column('project', '项目', 'text', required),
    column('builder', '承建单位', 'text'),
    column('budget', '预算', 'money'),
    column('agreed', '合同价', 'money'),
    column('changed', '变更', 'money'),
    column('final', '决算', 'money'),
    column('paid', '已付', 'money'),
    column('progress', '进展', 'text', required),
    remark,
  ],
  asset: [
    column('asset', '名称', 'text', required),
    column('quantity', '数量', 'number'),
    column('measure', '单位', 'text'),
    column('worth', '价值', 'money'),
    column('change', '变动', 'text'),
    remark,
  ],
  debt: [
    column('partner', '对方', 'text', required),
    amount,
    column('since', '发生日期', 'date'),
    column('why', '事由', 'text', required),
    remark,
  ],
  contact: [
    column('post', '职责', 'text', required),
    person,
    column('phone', '联系电话', 'phone', { open: true }),
    remark,
  ],
  count: [column('what', '项目', 'text', required), column('number', '数量', 'number', required), remark],
} as const satisfies Record<string, readonly Column[]>
export type TableId = keyof typeof TABLES

/** Ids as the list of a county may name them. */
export const TABLE_IDS = Object.keys(TABLES) as TableId[] // the keys of the object above, which has no others
