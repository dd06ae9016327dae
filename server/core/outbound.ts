import { lookup } from 'node:dns/promises'
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { BlockList, isIP } from 'node:net'

/**
 * Calls to addresses that others gave us. Such an address may lead into our own house, so its name is resolved here, every
 * answer has to be a public address, and the call goes to the one that was looked at and to no other (OWASP SSRF).
 */

/** In words for the desk: why nothing was sent, or why no answer came. */
export class Unreachable extends Error {}

const WAIT_MS = 10_000

/** Networks nobody outside has a service in (RFC 6890 and the IANA registry of special addresses). */
const NOT_PUBLIC = new BlockList()
const SPECIAL =
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4'
for (const network of SPECIAL.split(' ')) {
  const [base = '', bits] = network.split('/')
  NOT_PUBLIC.addSubnet(base, Number(bits), 'ipv4')
}
/** Of IPv6 only 2000::/3 is given out; in it, these carry an IPv4 address inside or lead nowhere. */
const GIVEN_OUT = new BlockList()
GIVEN_OUT.addSubnet('2000::', 3, 'ipv6')
NOT_PUBLIC.addSubnet('2001::', 23, 'ipv6')
NOT_PUBLIC.addSubnet('2001:db8::', 32, 'ipv6')
NOT_PUBLIC.addSubnet('2002::', 16, 'ipv6')
// A second one for examples (RFC 9637).
NOT_PUBLIC.addSubnet('3fff::', 20, 'ipv6')

/** Whether an address is one of the open internet. */
export function isPublic(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !NOT_PUBLIC.check(address, 'ipv4')
  return family === 6 && GIVEN_OUT.check(address, 'ipv6') && !NOT_PUBLIC.check(address, 'ipv6')
}

/**
 * What is wrong with an address somebody wants to be called at; undefined when nothing is. `ownHosts` are of the county's
 * own network: these may be private and need no TLS.
 */
export function faultOfUrl(text: string, ownHosts: readonly string[]): string | undefined {
  // A URL is read with these left out or turned round; what people see would then not be where it goes.
  if ([...text].some((sign) => sign <= ' ' || sign === '\u007f' || sign === '\\'))
    return '网址里不要有空格、换行和反斜杠'
  if (!URL.canParse(text)) return '这不是一个网址'
  const url = new URL(text)
  if (url.username !== '' || url.password !== '') return '网址里不要写用户名和密码'
  if (url.hash !== '') return '网址里不要有 #'
  if (isOwn(url, ownHosts)) return /^https?:$/.test(url.protocol) ? undefined : '只能是 https 或 http 的网址'
  if (url.protocol !== 'https:') return '要用 https 的网址；本县内网的主机由系统管理员在 OWN_HOSTS 里登记'
  const host = bare(url.hostname)
  if (/(^|\.)localhost\.?$/.test(host))
    return '不能是 localhost，它是服务器自己；本县内网的主机由系统管理员在 OWN_HOSTS 里登记'
  return isIP(host) !== 0 && !isPublic(host)
    ? '不能是内网地址；本县内网的主机由系统管理员在 OWN_HOSTS 里登记'
    : undefined
}

const isOwn = ({ hostname, host }: URL, ownHosts: readonly string[]) =>
  ownHosts.includes(hostname) || ownHosts.includes(host)

/** An IPv6 address stands in brackets in a URL. */
const bare = (hostname: string) => hostname.replace(/^\[(.*)\]$/, '$1')

/**
 * Posts a text and answers with the status. Follows nothing, reads no answer, waits ten seconds in all. Throws
 * Unreachable.
 */
export async function postTo(
  address: string,
  body: string,
  headers: Readonly<Record<string, string>>,
  ownHosts: readonly string[],
): Promise<number> {
  const fault = faultOfUrl(address, ownHosts)
  if (fault !== undefined) throw new Unreachable(fault)
  const url = new URL(address)
  const signal = AbortSignal.timeout(WAIT_MS)
  const to = await addressOf(url, ownHosts, signal)
  return send(url, to, body, headers, signal)
}

type Address = { address: string; family: number }

async function addressOf(url: URL, ownHosts: readonly string[], signal: AbortSignal): Promise<Address> {
  const found = await raced(lookup(bare(url.hostname), { all: true }), signal).catch((): Address[] => [])
  const [first] = found
  if (!first) throw new Unreachable('域名解析不到地址')
  // One private answer among public ones is how a name is turned against us: then none of them is taken.
  if (!isOwn(url, ownHosts) && !found.every(({ address }) => isPublic(address)))
    throw new Unreachable('域名指向内网地址，没有发送')
  return first
}

function raced<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('too slow')), { once: true })
    work.then(resolve, reject)
  })
}

function send(
  url: URL,
  { address, family }: Address,
  body: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<number> {
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest
  return new Promise((resolve, reject) => {
    const call = request(
      url,
      {
        method: 'POST',
        // A connection of its own: a kept one might lead to where the name pointed yesterday.
        agent: false,
        signal,
        lookup: (_name, { all }, answer) =>
          all ? answer(null, [{ address, family }]) : answer(null, address, family),
        headers: {
          ...headers,
          'content-type': 'application/json; charset=utf-8',
          'content-length': Buffer.byteLength(body),
          'user-agent': 'gongzhi-webhooks',
        },
      },
      (answer) => {
        resolve(answer.statusCode ?? 0)
        // What was answered is nobody's business here, however long it is.
        answer.on('error', () => undefined).destroy()
      },
    )
    call.on('error', (error) => reject(new Unreachable(signal.aborted ? '十秒内没有回应' : wordsFor(error))))
    call.end(body)
  })
}

function wordsFor(error: NodeJS.ErrnoException): string {
  const code = error.code ?? ''
  if (code === 'ECONNREFUSED') return '对方没有开这个端口'
  if (/CERT|SSL|TLS|ALTNAME|SELF_SIGNED/.test(code)) return `对方的证书有问题（${code}）`
  return `连不上对方${code === '' ? '' : `（${code}）`}`
}
