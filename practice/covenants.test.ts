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
    ['不交卫生费不开证明。', '挂钩'],
    ['不缴纳卫生费的，村委会不予开具任何证明。', '挂钩'],
    ['拖欠水费的户，一律不盖章。', '挂钩'],
    ['未交清修路集资款的，不给办理各种手续。', '挂钩'],
    ['欠费户暂停办理户口迁移手续。', '挂钩'],
    ['先交卫生费，才开证明。', '挂钩'],
    ['卫生费缴清以后方可盖章。', '挂钩'],
    ['不参加义务劳动的，不出具介绍信。', '挂钩'],
    ['生女孩不分配。', '按男女分出'],
    ['生女儿的户不分宅基地。', '按男女分出'],
    ['女孩不参加土地分配。', '按男女分出'],
    ['女儿没有份，分红只给儿子。', '按男女分出'],
    ['征地款儿子两份，女儿一份。', '按男女分出'],
    ['女性成员分红减半。', '按男女分出'],
    ['妇女不享受土地补偿款。', '按男女分出'],
    ['宅基地男孩优先，女孩不安排。', '按男女分出'],
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
    '开证明、盖章不收费，当天办好。',
    '不得以未交卫生费为由不开证明。',
    '不开虚假证明，不盖空白公章。',
    '材料不全的一次告知，不让村民跑第二趟办手续。',
    '卫生费每人每年三十元，按时缴纳，困难户凭证明减免。',
    '拖欠租金的，按合同约定处理，可以向人民法院起诉。',
    '不交卫生费的，上门说明用途，公开催缴。',
    '承包人交清租金后，村里办理交接手续。',
    '生男生女一样好，女孩和男孩同等分配。',
    '生女孩的家庭，集体分配不减少。',
    '禁止遗弃女婴，不得歧视妇女。',
    '怀孕妇女不安排重体力劳动。',
    '男女同等优先，宅基地按户分配。',
    '儿子、女儿都要赡养父母。',
    '妇女不参加夜间巡逻。',
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
