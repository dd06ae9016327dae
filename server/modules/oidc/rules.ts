import { z } from 'zod'

/**
 * The promise of this module: the provider says who somebody is there, never who they are here. Only the holder of an
 * account says that, and what comes back counts once, in the browser that was sent away, for what it was sent for.
 */

/** How long somebody may take at the provider: a password looked up, a telephone fetched. */
const AWAY_MINUTES = 10
/** How long the app's code may be typed after that. */
const CODE_MINUTES = 5
/**
 * How long ago the provider may have asked them: a session it keeps open by itself proves nothing at a desk that was
 * left (GB/T 22239 8.1.4.1 b).
 */
export const ASKED_SECONDS = 300

/** What makes an answer of the provider one to our question. */
const Attempt = z.object({ state: z.string(), nonce: z.string(), verifier: z.string() })
export type Attempt = z.output<typeof Attempt>

/** What a browser keeps for us, sealed, between two steps. `until` is in milliseconds. */
const Kept = z.discriminatedUnion('step', [
  Attempt.extend({ step: z.literal('enter'), until: z.number() }),
  Attempt.extend({ step: z.literal('bind'), until: z.number(), session: z.string() }),
  z.object({ step: z.literal('code'), until: z.number(), binding: z.string() }),
])
export type Kept = z.output<typeof Kept>

export const awayUntil = (now: Date): number => now.getTime() + AWAY_MINUTES * 60_000
export const codeUntil = (now: Date): number => now.getTime() + CODE_MINUTES * 60_000

/** What a browser brought, if it still counts for that step. */
export function readKept<Step extends Kept['step']>(
  text: string,
  step: Step,
  now: Date,
): Extract<Kept, { step: Step }> | undefined {
  const { data } = Kept.safeParse(JSON.parse(text))
  if (!data || data.step !== step || data.until <= now.getTime()) return undefined
  // Narrowed by the line before, which the compiler does not follow through a type parameter.
  return data as Extract<Kept, { step: Step }>
}

/** Whether an id token says that two factors were asked for, in one of the ways the county named (RFC 8176 for `amr`). */
export function saysTwoFactors(claims: Readonly<Record<string, unknown>>, ways: readonly string[]): boolean {
  const { acr, amr } = claims
  const said = [...(Array.isArray(amr) ? amr.map((one) => `amr=${one}`) : []), `acr=${String(acr)}`]
  return ways.some((way) => said.includes(way))
}

/** The levels to ask for, of what was named. */
export const askedLevels = (ways: readonly string[]): string[] =>
  ways.filter((way) => way.startsWith('acr=')).map((way) => way.slice('acr='.length))

/** The same for a second try, an old one, one from another browser or for another step. */
export const staleSays = (name: string) =>
  `这次认证已经过期、用过，或者不是从这个浏览器开始的，请回去再点一次“${name}”`
export const cancelledSays = (name: string) => `${name}没有放行，或者您在那边取消了，可以再试一次`
export const untrustedSays = (name: string) =>
  `${name}的答复没有通过核对，没有登录；请再试一次，还是不行就用登录名、密码和动态码登录，并告诉系统管理员`
export const awaySays = (name: string) => `${name}现在连不上，请过一会儿再试，或者用登录名、密码和动态码登录`
export const unboundSays = (name: string) =>
  `您在${name}的身份还没有绑定这里的账号。请先用登录名、密码和动态码登录，再到“我的登录和日历”里绑定${name}；还没有账号的，请系统管理员开一个`
export const LOCKED = '您的账号已经停用，请联系系统管理员'
export const WRONG_CODE = '动态码不对，请等手机上换出新的一个再填；每个只能用一次'
export const codeStaleSays = (name: string) => `时间过得太久了，请回去再用${name}登录一次`
export const NOT_BY_PASSWORD = '绑定要用账号密码登录后来办：请退出，用登录名、密码和动态码登录，再来绑定'
export const boundAlreadySays = (name: string) => `您的账号已经绑定了${name}里的一个身份，要换一个，请先解除`
export const takenSays = (name: string) => `${name}里的这个身份已经绑定了另一个账号，请用那个账号先解除`
export const elsewhereSays = (origin: string) => `请从 ${origin} 打开工作台，再点一次`
