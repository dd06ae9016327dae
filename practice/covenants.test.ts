import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { adoptionFault, covenantRefusal } from './meetings/covenant.ts'
import { articlesOf, covenantChanges } from './meetings/covenant-changes.ts'
import { covenantFindings } from './meetings/covenant-lint.ts'
import { opinionFault } from './meetings/opinions.ts'

const saysOf = (words: string) => covenantFindings(words).map(({ says }) => says)

describe('what a covenant may not say', () => {
  it.each([
    ['出嫁女户口未迁出的，一律不参加集体分红。', '因婚姻状况'],
    ['外嫁女及其子女不享受土地补偿款。', '因婚姻状况'],
    ['离婚妇女从离婚之日起取消成员资格。', '因婚姻状况'],
    ['丧偶后改嫁的，收回承包地。', '因婚姻状况'],
    ['纯女户只能招一个女婿，其余女儿结婚后不再分地。', '因婚姻状况'],
    ['入赘男子不得享有宅基地。', '到女方家落户'],
    ['上门女婿无权参加收益分配。', '到女方家落户'],
    ['征地款按男丁分配。', '按男女分出'],
    ['外出务工三年以上的，取消分红。', '因外出'],
    ['服刑人员除名，不再是集体成员。', '因外出'],
    ['乱倒垃圾的罚款 200 元。', '罚款'],
    ['大操大办的，没收礼金。', '罚款'],
    ['违反的交纳违约金五百元。', '罚款'],
    ['欠费的村民停水停电。', '限制人身自由'],
    ['不参加劳动的，取消低保。', '法定的保障'],
    ['不交卫生费的，取消选举权。', '选举权'],
    ['不服从调解的，收回承包地。', '收回承包地'],
  ])('%s', (words, says) => {
    expect(saysOf(words)).toContainEqual(expect.stringContaining(says))
  })

  it.each([
    '任何人不得以未婚、结婚、离婚、丧偶、户无男性等为由，侵害妇女在集体经济组织中的各项权益。',
    '出嫁女与男子享有同等的成员权益，任何组织和个人不得剥夺。',
    '成员不因就学、服役、务工、经商、离婚、丧偶、服刑等原因丧失成员身份。',
    '本村分红不分男女、不分婚嫁，一视同仁。',
    '红事宴席不超过十五桌，礼金不超过一百元。',
    '村里不得罚款，不得没收村民财物。',
    '不得擅自收回承包地、停水停电。',
    '入赘男子和子女与本村成员享有平等的权益。',
    '鼓励外出务工的村民回乡创业。',
    '孝敬老人，爱护妇女儿童；邻里和睦，不打架斗殴。',
    '低保、救助按国家规定申请，村里帮助代办。',
  ])('lets stand: %s', (words) => {
    expect(saysOf(words)).toEqual([])
  })

  it('reads what stands before a colon into every item below it', () => {
    const words = '第八条 下列人员不参加集体分红：\n（一）出嫁女；\n（二）入赘男子；\n第九条 村民要讲卫生。'
    expect(covenantFindings(words).map(({ n, quote }) => [n, quote])).toEqual([
      [2, '（一）出嫁女'],
      [3, '（二）入赘男子'],
    ])
  })

  it('is told with its article and keeps the text from being filed', () => {
    const findings = covenantFindings('离婚的不再分地。')
    expect(findings[0]?.law).toContain('第五十六条')
    expect(covenantRefusal('file', { state: 'adopted', findings })).toContain('不能备案')
    expect(covenantRefusal('adopt', { state: 'drafted', findings })).toBeUndefined()
    expect(covenantRefusal('file', { state: 'adopted', findings: [] })).toBeUndefined()
    expect(covenantRefusal('file', { state: 'filed', findings: [] })).toContain('现在不能备案')
    expect(adoptionFault('covenant')).toBeUndefined()
    expect(adoptionFault('public-works')).toContain('第三十一条')
  })
})

describe('what changed', () => {
  it('says what came, went and was put otherwise', () => {
    const before = '爱国守法\n礼金不超过一百元\n不乱倒垃圾'
    const after = '爱国守法\n礼金不超过二百元\n不乱倒垃圾\n节约用水'
    expect(covenantChanges(before, after)).toEqual([
      { kind: 'same', words: '爱国守法' },
      { kind: 'changed', words: '礼金不超过二百元', before: '礼金不超过一百元' },
      { kind: 'same', words: '不乱倒垃圾' },
      { kind: 'added', words: '节约用水' },
    ])
  })

  it('loses no article of either text', () => {
    const text = fc.array(fc.constantFrom('甲', '乙', '丙', '丁'), { maxLength: 8 })
    fc.assert(
      fc.property(text, text, (old, next) => {
        const changes = covenantChanges(old.join('\n'), next.join('\n'))
        const after = changes.flatMap((each) => (each.kind === 'removed' ? [] : [each.words]))
        const before = changes.flatMap((each) =>
          each.kind === 'added' ? [] : each.kind === 'changed' ? [each.before] : [each.words],
        )
        expect([before, after]).toEqual([articlesOf(old.join('\n')), articlesOf(next.join('\n'))])
      }),
    )
  })
})

describe('opinions', () => {
  const list = { 'asset-lease': { kinds: ['expert', 'lawyer'], source: '某县清单' } } as const
  it('are asked for by the list only, each by name, and first of all a written proposal', () => {
    expect(opinionFault(list, 'public-works', undefined)).toBeUndefined()
    expect(opinionFault(list, 'asset-lease', undefined)).toContain('要先有书面方案')
    expect(opinionFault(list, 'asset-lease', ['lawyer'])).toBe(
      '“集体资产出租、发包方案”还缺专家意见，附上以后才能表决（某县清单）',
    )
    expect(opinionFault(list, 'asset-lease', ['lawyer', 'expert'])).toBeUndefined()
  })
})
