import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { Provider } from 'oidc-provider'
import type { OidcConfig } from '#server/core/config.ts'

/** A real OpenID provider on this machine. Whoever comes says who they are; it believes them, as tests need it to. */

const CLIENT = { id: 'gongzhi-test', secret: 'only-of-this-test-and-of-no-county' }
export const PROVIDER_NAME = '秦务员统一认证'

const PAGE = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>${PROVIDER_NAME}</title>
<h1>${PROVIDER_NAME}</h1><form method="post"><label>证件号 <input name="login"></label>
<button name="factors" value="pwd">登录</button> <button name="factors" value="pwd,otp">登录并核验短信</button>
<button name="factors" value="">取消</button></form>`

export type IdentityProvider = { config: OidcConfig; close: () => Promise<void> }

/** Starts one for a server whose callback that is. `secondFactor` is what our server takes its word for. */
export async function openIdentityProvider(
  callback: string,
  secondFactor: readonly string[] = [],
): Promise<IdentityProvider> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // It listens on a port, not on a pipe.
  // By its name, so that to a browser it is another site than a server at 127.0.0.1.
  const issuer = `http://localhost:${port}`
  const provider = providerAt(issuer, callback)
  const answer = provider.callback()
  server.on('request', (request, response) => {
    const isAsked = request.url?.startsWith('/interaction/')
    const answered = isAsked ? ask(provider, request, response) : answer(request, response)
    answered.catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined))
  })
  const config = {
    clientId: CLIENT.id,
    clientSecret: CLIENT.secret,
    name: PROVIDER_NAME,
    callback,
    secondFactor,
  }
  return {
    config: { ...config, issuer: `${issuer}/` },
    close: async () => {
      server.close()
      server.closeAllConnections()
      if (server.listening) await once(server, 'close')
    },
  }
}

const HOUR_S = 3_600

function providerAt(issuer: string, callback: string): Provider {
  return new Provider(issuer, {
    clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [callback] }],
    cookies: { keys: ['of-this-test'] },
    claims: { openid: ['sub', 'amr'] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    ttl: { AccessToken: HOUR_S, Grant: HOUR_S, IdToken: HOUR_S, Interaction: HOUR_S, Session: HOUR_S },
    findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
    // What our server asks for needs nobody's consent beyond having come.
    loadExistingGrant: async ({ oidc: { client, session, provider } }) => {
      const ids = { clientId: client?.clientId ?? '', accountId: session?.accountId ?? '' }
      const grant = new provider.Grant(ids)
      grant.addOIDCScope('openid')
      await grant.save()
      return grant
    },
  })
}

/** The page on which one says who one is, and what happens when it is sent. */
async function ask(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method === 'GET') {
    response.setHeader('content-type', 'text/html; charset=utf-8').end(PAGE)
    return
  }
  const said = new URLSearchParams(await text(request))
  const factors = said.get('factors') ?? ''
  const accountId = said.get('login') ?? ''
  await provider.interactionFinished(
    request,
    response,
    factors === '' ? { error: 'access_denied' } : { login: { accountId, amr: factors.split(',') } },
  )
}

/** How somebody answers on its page; without factors they turn back. */
export type Answer = { login: string; factors?: 'pwd' | 'pwd,otp' | '' }

/** A browser sent to the provider, its cookies in `jar`; answers with the query it is sent back with. */
export async function atProvider(
  url: string,
  { login, factors = 'pwd' }: Answer,
  jar: Map<string, string> = new Map(),
): Promise<string> {
  let next = url
  let form: URLSearchParams | undefined
  for (let step = 0; step < 10; step++) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(next, {
      redirect: 'manual',
      headers: { cookie },
      ...(form ? { method: 'POST', body: form } : {}),
    })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      jar.set(name, value)
    }
    const location = answer.headers.get('location')
    if (location === null) throw new Error(`the provider answered ${answer.status} at ${next}`)
    const to = new URL(location, next)
    if (to.origin !== new URL(url).origin) return to.search.slice(1)
    form = to.pathname.startsWith('/interaction/') ? new URLSearchParams({ login, factors }) : undefined
    next = to.href
  }
  throw new Error('the provider sends the browser around')
}
