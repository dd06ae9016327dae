import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { TABLES } from './columns.ts'
import type { ColumnKind, Content } from './content.ts'
import { maskCell, maskContent, maskName, maskText } from './mask.ts'

const digitsOf = (text: string) => text.normalize('NFKC').replaceAll(/[^\dXx]/g, '')
const wide = (text: string) =>
  text.replaceAll(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))

const idNumber = fc
  .tuple(
    fc.constantFrom('610114', '440403', '110101', '820000'),
    fc.integer({ min: 1900, max: 2026 }),
    fc.constantFrom('0101', '1231', '0630'),
    fc.constantFrom('123X', '4567', '0000'),
  )
  .map((parts) => parts.join(''))
const phone = fc
  .tuple(fc.constantFrom('138', '199', '150'), fc.integer({ min: 10_000_000, max: 99_999_999 }))
  .map((parts) => parts.join(''))
/** What people put between digits, by accident or not. */
const sign = fc.constantFrom('', ' ', '-', '－', '\u3000', '\u200b', '—', '·', '\u00a0')
const anySign = fc.oneof(sign, fc.constantFrom('*', '/', '、', '，', '. ', '（', '\n', '*-*'))
const around = fc.string({ unit: fc.constantFrom(...Array.from('0123456789 证号：*-Xab')) })

const written = (digits: string, signs: readonly string[]) =>
  [...digits]
    .map((digit, i) => digit + (i < digits.length - 1 ? (signs[i % signs.length] ?? '') : ''))
    .join('')

