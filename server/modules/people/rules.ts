import { maskIdNumber, maskName, maskPhone } from '#server/core/secrets.ts'

/**
 * The promise of this module: a row of a list is taken as it is or refused with a reason anybody can act on, and the
 * same list again changes nothing. A person is known by the ID number, without one by household, name and birthday.
 */

/** What a list may say of a person, with the headings it is recognised by; the first is the template's. */
export const FIELDS = {
  name: ['姓名', '名字', '人员姓名'],
  idNumber: ['身份证号', '身份证号码', '公民身份号码', '证件号码', '身份证'],
  phone: ['手机号', '手机号码', '联系电话', '联系方式', '电话'],
  household: ['户号', '户编号', '户口簿号', '家庭编号'],
  relation: ['与户主关系', '户主关系', '关系'],
  village: ['村', '村社区', '行政村', '所在村', '村名', '村（社区）', '村代码'],
  group: ['组', '村民小组', '小组', '组别'],
  address: ['地址', '住址', '家庭住址', '详细地址'],
  bornOn: ['出生日期', '出生年月日', '生日'],
  sex: ['性别'],
} as const
export type Field = keyof typeof FIELDS
/** Which column, counted from 0, holds which field. */
export type Columns = Partial<Record<Field, number>>
/** Without these no row can be taken. */
export const NEEDED: readonly Field[] = ['name', 'household']
export type Cells = Partial<Record<Field, string>>
/** A row of a list: its number there, the heading being row 1, and what its cells say. */
export type ListRow = { row: number; cells: Cells }

export type Refusal = { row: number; field: Field; value: string; reason: string; scope: 'row' | 'cell' }
export type Candidate = {
  row: number
  name: string
  idNumber: string | undefined
  phone: string | undefined
  household: string
  relation: string | undefined
  village: string
  address: string
  bornOn: string
  sex: '男' | '女' | undefined
}

/** Which column holds which field, by the headings; columns nobody recognises are left out. */
export function guessColumns(headings: readonly string[]): Columns {
  const tidy = headings.map((heading) => heading.normalize('NFKC').replaceAll(/[\s*:：]/g, ''))
  const found: Columns = {}
  for (const [field, names] of Object.entries(FIELDS)) {
    const column = names.map((name) => tidy.indexOf(name.normalize('NFKC'))).find((at) => at >= 0)
    if (column !== undefined) found[field as Field] = column
  }
  return found
}

/** Where a list's villages are looked up: by 12-digit code, by name, by town and name. */
export type Villages = { codes: ReadonlySet<string>; byName: ReadonlyMap<string, readonly string[]> }

/** Longer is a mistake of columns, not a name or an address. */
const LONGEST = { name: 50, household: 40, relation: 20, group: 40, address: 120 } as const

/** What is wrong with one cell; thrown within this file only, so that the first fault ends the row. */
class Fault extends Error {
  readonly field: Field
  constructor(field: Field, reason: string) {
    super(reason)
    this.field = field
  }
}

/** Reads a row. Pure; `today` is China's date. Answers with the person, or with why not. */
export function checkRow(
  { row, cells }: ListRow,
  { villages, area, today }: { villages: Villages; area: string; today: string },
): Candidate | Refusal {
  try {
    const says = (field: Field) => (cells[field] ?? '').normalize('NFKC').trim()
    const idNumber = says('idNumber').toUpperCase() || undefined
    const born = idNumber === undefined ? undefined : birthdayOf(idNumber)
    const name = likeAName(shortEnough('name', needed('name', says('name'))))
    const group = shortEnough('group', says('group'))
    return {
      row,
      name,
      idNumber,
      phone: phoneOf(says('phone')),
      household: shortEnough('household', needed('household', says('household'))),
      relation: shortEnough('relation', says('relation')) || undefined,
      village: villageOf(says('village'), villages, area),
      address: withGroup(group, shortEnough('address', says('address'))),
      bornOn: bornOn(says('bornOn'), born, today),
      sex: sexOf(says('sex'), idNumber),
    }
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    const { field, message } = error
    return { row, field, value: masked(field, cells[field] ?? ''), reason: message, scope: 'row' }
  }
}

export const isRefusal = (checked: Candidate | Refusal): checked is Refusal => 'reason' in checked

/** What may be shown of a cell: enough to find it in the list, not enough to know it. */
export function masked(field: Field, value: string): string {
  if (value === '') return ''
  if (field === 'idNumber') return maskIdNumber(value)
  if (field === 'phone') return value.length < 8 ? '*'.repeat(value.length) : maskPhone(value)
  if (field === 'name') return maskName(value).slice(0, LONGEST.name)
  // A mistaken column may hold an ID number or a phone anywhere.
  return value.slice(0, 60).replaceAll(/\d{7,}[\dXx]?/g, (digits) => `${digits.slice(0, 3)}****`)
}

function needed(field: 'name' | 'household', value: string): string {
  if (value === '') throw new Fault(field, `没有填${FIELDS[field][0]}，请补上`)
  return value
}

