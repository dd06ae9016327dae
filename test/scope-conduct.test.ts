import { beforeAll, describe, expect, it } from 'vitest'
import { countEntries } from '#server/modules/indicators/index.ts'
import { isOfVillage } from '#server/modules/matters/index.ts'
import { tellPeople } from '#server/modules/notices/index.ts'
import { actingIn, CENTRE, DISPATCHER, followed, HOUSING, WATER } from './acting.ts'
import { CAST, rowsOf } from './oracle.ts'
import { logSettled, openWorld, type Who, type World } from './world.ts'

/**
 * What a villager reports on those who run the village is never passed to them (信访工作条例 30): not the words, not the
 * name, not that there is such a thing.
 */

const ITEM = '0903'
const WORDS = '村支书王建国把低保给了自己亲戚，不要让我露名字'
const ASKER = '王思雨'
const SECRETARY: Who = ['王建国', 'village-secretary']
const DISCIPLINE: Who = ['冯倩', 'handler']
const UNIT = 'department-discipline'

type Counted = { indicators: { id: string; numerator: number; list: string }[] }

let world: World
let { ask, opening, report, act, must, detail } = {} as ReturnType<typeof actingIn>
let ofVillage: Who[]
let plain: string
let closed: string
beforeAll(async () => {
  world = await openWorld()
  ;({ ask, opening, report, act, must, detail } = actingIn(world))
  const seats = await Promise.all(
    CAST.map(async (who) => ({
      who,
      scope: await (typeof who === 'string' ? world.scope(who) : world.scope(who[0], who[1])),
    })),
  )
  ofVillage = seats.filter(({ scope }) => isOfVillage(scope)).map(({ who }) => who)
  const place = { lng: 109.23, lat: 34.66 }
  plain = await report({ words: WORDS, item: ITEM, place }, ASKER)
  closed = await report({ words: WORDS, item: ITEM, privacy: 'village' }, ASKER)
})