describe('numbers in a text', () => {
  test('an ID number is found in odd signs, wide digits and beside other digits; twice is once', () => {
    const signs = fc.array(anySign, { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(around, idNumber, signs, fc.boolean(), around, (before, id, between, isWide, behind) => {
        const number = written(id, between)
        const { text } = maskText(before + (isWide ? wide(number) : number) + behind)
        expect(digitsOf(text).toUpperCase()).not.toContain(id)
        expect(maskText(text).text).toBe(text)
      }),
      { numRuns: 2000 },
    )
  })

  test('a telephone is found in blanks and dashes, with its country, behind a number of its own', () => {
    fc.assert(
      fc.property(phone, sign, fc.constantFrom('', '3 ', '电话', '+86 ', '0086-', '*', '1、'), (number, between, before) => {
        const { text, found } = maskText(`${before}${written(number, [between])} 500 元`)
        expect(found).toContain('phone')
        expect(digitsOf(text)).not.toContain(number)
        expect(maskText(text).text).toBe(text)
      }),
    ) // prettier-ignore
    expect(maskText('找(138)1234-5678').text).toBe('找138****5678')
  })

  test('whatever the text, twice is once, and a text without numbers stays to the letter', () => {
    fc.assert(
      fc.property(around, (text) => {
        const { text: once, found } = maskText(text)
        expect(maskText(once).text).toBe(once)
        if (found.length === 0) expect(once).toBe(text)
      }),
      { numRuns: 2000 },
    )
  })

  test('a telephone in three parts is found, whatever stands between them; three amounts stay', () => {
    for (const [text, masked] of [
      ['打138----1111----2222', '打138****2222'],
      ['+86(138)11112222', '+138****2222'],
      ['【138】1111（2222）', '【138****2222）'],
      ['138……1111……2222', '138****2222'],
      ['一三八（一一一一）二二二二', '138****2222'],
    ] as const)
      expect(maskText(text)).toEqual({ text: masked, found: ['phone'] })
  })

  test('numbers that belong to nobody stay', () => {
    for (const text of [
      '分别是 150、1200、1350 元',
      '150，1200，1350',
      '150+1200+1350=2700',
      '150 2026-09-01',
      '工期 2026-09-01 2026-10-15，1200 元',
      '合同价 1,250,000.00、变更 12,000.00、已付 350,000.00',
      '发票 24617000、地块 610114006205',
      '第１２号',
      '电话 029-86801234',
    ])
      expect(maskText(text)).toEqual({ text, found: [] })
  })

  test('papers that stand in for an ID card are found, with the word and without', () => {
    for (const [text, masked] of [
      ['她持E12345678出境', '她持E******78出境'],
      ['护照号：ea1234567', '护照号：E******67'],
      ['护照 AB 未填，G 1234 5678', '护照 AB 未填，G******78'],
      ['护照号码 K0123456A（新加坡）', '护照号码 K******6A（新加坡）'],
      ['回乡证 H1234567890、M12345678', '回乡证 H********90、M******78'],
      ['往来港澳通行证Ｃ１２３４５６７８', '往来港澳通行证C******78'],
      ['台胞证号为00123456', '台胞证号为0*****56'],
      ['永久居留证 USA110080010101', '永久居留证 U************01'],
    ] as const) {
      expect(maskText(text).text).toBe(masked)
      expect(maskText(masked)).toEqual({ text: masked, found: [] })
    }
  })

  test('a number that is written out is found, whatever stands before it; twice is once', () => {
    const letters = ['〇零', '一幺壹', '二两贰', '三叁', '四', '五', '六', '七拐', '八', '九勾']
    const spelled = fc
      .tuple(phone, fc.array(fc.nat(2), { minLength: 11, maxLength: 11 }))
      .map(([number, which]) => ({
        number,
        text: [...number].map((digit, i) => letters[Number(digit)]?.[which[i] ?? 0] ?? digit).join(''),
      }))
    fc.assert(
      fc.property(spelled, sign, fc.constantFrom('', '李三', '电话', '3'), ({ number, text }, between, before) => {
        const { text: once, found } = maskText(`二〇二六年${before}${written(text, [between])}，五百元`)
        expect(found).toEqual(['phone'])
        expect(once).toContain(`${number.slice(0, 3)}****${number.slice(-4)}`)
        expect(once).toMatch(/^二〇二六年.*，五百元$/)
        expect(maskText(once).text).toBe(once)
      }),
    ) // prettier-ignore
    expect(maskText('身份证六一〇一一四一九八〇〇一〇一一二三四').text).toBe('身份证6101**********1234')
    expect(maskText('六一〇一一四一九〇〇〇一〇一一二三X').text).toBe('6101**********123X')
    expect(maskCell('phone', '一三八一二三四五六七八')).toBe('138****5678')
  })

  test('a number in circled digits is found, all of them or one, glued or apart; twice is once', () => {
    const rows = ['⓪①②③④⑤⑥⑦⑧⑨', '⓿❶❷❸❹❺❻❼❽❾', '⓪⑴⑵⑶⑷⑸⑹⑺⑻⑼', '⓪⒈⒉⒊⒋⒌⒍⒎⒏⒐', '⓪➊➋➌➍➎➏➐➑➒', '⓪➀➁➂➃➄➅➆➇➈', '⓪⓵⓶⓷⓸⓹⓺⓻⓼⓽']
    const circled = (number: string, row: string, isRound: (i: number) => boolean) =>
      [...number].map((digit, i) => (isRound(i) ? [...row][Number(digit)] : digit)).join('')
    const row = fc.constantFrom(...rows)
    const before = fc.constantFrom('', '电话', '① ', '① 电话 ', '（')
    fc.assert(
      fc.property(phone, row, fc.nat(10), fc.boolean(), sign, before, (number, marks, one, isAll, between, said) => {
        // A single one at the start or after a gap looks like a mark of a list.
        const at = Math.max(one, 1)
        const text = isAll
          ? written(circled(number, marks, () => true), [between])
          : circled(number, marks, (i) => i === at)
        const { text: once, found } = maskText(`${said}${text}，2026-09-01`)
        expect(found).toEqual(['phone'])
        expect(once).toContain(`${number.slice(0, 3)}****${number.slice(-4)}`)
        expect(maskText(once)).toEqual({ text: once, found: [] })
      }),
    )
    fc.assert(
      fc.property(idNumber, row, (id, marks) => {
        const { text: once, found } = maskText(`身份证${circled(id, marks, (i) => i > 5 && i < 17)}`)
        expect([once, found]).toEqual([`身份证${id.slice(0, 4)}**********${id.slice(-4)}`, ['idNumber']])
      }),
    )
    for (const [text, masked] of [
      ['打1③9 0000 0999', '打139****0999'],
      ['①③⑨ ⓪⓪⓪⓪ ⓪⑨⑨⑨', '139****0999'],
      ['①13900000999②13900000998', '①139****0999②139****0998'],
      ['13900000999①', '139****0999①'],
      ['139o0000999', '139****0999'],
      ['电话l39 0000 O999。', '电话139****0999。'],
    ] as const)
      expect(maskText(text).text).toBe(masked)
    expect(maskText('1③9 0000 0999', { open: true })).toEqual({ text: '1③9 0000 0999', found: [] })
  }) // prettier-ignore

  test('marks of a list, litres and codes stay to the letter', () => {
    const mark = fc.constantFrom('①', '②', '⑴', '⒈', '❶', '⓪')
    const thing = fc.oneof(
      fc.integer({ min: 0, max: 9_999_999 }).map((n) => `${n}`),
      fc.constantFrom('2026-09-01', '2026-10-15', '1,250,000.00', '修渠 1380 米', '15l', 'DN200', 'CO2', '0.5'),
    )
    const point = fc.tuple(mark, fc.constantFrom('', ' '), thing, fc.constantFrom(' ', '；', '\n')).map((parts) => parts.join(''))
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 6 }), (points) => {
        const text = points.join('')
        expect(maskText(text)).toEqual({ text, found: [] })
      }),
      { numRuns: 1000 },
    )
    for (const text of ['①150 ②1200 ③1350', '见①②③④⑤⑥⑦⑧⑨⑩', '15l 200l 300l', '15 l 200 l 300 l', 'A139o0000999', '139ooooolll', '型号 l3Ol', 'Oil 13900 I'])
      expect(maskText(text)).toEqual({ text, found: [] })
  }) // prettier-ignore

  test('ordinary sums, days and numbers of papers stay to the letter', () => {
    const day = fc
      .tuple(
        fc.integer({ min: 1949, max: 2049 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 28 }),
      )
      .map(([y, m, d]) => [y, String(m).padStart(2, '0'), String(d).padStart(2, '0')] as const)
    const spelledYear = (year: number) =>
      [...String(year)].map((digit) => '〇一二三四五六七八九'[Number(digit)]).join('')
    const ordinary = fc.oneof(
      fc.integer({ min: 0, max: 999_999_999 }).map((fen) => `${(fen / 100).toFixed(2)} 元`),
      fc.integer({ min: 0, max: 9_999_999 }).map((n) => `${n.toLocaleString('en')} 元`),
      day.map(([y, m, d]) => `${y}-${m}-${d}`),
      day.map(([y, m, d]) => `${y}年${m}月${d}日`),
      day.map(([y, m, d]) => `合同C${y}${m}${d}`),
      day.map(([y]) => `${spelledYear(y)}年十一月二十七日`),
      fc.constantFrom(
        '五万三千二百元',
        '一、二、三、四、五、六、七、八、九、十、十一',
        'G30 高速',
        'DN200 管',
        '三组一百二十户',
      ),
    )
    fc.assert(
      fc.property(fc.array(ordinary, { minLength: 1, maxLength: 5 }), (parts) => {
        const text = parts.join('，另')
        expect(maskText(text)).toEqual({ text, found: [] })
      }),
      { numRuns: 1000 },
    ) // prettier-ignore
  })

  test('each kind is named', () => {
    expect(maskText('610114198001011234，13812345678，6222 0202 0000 1234 567')).toEqual({
      text: '6101**********1234，138****5678，6222***********4567',
      found: ['idNumber', 'phone', 'account'],
    })
  })
})

