import { describe, expect, it } from 'vitest'
import { phoneBindings } from './phone-bindings.ts'

describe('the reason for which a request is sent back', () => {
  const faultOf = (reason: string) =>
    phoneBindings.refuse.body?.safeParse({ reason }).error?.issues[0]?.message ?? ''

  it.each([
    ['网址', '请打开 www.example.com 补填'],
    ['网址', '请到 gongzhi-renzheng。cn 认证'],
    ['网址', '请打开 HTTPS：／／a.b/c'],
    ['电话', '请给 138 1234 5678 打电话'],
    ['电话', '请加一三八一二三四五六七八'],
    ['电话', '请转到６２２２０２０２００００'],
    ['换行', '第一行写好了\n【银行】第二行'],
    ['60 个字', '来'.repeat(61)],
  ])('goes out by text message, so it holds nothing nobody should get from the house: %s', (says, reason) => {
    expect(faultOf(reason)).toContain(says)
  })

  it.each(['名册里没有这个人，请带户口本来村里登记', '请11月27日上午9点到2号楼找王建国'])(
    'may be %s',
    (reason) => {
      expect(faultOf(reason)).toBe('')
    },
  )
})
