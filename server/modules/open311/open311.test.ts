import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#server/core/ids.ts'
import { addClient } from '#server/modules/api-clients/index.ts'
import { logOf } from '#test/audit.ts'
import { openWorld, type World } from '#test/world.ts'
import { paths } from '#web/surfaces/phone/paths.ts'

/**
 * GeoReport v2 as an independent client knows it: only what the standard writes down is used here, over HTTP, with a
 * reader of XML of its own.
 */

let world: World
beforeAll(async () => {
  world = await openWorld()
})

const KEY = 'demo-open311'
type Answer = { status: number; text: string; type: string }
type Record_ = Record<string, unknown>

async function get(path: string): Promise<Answer> {
  const answer = await world.http.inject({ url: `/open311/${path}` })
  return { status: answer.statusCode, text: answer.body, type: String(answer.headers['content-type']) }
}

async function post(path: string, form: Record<string, string>, once?: string): Promise<Answer> {
  const answer = await world.http.inject({
    method: 'POST',
    url: `/open311/${path}`,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      ...(once === undefined ? {} : { 'idempotency-key': once }),
    },
    payload: new URLSearchParams(form).toString(),
  })
  return { status: answer.statusCode, text: answer.body, type: String(answer.headers['content-type']) }
}

const json = ({ text }: Answer) => JSON.parse(text) as Record_[]

/** Elements of one kind as texts by name; enough for documents that are two levels deep. */
function fromXml({ text }: Answer, each: string): Record<string, string>[] {
  const unescape = (written: string) =>
    written.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')
  return [...text.matchAll(new RegExp(`<${each}>(.*?)</${each}>`, 'gs'))].map(([, inner = '']) =>
    Object.fromEntries(
      [...inner.matchAll(/<(\w+)(?:\/>|>([^<]*)<\/\1>)/g)].map(([, name = '', value = '']) => [
        name,
        unescape(value),
      ]),
    ),
  )
}

/** JSON as XML would have written it. */
const asTexts = (rows: Record_[]) =>
  rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [
        name,
        value === null ? '' : `${value as string | number | boolean}`,
      ]),
    ),
  )

async function villagePlace(): Promise<{ lat: string; long: string }> {
  const { body } = await world.ask(undefined, 'GET', '/api/divisions?level=village')
  const village = (body as unknown as { code: string; seat?: { lng: number; lat: number } }[]).find(
    ({ code }) => code === world.village,
  )
  if (!village?.seat) throw new Error('the village has no seat on the map')
  return { lat: String(village.seat.lat), long: String(village.seat.lng) }
}

describe('discovery and services', () => {
  it('names the endpoints in both formats, a test endpoint among them', async () => {
    const found = JSON.parse((await get('discovery.json')).text) as { endpoints: Record<string, unknown>[] }
    expect(found.endpoints.map(({ type }) => type)).toEqual(['production', 'test'])
    for (const { url, specification, formats } of found.endpoints) {
      expect(url).toMatch(/\/open311\/v2$/)
      expect(specification).toBe('http://wiki.open311.org/GeoReport_v2')
      expect(formats).toEqual(['text/xml', 'application/json'])
    }
    const xml = await get('discovery.xml')
    expect(xml.type).toBe('text/xml; charset=utf-8')
    expect(fromXml(xml, 'endpoint').map(({ type }) => type)).toEqual(['production', 'test'])
  })

  it('lists services alike in JSON and XML, and none that is confidential', async () => {
    const services = json(await get('v2/services.json'))
    expect(services.length).toBeGreaterThan(50)
    expect(fromXml(await get('v2/services.xml'), 'service')).toEqual(asTexts(services))
    const { body } = await world.ask(undefined, 'GET', '/api/catalogues/grid-matters')
    const { items } = body as unknown as { items: { code: string; confidential: boolean }[] }
    const confidential = items.filter((item) => item.confidential).map(({ code }) => code)
    expect(confidential.length).toBeGreaterThan(0)
    expect(services.filter(({ service_code: code }) => confidential.includes(String(code)))).toEqual([])
  })

  it('defines each service by the choices of the flow', async () => {
    const [service] = json(await get('v2/services.json'))
    const code = String(service?.['service_code'])
    const definition = JSON.parse((await get(`v2/services/${code}.json`)).text) as Record<string, unknown>
    expect(definition).toMatchObject({
      service_code: code,
      attributes: [
        { code: 'privacy', datatype: 'singlevaluelist', required: false, variable: true, order: 1 },
      ],
    })
    expect((await get(`v2/services/${code}.xml`)).text).toContain('<values><value><key>open</key>')
  })
})

