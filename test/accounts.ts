import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import { expect } from 'vitest'
import { newId } from '#server/core/ids.ts'
import { maskPhone } from '#server/core/secrets.ts'
import { appCode, secretOf } from './app-code.ts'
import type { Who, World } from './world.ts'

/** Staff at the door, for tests: administrators who open it, and whoever comes in with a password and an app. */

export const SYSTEM = ['苗长青', 'system-administrator'] as const satisfies Who
export const SECURITY = ['柏文静', 'security-administrator'] as const satisfies Who
export const AUDIT = ['温晓岚', 'audit-administrator'] as const satisfies Who
export const PASSWORD = '渠边的三棵老槐树下见面吧'

export type Holder = {
  person: string
  name: string
  secret: Buffer
  codes: string[]
  /** What its browser keeps. */
  cookies: Record<string, string>
}

let visitors = 0
/** An address nobody else has, so that what one test mistypes does not hold up the next. */
const fresh = () => `10.0.${Math.floor(++visitors / 250)}.${(visitors % 250) + 1}`

export function doorOf(world: World) {
  const knock = (
    url: string,
    payload: object,
    { cookies = {}, ...more }: Pick<InjectOptions, 'cookies' | 'remoteAddress' | 'headers'> = {},
  ): Promise<LightMyRequestResponse> =>
    world.http.inject({ method: 'POST', url, payload, cookies, remoteAddress: fresh(), ...more })

  /** The last code that went to a telephone: what the gateway is handed passes here first. */
  const codes = new Map<string, string>()
  const { texts } = world.services
  const { send } = texts
  texts.send = (phone, text) => {
    const [code] = /\d{6}(?= ?，)/.exec(text) ?? []
    if (code !== undefined) codes.set(maskPhone(phone), code)
    return send(phone, text)
  }

  const keptBy = (answer: LightMyRequestResponse) =>
    Object.fromEntries(answer.cookies.map(({ name, value }) => [name, value]))

  /** Opens an account; answers with its one-time code. */
  async function opened(person: string, phone: string, signInName: string, key = newId()) {
    const answer = await world.ask(SYSTEM, 'POST', '/api/accounts', { person, phone, signInName }, key)
    expect([signInName, answer.status]).toEqual([signInName, 200])
    return answer.body as { id: string; code: string; until: string }
  }

  /** The secret for the app, shown for the one-time code and, where a telephone is known, what was sent to it. */
  async function begun(
    name: string,
    code: string,
  ): Promise<{ setup: { secret: string }; phoneCode?: string }> {
    const begin = async (more: object) => {
      const answer = await knock('/api/accounts/begin', { name, code, ...more })
      expect([name, answer.statusCode]).toEqual([name, 200])
      return answer.json<{ setup?: { secret: string }; phone?: string }>()
    }
    const first = await begin({})
    if (first.setup) return { setup: first.setup }
    const phoneCode = codes.get(first.phone ?? '')
    const { setup } = await begin({ phoneCode })
    if (!setup || phoneCode === undefined) throw new Error(`${name} was shown nothing`)
    return { setup, phoneCode }
  }

  /** The whole first time: from the one-time code to a signed-in browser. */
  async function activated(name: string, code: string): Promise<Omit<Holder, 'person'>> {
    const { setup, phoneCode } = await begun(name, code)
    const secret = secretOf(setup.secret)
    const body = { name, code, password: PASSWORD, totp: appCode(secret), phoneCode }
    const answer = await knock('/api/accounts/activate', body)
    expect([name, answer.statusCode]).toEqual([name, 200])
    // As if the app had shown nothing yet: tests go faster than its thirty seconds.
    await world.services.db.asOwner((tx) =>
      tx.rows('update accounts set totp_step = 0 where sign_in_name = $1', [name]),
    )
    return { name, secret, codes: answer.json<{ codes: string[] }>().codes, cookies: keptBy(answer) }
  }

  async function holder(person: string, phone: string, name: string): Promise<Holder> {
    const { id, code } = await opened(person, phone, name)
    return { person: id, ...(await activated(name, code)) }
  }

  const signIn = (
    { name, secret }: Pick<Holder, 'name' | 'secret'>,
    {
      password = PASSWORD,
      code = appCode(secret),
      ...more
    }: Parameters<typeof knock>[2] & {
      password?: string
      code?: string
    } = {},
  ) => knock('/api/accounts/sign-in', { name, password, code }, more)

  /** A call of whoever’s browser that is. */
  const as = (
    cookies: Record<string, string>,
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: string,
    body?: object,
  ) =>
    world.http.inject({
      method,
      url,
      cookies,
      headers: { 'idempotency-key': newId() },
      ...(body ? { payload: body } : {}),
    })

  return { knock, keptBy, opened, begun, activated, holder, signIn, as, codes }
}