function shortEnough(field: keyof typeof LONGEST, value: string): string {
  if (value.length > LONGEST[field])
    throw new Fault(field, `${FIELDS[field][0]}超过 ${LONGEST[field]} 个字，请看看是不是串了列`)
  return value
}

/** Signs of a formula or a page, and a row of digits, are in nobody's name. */
function likeAName(name: string): string {
  if (/[<>=@|\\{}[\]"]|\d{5}/.test(name)) throw new Fault('name', '这不像姓名，请看看是不是串了列')
  return name
}

/** Weights and check digits of GB 11643-1999. */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECKS = '10X98765432'

/** The birthday an ID number names. */
function birthdayOf(idNumber: string): string {
  if (/^\d(\.\d+)?E\+\d+$/.test(idNumber))
    throw new Fault('idNumber', '身份证号被 Excel 存成了数字，末几位已经丢了；请把这一列设成“文本”再填一次')
  if (!/^\d{17}[\dX]$/.test(idNumber)) throw new Fault('idNumber', '身份证号应是 18 位，请核对')
  const sum = WEIGHTS.reduce((total, weight, n) => total + weight * (idNumber.charCodeAt(n) - 48), 0)
  if (CHECKS[sum % 11] !== idNumber[17]) throw new Fault('idNumber', '身份证号的校验位不对，请核对有没有抄错')
  const day = `${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`
  if (!isDay(day)) throw new Fault('idNumber', '身份证号里的出生日期不存在，请核对')
  return day
}

function bornOn(typed: string, ofNumber: string | undefined, today: string): string {
  const parts = /^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?(?:[ T].*)?$/.exec(typed)
  const day = parts ? `${parts[1]}-${parts[2]?.padStart(2, '0')}-${parts[3]?.padStart(2, '0')}` : undefined
  if (typed !== '' && (day === undefined || !isDay(day)))
    throw new Fault('bornOn', '出生日期看不懂，请写成 1980-05-01')
  if (day !== undefined && ofNumber !== undefined && day !== ofNumber)
    throw new Fault('bornOn', '出生日期与身份证号里的不一致，请核对')
  const born = ofNumber ?? day
  if (born === undefined) throw new Fault('bornOn', '没有身份证号时要填出生日期，好认得是哪一位')
  if (born > today) throw new Fault(day === undefined ? 'idNumber' : 'bornOn', '出生日期在今天以后，请核对')
  if (born < '1900-01-01')
    throw new Fault(day === undefined ? 'idNumber' : 'bornOn', '出生日期早于 1900 年，请核对')
  return born
}

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

function isDay(day: string): boolean {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  if (month === 2 && date === 29) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return date >= 1 && date <= (DAYS[month - 1] ?? 0)
}

function phoneOf(typed: string): string | undefined {
  const phone = phoneDigits(typed)
  if (phone === '') return undefined
  if (!/^1[3-9]\d{9}$/.test(phone)) throw new Fault('phone', '手机号应是 11 位数字，请核对；没有就空着')
  return phone
}

/** A telephone number as a list has it, without what people put between its digits or before them. */
export const phoneDigits = (typed: string): string =>
  typed.replaceAll(/[\s-]/g, '').replace(/^\+?86(?=1\d{10}$)/, '')

function sexOf(typed: string, idNumber: string | undefined): '男' | '女' | undefined {
  if (typed !== '' && typed !== '男' && typed !== '女') throw new Fault('sex', '性别请填“男”或“女”')
  // The 17th digit is odd for men (GB 11643).
  const ofNumber = idNumber === undefined ? undefined : Number(idNumber[16]) % 2 === 1 ? '男' : '女'
  if (typed !== '' && ofNumber !== undefined && typed !== ofNumber)
    throw new Fault('sex', '性别与身份证号里的不一致，请核对')
  return typed === '男' || typed === '女' ? typed : ofNumber
}

function villageOf(typed: string, { codes, byName }: Villages, area: string): string {
  // A post over a village or grid speaks of its own village; whoever has more must name it.
  const code = typed === '' && area.length >= 12 ? area.slice(0, 12) : codeOf(typed, codes, byName, area)
  if (!code.startsWith(area.slice(0, 12)))
    throw new Fault('village', '这个村不在您的辖区，请由那里的同事导入')
  return code
}

function codeOf(typed: string, codes: ReadonlySet<string>, byName: Villages['byName'], area: string): string {
  if (typed === '') throw new Fault('village', '没有填村，请写村名或 12 位村代码')
  if (codes.has(typed)) return typed
  const all = byName.get(typed) ?? []
  const own = all.filter((code) => code.startsWith(area))
  const [code] = own.length > 0 ? own : all
  if (code === undefined) throw new Fault('village', '没有找到这个村，请写全名或 12 位村代码')
  if (own.length > 1)
    throw new Fault('village', '有几个村叫这个名字，请连街道（乡镇）一起写，或者写 12 位村代码')
  return code
}

function withGroup(group: string, address: string): string {
  if (group === '' || address.includes(group)) return address
  return `${/^[\d一二三四五六七八九十]+$/.test(group) ? `${group}组` : group}${address}`
}