describe('what is said on the village’s people', () => {
  it('is shown to no post of the village: not whole, not to act on, not as a file', async () => {
    expect(ofVillage.length).toBeGreaterThan(5)
    for (const who of ofVillage)
      for (const id of [plain, closed]) {
        const read = await ask(who, 'GET', `/api/matters/${id}`)
        const claimed = await act(who, id, 'claim')
        const dossier = await ask(who, 'GET', `/api/matters/${id}/dossier`)
        expect([who, read.status, claimed.status]).toEqual([who, 404, 404])
        expect(dossier.status).toBeGreaterThanOrEqual(403)
        expect(JSON.stringify([read.body, claimed.body])).not.toMatch(/亲戚|王思雨/)
      }
  })

  it('is in none of their lists, searches, queues and maps, and in those of the street', async () => {
    const [{ number }, about] = [await detail(ASKER, plain), encodeURIComponent('低保给了')]
    for (const query of [`q=${number}`, `q=${about}`, `item=${ITEM}`, `q=${encodeURIComponent(ASKER)}`, 'view=village']) {
      for (const who of ofVillage) {
        const { status, body } = await ask(who, 'GET', `/api/matters?limit=100&${query}`)
        expect([who, status]).toEqual([who, 200])
        expect(body.rows.filter(({ id, item }) => id === plain || item === ITEM)).toEqual([])
      }
    } // prettier-ignore
    const points = async (who: Who) => JSON.stringify((await ask(who, 'GET', '/api/matters/points')).body)
    expect(await points(DISPATCHER)).toContain(plain)
    for (const who of ofVillage) expect(await points(who)).not.toContain(plain)
    const found = await ask(DISPATCHER, 'GET', `/api/matters?q=${number}`)
    expect(found.body.rows.map(({ id }) => id)).toEqual([plain])
  })

  it('is kept as well when nobody said what class it is', async () => {
    const id = await report({ words: '村主任把低保给了自己亲戚' }, ASKER)
    expect((await detail(DISPATCHER, id)).item).toBe(ITEM)
    const read = await ask(SECRETARY, 'GET', `/api/matters/${id}`)
    expect(read.status).toBe(404)
  })

  it('is closed to whoever followed it before it was known what it is about, at their post or as a villager', async () => {
    const id = await report({ words: '水渠这活包给了他小舅子', item: '0606', privacy: 'anonymous' }, ASKER)
    expect((await ask('杨勇', 'POST', `/api/matters/${id}/follow`)).status).toBe(200)
    expect((await ask('王建国', 'POST', `/api/matters/${id}/follow`)).status).toBe(200)
    expect((await ask('王建国', 'GET', `/api/matters/${id}`)).status).toBe(200)
    await must(DISPATCHER, id, 'reclassify', { item: ITEM })
    for (const who of ['王建国', '杨勇', SECRETARY] as const) {
      expect([who, (await ask(who, 'GET', `/api/matters/${id}`)).status]).toEqual([who, 404])
      const { body } = await ask(who, 'GET', '/api/matters?view=asked&limit=100')
      expect(body.rows.filter((row) => row.id === id)).toEqual([])
    }
    expect((await detail(ASKER, id)).id).toBe(id)
  })

  it('is kept from the village in what assists it as well, also when that is over', async () => {
    const id = await report({ words: '村口水渠修得不对', item: '0402', privacy: 'open' }, ASKER)
    await must(DISPATCHER, id, 'dispatch', { unit: 'department-water' })
    await must(WATER, id, 'accept')
    await must(WATER, id, 'askAssist', { helper: 'department-housing', request: '反映支书贪了修渠的钱，请协查' })
    const assist = (await detail(WATER, id)).children[0]?.id ?? ''
    await must(HOUSING, assist, 'help', { result: '查了账，多报两万' })
    await must(WATER, id, 'contact', { contactWay: 'phone', contactResult: '说好了' })
    await must(WATER, id, 'finish', { result: '已经疏通了水渠' })
    await must(ASKER, id, 'reject', { unsolved: '不是修渠的事，是钱的事' })
    expect((await ask(SECRETARY, 'GET', `/api/matters/${assist}`)).status).toBe(200)
    const told = async () => JSON.stringify((await world.ask(SECRETARY, 'GET', '/api/notices')).body).includes(id)
    await logSettled(world.services)
    await tellPeople(world.services)
    const counted = async () => {
      await logSettled(world.services)
      await countEntries(world.services)
      const { indicators } = (await ask(SECRETARY, 'GET', '/api/indicators?flow=assist')).body as unknown as Counted
      const opened = indicators.find((one) => one.id === 'opened')
      const listed = await ask(SECRETARY, 'GET', `/api/matters?${opened?.list}&limit=100`)
      return [opened?.numerator, listed.body.rows.length]
    }
    const [before = 0, rows = 0] = await counted()
    expect(before).toBe(rows)
    await must(CENTRE, id, 'reclassify', { item: '0903' })
    expect(await counted()).toEqual([before - 1, rows - 1])
    for (const who of [SECRETARY, '杨勇'] as const) expect((await ask(who, 'GET', `/api/matters/${assist}`)).status).toBe(404)
    expect((await ask(HOUSING, 'GET', `/api/matters/${assist}`)).status).toBe(200)
    // Nor is it read in what it was told of before.
    expect(await told()).toBe(false)
  }) // prettier-ignore

  it('of which one only reads the class cannot be guessed by searching its words', async () => {
    const id = await report({ words: '隔壁老张家儿子偷电', item: '0602' }, ASKER)
    expect((await ask('杨勇', 'POST', `/api/matters/${id}/follow`)).status).toBe(404)
    await followed(world, id, '杨勇')
    const found = async (who: Who, q: string) =>
      (await ask(who, 'GET', `/api/matters?view=asked&q=${encodeURIComponent(q)}`)).body.rows.map(
        (row) => row.id,
      )
    expect(await found('杨勇', '偷电')).toEqual([])
    expect(await found(ASKER, '偷电')).toEqual([id])
    const { body } = await ask('杨勇', 'GET', '/api/matters?view=asked')
    expect(body.rows.map((row) => row.id)).toContain(id)
  })

  it('is counted in no number of the village', async () => {
    const { body } = await world.ask(SECRETARY, 'GET', '/api/indicators')
    const { indicators } = body as { indicators: { list: string }[] }
    expect(indicators.length).toBeGreaterThan(0)
    for (const { list } of indicators) expect(list).toContain('confidential=no')
  })

  it('names who said it to the unit that handles it, and to nobody who only passes it on', async () => {
    for (const who of [DISPATCHER, CENTRE]) {
      const seen = await detail(who, plain)
      expect([who, seen.askerName, seen.askerPhone]).toEqual([who, '报事人（保密）', undefined])
      expect(JSON.stringify(seen.entries)).not.toContain(ASKER)
      const byName = await ask(who, 'GET', `/api/matters?item=${ITEM}&q=${encodeURIComponent(ASKER)}`)
      expect(byName.body.rows).toEqual([])
      expect((await ask(who, 'GET', `/api/matters/${plain}/dossier`)).status).toBe(403)
    }
    await must(DISPATCHER, plain, 'dispatch', { unit: UNIT })
    expect((await detail(DISPATCHER, plain)).askerName).toBe('报事人（保密）')
    const seen = await detail(DISCIPLINE, plain)
    expect([seen.askerName, seen.askerPhone?.length]).toEqual([ASKER, 11])
  })

  it('is told to nobody at a post of the village', async () => {
    await logSettled(world.services)
    await tellPeople(world.services)
    const told = await world.services.db.asOwner((tx) =>
      tx.rows<{ person: string; role: string | null }>(
        `select n.person, t.role from notices n left join posts t on t.person = n.person and length(t.division) >= 12
         where n.matter = any($1)`,
        [[plain, closed]],
      ),
    )
    expect(told.length).toBeGreaterThan(0)
    expect(told.filter(({ role }) => role !== null)).toEqual([])
  })

  it('goes to no unit of the village, under no other class, and to no second unit', async () => {
    const units = (await ask(DISPATCHER, 'GET', '/api/units')).body as unknown as { code: string; level: string }[]
    const own = units.find(({ level }) => level === 'village')?.code
    expect(own).toBeDefined()
    for (const [action, answers] of [
      ['dispatch', { unit: own }],
      ['reclassify', { item: '1203' }],
    ] as const)
      expect([action, (await act(DISPATCHER, closed, action, answers)).status]).toEqual([action, 422])
    await must(DISCIPLINE, plain, 'accept')
    const asked = await act(DISCIPLINE, plain, 'askAssist', { helper: own, request: '请帮着核实一下' })
    expect([asked.status, asked.body.title]).toEqual([422, expect.stringContaining('不请别的单位协办')])
  }) // prettier-ignore

  it('is opened above the village, never to everybody, and noted by nobody of the village', async () => {
    expect((await detail(DISPATCHER, closed)).level).not.toBe('village')
    for (const privacy of ['open', 'anonymous']) {
      const { status, body } = await ask(ASKER, 'POST', '/api/matters', opening({ words: WORDS, item: ITEM, privacy }))
      expect([privacy, status, body.title]).toEqual([privacy, 422, expect.stringContaining('一律保密')])
    }
    const noted = opening({ words: WORDS, item: ITEM }, { action: 'record' })
    expect((await ask(['赵春燕', 'grid-worker'], 'POST', '/api/matters', noted)).status).toBe(422)
  }) // prettier-ignore

  it('is followed by a grid worker who said it, and handled by her nowhere', async () => {
    const GRID: Who = ['赵春燕', 'grid-worker']
    const id = await report({ words: WORDS, item: ITEM }, GRID)
    const seen = await detail(GRID, id)
    expect(seen.side).toBe('asking')
    expect(seen.actions.map(({ action }) => action)).not.toContain('claim')
    expect((await act(GRID, id, 'claim')).status).toBe(403)
    await must(GRID, id, 'cancel')
  })

  it('leaves the village when a report turns out to be one, whoever had it', async () => {
    const id = await report({ words: '村上的低保名单有问题', item: '1203', privacy: 'open' }, ASKER)
    expect((await ask(SECRETARY, 'GET', `/api/matters/${id}`)).status).toBe(200)
    await must(SECRETARY, id, 'reclassify', { item: ITEM })
    for (const who of ofVillage) expect((await ask(who, 'GET', `/api/matters/${id}`)).status).toBe(404)
    expect((await detail(DISPATCHER, id)).level).toBe('town')
  })

  it('takes nothing else confidential from the village', async () => {
    const others = (await rowsOf(world)).filter(
      ({ confidential, conduct, division }) => confidential && !conduct && division.startsWith(world.village),
    )
    expect(others.length).toBeGreaterThan(0)
    for (const { id } of others)
      expect((await ask(SECRETARY, 'GET', `/api/matters/${id}`)).status).toBe(200)
  }) // prettier-ignore
})