describe('a round trip', () => {
  it('reports with a key, finds its own request in both formats, and sees it move', async () => {
    const place = await villagePlace()
    const form = {
      api_key: KEY,
      service_code: '0401',
      ...place,
      description: '村口路灯不亮 <三盏> & 电杆歪了，电话 13912345678',
      first_name: '建军',
      last_name: '马',
      phone: '13800001111',
      'attribute[privacy]': 'open',
    }
    const services = json(await get('v2/services.json'))
    form.service_code = String(
      services.find(({ keywords }) => String(keywords).includes('路灯'))?.['service_code'],
    )
    const made = await post('v2/requests.xml', form)
    expect(made.status).toBe(201)
    const [request] = fromXml(made, 'request')
    const id = request?.['service_request_id'] ?? ''
    expect(id).not.toBe('')
    const [found] = json(await get(`v2/requests/${id}.json`))
    expect(found).toMatchObject({ service_request_id: id, status: 'open', service_code: form.service_code })
    expect(Number(found?.['lat'])).toBeCloseTo(Number(place.lat), 5)
    // Opened to everybody, but nobody's telephone with it.
    expect(found?.['description']).toBe('村口路灯不亮 <三盏> & 电杆歪了，电话 139****5678')
    expect(fromXml(await get(`v2/requests/${id}.xml`), 'request')).toEqual(asTexts([found ?? {}]))
    const listed = json(await get(`v2/requests.json?status=open&service_code=${form.service_code}`))
    expect(listed.map((row) => row['service_request_id'])).toContain(id)
    expect(
      json(await get('v2/requests.json?status=closed')).map((row) => row['service_request_id']),
    ).not.toContain(id)
    const own = json(await get(`v2/requests/${id}.json?api_key=${KEY}`))
    expect(own[0]?.['description']).toBe(form.description)
    await world.services.db.read(world.county, async (tx) => {
      const metered = await tx.first<{ calls: number }>('select sum(calls)::int as calls from api_meters')
      expect(metered?.calls).toBeGreaterThanOrEqual(1)
    })
  })

  it('gives the client a code that reads and never speaks, whether somebody is named or not', async () => {
    const [service] = json(await get('v2/services.json'))
    for (const who of [{ first_name: '建军', last_name: '马', phone: '13800001112' }, {}]) {
      const form = {
        api_key: KEY,
        service_code: String(service?.['service_code']),
        address_id: world.village,
        description: '办好没办好由报事人说',
        ...who,
      }
      const [row] = json(await post('v2/requests.json', form))
      const code = /[0-9A-Z]{12}/.exec(String(row?.['service_notice']))?.[0]
      expect((await world.ask(undefined, 'GET', `/api/track/${code}`)).status).toBe(200)
      expect(row?.['service_notice']).toContain(` ${paths.track(code)} `)
      const act = { action: 'cancel', answers: {} }
      expect((await world.ask(undefined, 'POST', `/api/track/${code}/actions`, act)).status).toBe(403)
    }
  })

  it('takes a report without words, and gives a picture’s address back in its own place', async () => {
    const [service] = json(await get('v2/services.json'))
    const form = {
      api_key: KEY,
      service_code: String(service?.['service_code']),
      address_string: '武屯街道老寨村村口',
      media_url: 'https://pictures.example/a.jpg',
      'attribute[privacy]': 'open',
    }
    const made = await post('v2/requests.json', form)
    const [row] = json(made)
    expect([made.status, row?.['description']]).toEqual([201, undefined])
    const id = String(row?.['service_request_id'])
    const wanted = {
      description: `${service?.['service_name'] as string}：武屯街道老寨村村口`,
      media_url: form.media_url,
    }
    expect(json(await get(`v2/requests/${id}.json`))[0]).toMatchObject(wanted)
    const numbered = { ...form, description: '灯不亮', media_url: 'https://pictures.example/13912345678.jpg' }
    const [other] = json(await post('v2/requests.json', numbered))
    const path = `v2/requests/${String(other?.['service_request_id'])}.json`
    expect(json(await get(path))[0]).toMatchObject({ description: '灯不亮', media_url: null })
    expect(json(await get(`${path}?api_key=${KEY}`))[0]).toMatchObject({ media_url: numbered.media_url })
    expect(json(await get('v2/requests.json?start_date=2026-11-01&end_date=2099-01-01T00:00:00%2B08:00')).length).toBeGreaterThan(0)
  }) // prettier-ignore

  it('reports once under one idempotency key', async () => {
    const payload = new URLSearchParams({
      api_key: KEY,
      service_code: '0201',
      address_id: world.village,
      description: '同一件事只报一次',
    }).toString()
    const [service] = json(await get('v2/services.json'))
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'idempotency-key': '019b0000-0000-7000-8000-000000000311',
    }
    const sent = payload.replace('0201', String(service?.['service_code']))
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        world.http.inject({ method: 'POST', url: '/open311/v2/requests.json', headers, payload: sent }),
      ),
    )
    expect(
      new Set(answers.map(({ body }) => (JSON.parse(body) as Record_[])[0]?.['service_request_id'])).size,
    ).toBe(1)
  })

  it('does not tell of what was not opened, and of nobody’s village, but to the client that reported it', async () => {
    const [service] = json(await get('v2/services.json'))
    const made = await post('v2/requests.json', {
      api_key: KEY,
      service_code: String(service?.['service_code']),
      address_id: world.village,
      description: '只给办事的人看的话',
    })
    const id = String(json(made)[0]?.['service_request_id'])
    const token = await world.services.db.read(world.county, (tx) =>
      tx.first<{ id: string }>('select id from matters where county = current_county() and number = $1', [id]),
    )
    const none = await get('v2/requests/200101-0001.json')
    for (const path of [`v2/requests/${id}.json`, `v2/tokens/${token?.id}.json`]) {
      const { status, text } = await get(path)
      expect([path, status, text]).toEqual([path, 404, none.text])
    }
    expect(none.text).toMatch(/没有找到这个编号的诉求/)
    expect(json(await get(`v2/requests.json?service_request_id=${id}`))).toEqual([])
    expect(json(await get('v2/requests.json')).map((row) => row['service_request_id'])).not.toContain(id)
    const [own] = json(await get(`v2/requests/${id}.json?api_key=${KEY}`))
    expect(own).toMatchObject({ service_request_id: id, status: 'open', description: '只给办事的人看的话' })
    expect((await get(`v2/tokens/${token?.id}.json?api_key=${KEY}`)).status).toBe(200)
  }) // prettier-ignore

  it('serves whoever shows a key with a read, as it serves a report: who may, counted, within the limits', async () => {
    const [service] = json(await get('v2/services.json'))
    const form = {
      service_code: String(service?.['service_code']),
      address_id: world.village,
      description: '灯不亮了',
    }
    const terms = { name: '查自己报的', scopes: ['open311.report'] as const, dayMax: 5 }
    const key = await addClient(world.services, world.county, terms)
    const deaf = await addClient(world.services, world.county, { name: '只转工单', scopes: ['hotline'] })
    const [made] = json(await post('v2/requests.json', { ...form, api_key: key }))
    const id = String(made?.['service_request_id'])
    const reads = (by: string) =>
      [
        `v2/requests/${id}.json?`,
        'v2/requests.json?',
        `v2/requests.json?service_request_id=${id}&`,
        `v2/tokens/${newId()}.json?`,
        `v2/requests/${id}.json?`,
      ].map((path) => `${path}api_key=${by}`)
    for (const path of [...reads(deaf), ...reads('wrong')]) {
      const refused = await get(path)
      expect([path, refused.status, json(refused)[0]?.['code']]).toEqual([path, 403, 403])
    }
    expect((await get(`v2/requests/${id}.xml?api_key=wrong`)).text).toContain('<code>403</code>')
    const statuses: number[] = []
    for (const path of reads(key)) statuses.push((await get(path)).status)
    expect(statuses).toEqual([200, 200, 200, 404, 429])
    const metered = await world.services.db.asOwner((tx) =>
      tx.rows(
        `select m.operation, m.calls::int, m.refused::int from api_meters m join api_clients c on c.id = m.client
         where c.name = $1 order by 1`,
        [terms.name],
      ),
    )
    expect(metered).toEqual([
      { operation: 'open311.read', calls: 5, refused: 2 },
      { operation: 'open311.report', calls: 1, refused: 0 },
    ])
  })

  it('answers a repeat as the first time, and with other words not at all', async () => {
    const [service] = json(await get('v2/services.json'))
    const form = { api_key: KEY, service_code: String(service?.['service_code']), address_id: world.village, description: '路边的灯不亮' }
    const once = newId()
    const first = await post('v2/requests.json', form, once)
    expect([first.status, (await post('v2/requests.json', form, once)).text]).toEqual([201, first.text])
    for (const more of [{ phone: '13900004321' }, { first_name: '建军' }, { description: '别的话' }]) {
      const other = await post('v2/requests.json', { ...form, ...more }, once)
      expect([other.status, json(other)[0]?.['code']]).toEqual([400, 400])
      expect(other.text).not.toContain('短信')
    }
    // Its row has gone with the report, and names whose key it was.
    const row = (await logOf(world, { route: 'open311.report' })).find(({ key, outcome }) => key === once && outcome === 'done')
    expect(row?.person).toBeTypeOf('string')
  }) // prettier-ignore

  it('lets nobody try one number after the other', async () => {
    const look = (number: number, remoteAddress: string) =>
      world.http.inject({ url: `/open311/v2/requests/261120-${number}.json`, remoteAddress })
    const statuses = new Set<number>()
    for (let number = 900_000; number < 900_130; number += 1)
      statuses.add((await look(number, '203.0.113.44')).statusCode)
    expect(statuses).toEqual(new Set([404, 429]))
    expect((await look(1, '203.0.113.45')).statusCode).not.toBe(429)
  })
})

