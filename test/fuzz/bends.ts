import { bentBody, brokenBody } from './bodies.ts'
import { encoded, type Draft } from './draft.ts'
import { HOSTILE_NAMES, hostileText, hostileValue, plainOf } from './hostile.ts'
import type { Operation } from './openapi.ts'
import type { Random } from './random.ts'
import type { Samples } from './samples.ts'

/** What is done to a request that is still good HTTP: its body, address, headers and method. */

type Bend = (draft: Draft, operation: Operation, samples: Samples, random: Random) => void

/** What is done to a request, by how often of a hundred; the body of those that have one comes first. */
export function planOf({ body, parameters }: Operation, random: Random): Bend {
  const roll = random.below(100)
  if (body && roll < 50) return (draft, ...more) => (draft.body = bentBody(...more))
  if (body && roll < 62) return (draft, ...more) => (draft.body = brokenBody(...more))
  if (parameters.length > 0 && roll < 75) return bendParameters
  if (roll < 84) return bendHeaders
  if (roll < 90) return bendTarget
  if (roll < 95) return bendMethod
  return (draft, ...more) => (draft.body = brokenBody(...more))
}

/** Some parameters are replaced, come twice, or get company. */
const bendParameters: Bend = (draft, { path, parameters }, _, random) => {
  const written = () =>
    escaped(plainOf(hostileValue(random)).slice(0, random.chance(0.1) ? 9_000 : 400), random)
  if (path.includes('{') && random.chance(0.6)) {
    const at = draft.target.split('?')
    draft.target = [
      path.replaceAll(/\{\w+\}/g, () => (random.chance(0.8) ? written() : 'x')),
      ...at.slice(1),
    ].join('?')
    return
  }
  const names = parameters.filter((one) => one.in === 'query').map(({ name }) => name)
  const query = Array.from({ length: random.pick([1, 1, 2, 4]) }, () => {
    const name =
      names.length > 0 && random.chance(0.85)
        ? random.pick(names)
        : encodeURIComponent(random.pick(HOSTILE_NAMES))
    return random.pick([
      `${name}=${written()}`,
      `${name}=${written()}`,
      `${name}[]=${written()}`,
      `${name}[a][b]=1`,
      name,
      `${name}=1&${name}=2`,
    ])
  })
  draft.target = `${draft.target}${draft.target.includes('?') ? '&' : '?'}${query.join('&')}`
}

/** As an address carries it; now and then badly. */
function escaped(text: string, random: Random): string {
  const good = encoded(text)
  return random.chance(0.9)
    ? good
    : random.pick([
        `%`,
        '%zz',
        '%ff%fe',
        '%c0%ae%c0%ae',
        '%00',
        '%u0041',
        `${good}%`,
        '%ed%a0%80',
        '..;/',
        '+',
      ])
}

const bendHeaders: Bend = (draft, _, __, random) => {
  // Signs no header may hold go; what remains is odd enough.
  const text = () =>
    hostileText(random)
      .slice(0, 300)
      // oxlint-disable-next-line no-control-regex
      .replaceAll(/[\u0000-\u001f\u007f]|[^\u0000-\u00ff]/g, '?')
  const without = (name: string) => draft.headers.filter(([one]) => one !== name)
  const [name, value] = random.pick<[string, string]>([
    ['idempotency-key', text()],
    ['idempotency-key', ''],
    ['authorization', `Bearer ${text()}`],
    ['authorization', 'Basic YTpi'],
    ['authorization', `Bearer ${'a'.repeat(200)}`],
    ['cookie', `gz_session=${text()}`],
    ['cookie', `gz_session=a; gz_session=b; __proto__=1; gz_device=${text()}`],
    ['cookie', 'a=b; '.repeat(500)],
    ['origin', 'https://example.com'],
    ['origin', text()],
    [
      'range',
      random.pick([
        'bytes=0-0',
        'bytes=-1',
        'bytes=9-1',
        `bytes=${'0-1,'.repeat(300)}`,
        'lines=1-2',
        'bytes=99999999999999999999-',
      ]),
    ],
    ['if-none-match', random.pick(['*', '""', text()])],
    ['if-modified-since', text()],
    ['accept', random.pick(['text/html', 'application/xml', '*/*;q=x', text()])],
    ['accept-encoding', random.pick(['br', 'gzip', 'identity;q=0', '*;q=0', text()])],
    ['accept-language', text()],
    ['x-forwarded-for', random.pick(['::1', '127.0.0.1', '1.2.3.4, '.repeat(200), text()])],
    ['x-forwarded-host', text()],
    ['x-forwarded-proto', text()],
    ['host', random.pick(['example.com', 'a:99999', '[::1', text()])],
    ['content-encoding', random.pick(['gzip', 'br', 'x'])],
    ['x-http-method-override', 'DELETE'],
    ['last-event-id', text()],
    ['user-agent', text()],
    ['expect', '100-continue'],
  ])
  draft.headers = [...without(name), [name, value]]
}

const bendTarget: Bend = (draft, _, __, random) => {
  const { target } = draft
  draft.target = random.pick([
    `/${target}`,
    `${target}/`,
    target.toUpperCase(),
    `/.${target}`,
    target.replace('/api/', '/api/../api/'),
    target.replace('/api/', '/api/%2e%2e/%2e%2e/'),
    target.replaceAll('/', '%2f'),
    `${target}%00`,
    `${target}%`,
    `${target}#x`,
    `${target}?${'a=b&'.repeat(2_000)}`,
    `${target};jsessionid=1`,
    `http://127.0.0.1${target}`,
    `/${'a/'.repeat(3_000)}`,
    `/api/${'x'.repeat(5_000)}`,
    `/assets/${escaped(hostileText(random).slice(0, 200), random)}`,
    `/assets/..%2f..%2f..%2fpackage.json`,
    `/desk/${escaped(hostileText(random).slice(0, 200), random)}`,
    `/api/js/${escaped(hostileText(random).slice(0, 200), random)}`,
    `/open311/${escaped(hostileText(random).slice(0, 200), random)}`,
    `/${escaped(hostileText(random).slice(0, 200), random)}`,
    '*',
  ])
}

const bendMethod: Bend = (draft, _, __, random) => {
  draft.method = random.pick([
    'GET',
    'HEAD',
    'POST',
    'PUT',
    'DELETE',
    'PATCH',
    'OPTIONS',
    'TRACE',
    'PROPFIND',
    'SEARCH',
    'LOCK',
    'get',
    'BREW',
  ])
}