describe('a cell of numbers', () => {
  const kinds: ColumnKind[] = ['idNumber', 'account', 'phone']

  test('a star shields nothing', () => {
    expect(maskCell('idNumber', '610114198001011234')).toBe('6101**********1234')
    expect(maskCell('idNumber', '6101**********1234')).toBe('6101**********1234')
    expect(maskCell('idNumber', '610114198001011234*')).toBe('6101***********234*')
    expect(maskCell('idNumber', '*６１０１１４ 19800101 1234')).toBe('*610***********1234')
    expect(maskCell('account', '6222021234567890*')).toBe('6222*********890*')
    expect(maskCell('phone', '13812345678*')).toBe('138*****678*')
    expect(maskCell('phone', '+86 138-1234-5678')).toBe('138****5678')
    expect(maskCell('phone', '029-86801234')).toBe('029****1234')
    expect(maskCell('idNumber', '无')).toBe('无')
    expect(maskCell('text', '住址见 610114198001011234*')).toBe('住址见 6101**********1234*')
  })

  test('of any cell at most eight signs are left, and twice is once', () => {
    fc.assert(
      fc.property(fc.constantFrom(...kinds), around, (kind, value) => {
        const once = maskCell(kind, value)
        expect(maskCell(kind, once)).toBe(once)
        if (/\d/.test(value)) expect(once.replaceAll('*', '').length).toBeLessThanOrEqual(8)
        if (digitsOf(value).length > 8) expect(digitsOf(once)).not.toBe(digitsOf(value))
      }),
    )
  })
})

test('a name keeps its first letter, and its last where it has three', () => {
  expect(['王小明', '李四', '欧阳小明', '王', '', '王小明*'].map(maskName)).toEqual([
    '王*明',
    '李*',
    '欧**明',
    '王',
    '',
    '王***',
  ])
  fc.assert(
    fc.property(fc.string(), (name) => {
      expect(maskName(maskName(name))).toBe(maskName(name))
    }),
  )
})

test('a content: by column, in headings and the remark, typed as numbers; open telephones and money stay', () => {
  const content: Content = {
    columns: [...TABLES.grant, ...TABLES.contact.filter(({ id }) => id === 'phone')],
    rows: [
      {
        heading: '补助 13812345678',
        vouchers: ['a'.repeat(64)],
        cells: {
          person: '王小明',
          idNumber: '610114198001011234*',
          sort: 13812345678,
          amount: 13812345678,
          group: null,
          phone: '13812345678，身份证 610114198001011234',
          remark: '卡号 6222021234567890',
        },
      },
    ],
    remark: '问 13812345678',
  }
  const masked = maskContent(content, ['person'])
  expect(masked.rows[0]).toEqual({
    heading: '补助 138****5678',
    vouchers: ['a'.repeat(64)],
    cells: {
      person: '王*明',
      idNumber: '6101***********234*',
      sort: '138****5678',
      amount: 13812345678,
      group: null,
      phone: '13812345678，身份证 6101**********1234',
      remark: '卡号 6222********7890',
    },
  })
  expect(masked.remark).toBe('问 138****5678')
  expect(maskContent(masked, ['person'])).toEqual(masked)
  expect(maskContent(content).rows[0]?.cells['person']).toBe('王小明')
})