describe('what is refused', () => {
  const cases: [string, () => Promise<Answer>, number][] = [
    ['no key', () => post('v2/requests.json', { service_code: '0401', description: '没有密钥' }), 403],
    ['a wrong key', () => post('v2/requests.json', { api_key: 'wrong', service_code: '0401' }), 403],
    ['no service', () => post('v2/requests.json', { api_key: KEY, description: '没写类别' }), 400],
    ['an unknown service', () => post('v2/requests.json', { api_key: KEY, service_code: 'nothing' }), 404],
    ['an unknown request', () => get('v2/requests/nothing.json'), 404],
    ['an unknown token', () => get('v2/tokens/nothing.json'), 404],
    ['another jurisdiction', () => get('v2/services.json?jurisdiction_id=110000'), 404],
    ['a time that is none', () => get('v2/requests.json?start_date=yesterday'), 400],
    ['a number as a time', () => get('v2/requests.json?start_date=1'), 400],
    ['a day that is none', () => get('v2/requests.json?start_date=2026-02-31T00:00:00Z'), 400],
    ['a time before all', () => get('v2/requests.json?end_date=-271821-04-20T00:00:00Z'), 400],
    ['year nought', () => get('v2/requests.json?end_date=0000-01-01T00:00:00Z'), 400],
    ['a state that is none', () => get('v2/requests.json?status=lost'), 400],
  ]
  it.each(cases)('%s, by the standard’s errors', async (_, ask, status) => {
    const answer = await ask()
    expect(answer.status).toBe(status)
    const [error] = json(answer)
    expect(error?.['code']).toBe(status)
    expect(error?.['description']).toMatch(/[\u4e00-\u9fff]/)
  })

  it('in XML as well, with every fault of a form', async () => {
    const [service] = json(await get('v2/services.json'))
    const answer = await post('v2/requests.xml', {
      api_key: KEY,
      service_code: String(service?.['service_code']),
      lat: '10',
      long: '10',
      description: '在海里',
    })
    expect(answer.status).toBe(400)
    expect(answer.type).toBe('text/xml; charset=utf-8')
    expect(fromXml(answer, 'error')[0]?.['code']).toBe('400')
  })

  it('a client at the desk: its key is no session, and its person cannot sign in', async () => {
    const answer = await world.http.inject({
      url: '/api/matters',
      headers: { authorization: `Bearer ${KEY}` },
    })
    expect(answer.statusCode).toBe(401)
    const { body } = await world.ask(undefined, 'GET', '/api/demo/people')
    expect(JSON.stringify(body)).not.toContain('接入系统')
  })
})
