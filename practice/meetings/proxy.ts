import { bodyOf, type BodyId } from './bodies.ts'
import { cite, type Limits } from './limits.ts'

/** Who stands in for whom: in writing, of the same household, of full capacity (RCE 27). */
export type Proxy = {
  body: BodyId
  isSelf: boolean
  sameHousehold: boolean
  adult: boolean
  /** For how many others the holder stands in already. */
  principals: number
  holder: string
}

/** Why the person may not stand in, with the article; undefined when they may. */
export function proxyFault(limits: Limits, proxy: Proxy): string | undefined {
  const { name, proxy: rule } = bodyOf(proxy.body)
  if (rule !== 'household') return `${name}要本人参加，法律没有规定可以委托别人，不能登记委托`
  const limit = limits['rce.proxy.max']
  const law = cite(limit)
  if (proxy.isSelf) return '不能委托自己，请另选一人'
  if (!proxy.sameHousehold) return `只能书面委托同一户的家庭成员，${proxy.holder}不是同一户（${law}）`
  if (!proxy.adult) return `受委托人要有完全民事行为能力，${proxy.holder}未满十八周岁（${law}）`
  if (limit.kind !== 'most') throw new Error('rce.proxy.max is no ceiling')
  return proxy.principals >= limit.value
    ? `${proxy.holder}已经接受 ${proxy.principals} 人委托，最多 ${limit.value} 人，请另托他人（${law}）`
    : undefined
}
