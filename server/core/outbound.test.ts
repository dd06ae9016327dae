import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faultOfUrl, isPublic, postTo, Unreachable } from './outbound.ts'

/** Addresses of others must not lead into our own house. */

let server: Server
let own: string
const asked: { url: string; body: string }[] = []
beforeAll(async () => {
  server = createServer((request, answer) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      asked.push({ url: request.url ?? '', body })
      if (request.url === '/moved') answer.writeHead(302, { location: '/elsewhere' }).end()
      else if (request.url === '/endless') {
        answer.writeHead(200)
        const more = setInterval(() => answer.write('x'.repeat(65_536)), 1)
        answer.on('close', () => clearInterval(more))
      } else answer.writeHead(204).end()
    })
  })
  await new Promise<void>((go) => server.listen(0, '127.0.0.1', go))
  own = `127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => new Promise((go) => server.close(go)))

describe('which addresses are public', () => {
  it.each([
    '10.1.2.3', '127.0.0.1', '127.255.255.254', '169.254.169.254', '172.16.0.1', '172.31.255.255', '192.168.1.1',
    '100.64.0.1', '0.0.0.0', '192.0.2.1', '198.18.0.1', '224.0.0.1', '255.255.255.255', '::1', '::', 'fe80::1', 'fc00::1',
    'fd12::1', '::ffff:127.0.0.1', '::ffff:8.8.8.8', '64:ff9b::7f00:1', '2002:7f00:1::', '2001:db8::1', '2001::1',
    'ff02::1', '3fff::1', '3fff:fff:ffff::1', '5f00::1', '100::1', '100:0:0:1::1', '64:ff9b:1::1', 'localhost', '',
  ])('not %s', (address) => expect(isPublic(address)).toBe(false)) // prettier-ignore

  it.each([
    '8.8.8.8',
    '114.114.114.114',
    '172.15.0.1',
    '172.32.0.1',
    '2400:3200::1',
    '2606:4700::1111',
    '3ffe:ffff::1',
  ])('%s', (address) => expect(isPublic(address)).toBe(true))
})

describe('what may be registered', () => {
  it.each([
    'http://example.cn/hook', 'https://127.0.0.1/', 'https://0x7f000001/', 'https://2130706433/', 'https://127.1/',
    'https://[::1]/', 'https://[3fff::1]/', 'https://[::ffff:10.0.0.1]/', 'https://10.0.0.8:8443/a', 'https://user:word@example.cn/',
    'ftp://example.cn/', 'file:///etc/passwd', 'gopher://example.cn', 'nothing', 'https://example.cn/#a',
    'https://example.org/a\r\nX: y', 'https://example.com\\@127.0.0.1/', 'https://example.cn/a b', 'https://example.cn/\u0000',
    'https://localhost/', 'https://LOCALHOST:8443/', 'https://localhost./', 'https://a.localhost/',
  ])('not %s', (url) => expect(faultOfUrl(url, [])).toBeTypeOf('string')) // prettier-ignore

  it('an https address of others, and what the county names of its own', () => {
    expect(faultOfUrl('https://hotline.example.cn/gongzhi?a=1', [])).toBeUndefined()
    expect(faultOfUrl('http://10.0.0.8:8080/a', ['10.0.0.8:8080'])).toBeUndefined()
    expect(faultOfUrl('http://10.0.0.8:8081/a', ['10.0.0.8:8080'])).toBeTypeOf('string')
    expect(faultOfUrl('ftp://10.0.0.8:8080/a', ['10.0.0.8:8080'])).toBeTypeOf('string')
  })
})

describe('sending', () => {
  it('reaches a host of the county’s own', async () => {
    expect(await postTo(`http://${own}/hook`, '{"a":"水"}', {}, [own])).toBe(204)
    expect(asked.at(-1)).toEqual({ url: '/hook', body: '{"a":"水"}' })
  })

  it('never reaches a name that leads inside, however it is written', async () => {
    const before = asked.length
    const { port } = server.address() as AddressInfo
    for (const host of ['localhost', '127.0.0.1', '0.0.0.0', '2130706433', '[::ffff:127.0.0.1]'])
      await expect(postTo(`https://${host}:${port}/`, '{}', {}, [])).rejects.toThrow(Unreachable)
    // A name the county named with another port is no name of its own.
    await expect(postTo(`https://localhost:${port}/`, '{}', {}, ['localhost:1'])).rejects.toThrow(/内网/)
    expect(asked).toHaveLength(before)
  })

  it('follows nothing', async () => {
    expect(await postTo(`http://${own}/moved`, '{}', {}, [own])).toBe(302)
    expect(asked.at(-1)?.url).toBe('/moved')
  })

  it('reads no answer, however long', async () => {
    expect(await postTo(`http://${own}/endless`, '{}', {}, [own])).toBe(200)
  })

  it('says in words why nobody is there', async () => {
    await expect(postTo('http://127.0.0.1:1/', '{}', {}, ['127.0.0.1:1'])).rejects.toThrow(
      '对方没有开这个端口',
    )
    await expect(postTo('https://nowhere.invalid/', '{}', {}, [])).rejects.toThrow('域名解析不到地址')
  })
})
