import sharp from 'sharp'
import { beforeAll, expect, it } from 'vitest'
import { scopeOf } from '#server/core/scope.ts'
import { tellPeople } from '#server/modules/notices/index.ts'
import { addPicture } from '#server/modules/files/index.ts'
import { actingIn, CENTRE, DISPATCHER } from '#test/acting.ts'
import { logSettled, openWorld, type Who, type World } from '#test/world.ts'

/** A matter shows its pictures and words to all who see it: pictures of who hangs them, words without anybody's numbers. */

const SECRETARY: Who = ['王建国', 'village-secretary']
const GRID: Who = ['赵春燕', 'grid-worker']

let world: World
let { ask, opening, report, act, must, detail } = {} as ReturnType<typeof actingIn>
let shade = 0
beforeAll(async () => {
  world = await openWorld()
  ;({ ask, opening, report, act, must, detail } = actingIn(world))
})

async function pictureOf(name: string, post?: string): Promise<string> {
  const { person } = await world.scope(name, post)
  const background = { r: 3, g: 30, b: ++shade }
  const bytes = await sharp({ create: { width: 90, height: 60, channels: 3, background } })
    .jpeg()
    .toBuffer()
  return (await addPicture(world.services, scopeOf(world.county, person), bytes)).id
}
const seen = async (who: Who, file: string) => (await ask(who, 'GET', `/api/files/${file}`)).status
const SAID = { words: '路灯坏了两天', item: '0602' }
const LAMP = { ...SAID, privacy: 'open' }

it('hangs no picture of somebody else, whose name was only learned', async () => {
  const file = await pictureOf('刘桂兰')
  await report({ words: '村主任把低保给了自己亲戚', item: '0903', privacy: 'village', photos: [file] })
  expect(await seen(SECRETARY, file)).toBe(404)
  for (const [who, body] of [
    [SECRETARY, opening({ ...SAID, photos: [file] }, { action: 'record' })],
    ['王思雨', opening({ ...LAMP, photos: [file] })],
    ['王思雨', opening({ ...LAMP, photos: ['0'.repeat(64)] })],
  ] as const) {
    const { status, body: answer } = await ask(who, 'POST', '/api/matters', body)
    expect([who, status, answer.fields]).toEqual([who, 422, { photos: '有一张照片没有传上来，请重新选一次' }])
  }
  const own = await report(LAMP)
  await must(GRID, own, 'claim')
  await must(GRID, own, 'contact', { contactWay: 'visit', contactResult: '当面说好了马上换' })
  const finish = { result: '换了灯泡，亮了', proof: [file] }
  expect((await act(GRID, own, 'finish', finish)).body.fields).toHaveProperty('proof')
  for (const who of [SECRETARY, GRID, '王思雨'] as const) expect([who, await seen(who, file)]).toEqual([who, 404])
}) // prettier-ignore

it('hangs what one added oneself, or what hangs there already; twice is once', async () => {
  const file = await pictureOf('刘桂兰')
  const id = await report({ ...LAMP, photos: [file, file] })
  expect(await seen(GRID, file)).toBe(200)
  await must(GRID, id, 'claim')
  await must(GRID, id, 'contact', { contactWay: 'visit', contactResult: '当面说好了马上换' })
  const proof = [file, await pictureOf(...GRID)]
  await must(GRID, id, 'finish', { result: '换了灯泡，亮了', proof })
  expect((await detail('刘桂兰', id)).entries[0]?.action).toBe('finish')
})

it('hides from everybody the numbers in words, and the asker’s name in what a handler wrote', async () => {
  const words = `${'很'.repeat(35)}13912345678，身份证 610114196001010029`
  const place = { lng: 109.3521, lat: 34.6502, address: '问 13912345678' }
  const opened = await ask('刘桂兰', 'POST', '/api/matters', opening({ words, item: '0602', privacy: 'anonymous', place }))
  const { id, number, code } = opened.body
  await must(['赵春燕', 'grid-worker'], id, 'claim')
  await must(['赵春燕', 'grid-worker'], id, 'contact', { contactWay: 'visit', contactResult: '当面说好了' })
  await must(['赵春燕', 'grid-worker'], id, 'finish', { result: '上门给刘桂兰（13912345678）换好了' })
  await ask('张麦香', 'POST', `/api/matters/${id}/follow`)
  const list = (await ask('张麦香', 'GET', '/api/matters?view=asked')).body.rows.filter((row) => row.id === id)
  expect(list).toHaveLength(1)
  for (const read of [
    list,
    await detail('张麦香', id),
    (await ask(undefined, 'GET', `/api/track/${code}`)).body,
    (await ask(undefined, 'GET', `/open311/v2/requests/${number}.json`)).body,
  ])
    expect(JSON.stringify(read)).not.toMatch(/1391234|桂兰|19600101/)
  expect((await detail(DISPATCHER, id)).answers.words).toBe(words)
}) // prettier-ignore

it('names who asked in no list, no search, no notice, to nobody who only watches', async () => {
  const place = { lng: 109.3533, lat: 34.6511, address: '刘桂兰家西头' }
  const answers = { words: '刘桂兰反映西头水渠塌了\n我是刘桂兰，电话13892746618', item: '0402', privacy: 'anonymous', place }
  const { id } = (await ask('刘桂兰', 'POST', '/api/matters', opening(answers))).body
  await ask('张麦香', 'POST', `/api/matters/${id}/follow`)
  await must(DISPATCHER, id, 'dispatch', { unit: 'department-water' })
  await logSettled(world.services)
  await tellPeople(world.services)
  const near = `/api/matters/similar?item=0402&lng=${place.lng}&lat=${place.lat}`
  const lists = ['/api/matters?view=village', '/api/matters?view=asked', '/api/matters/points?view=village', near, '/api/notices']
  for (const url of lists) {
    const text = JSON.stringify((await ask('张麦香', 'GET', url)).body)
    expect([url, text.includes('西头水渠塌了'), /桂兰|1389274/.test(text)]).toEqual([url, true, false])
  }
  const found = async (who: Who, view: string, q: string) =>
    (await ask(who, 'GET', `/api/matters?view=${view}&q=${encodeURIComponent(q)}`)).body.rows.some((row) => row.id === id)
  for (const view of ['village', 'asked']) {
    for (const q of ['1389', '1389274', '13892746618', '刘桂兰', '桂兰家'])
      expect([view, q, await found('张麦香', view, q)]).toEqual([view, q, false])
    expect([view, await found('张麦香', view, '水渠塌了')]).toEqual([view, true])
  }
  expect([await found('刘桂兰', 'asked', '桂兰家'), await found(DISPATCHER, 'post', '13892746618')]).toEqual([true, true])
  // Who handles it and who asked read it as it was written, in its title too.
  expect((await detail(DISPATCHER, id)).answers.place).toEqual(place)
  for (const who of [DISPATCHER, '刘桂兰'] as const) expect((await detail(who, id)).title).toContain('刘桂兰反映')
  expect((await detail('张麦香', id)).title).toContain('西头水渠塌了')
}) // prettier-ignore

it('keeps from the duty desk who complains of the village’s people, also in what the unit wrote', async () => {
  const { id } = (await ask('刘桂兰', 'POST', '/api/matters', opening({ words: '我是刘桂兰，村支书把低保给了亲戚', item: '0903' }))).body
  await must(DISPATCHER, id, 'dispatch', { unit: 'street-610114006' })
  const unit: Who = ['丁小刚', 'handler']
  await must(unit, id, 'accept')
  await must(unit, id, 'contact', { contactWay: 'phone', contactResult: '给刘桂兰（13800000001）打了电话，她说是真的' })
  const read = JSON.stringify(await detail(CENTRE, id))
  expect([read.includes('报事人（保密）'), /桂兰|1380000/.test(read)]).toEqual([true, false])
  expect(JSON.stringify(await detail(unit, id))).toContain('给刘桂兰（13800000001）')
  const found = async (q: string) =>
    (await ask(CENTRE, 'GET', `/api/matters?q=${encodeURIComponent(q)}`)).body.rows.some((row) => row.id === id)
  expect([await found('把低保给了'), await found('我是刘桂兰')]).toEqual([true, false])
}) // prettier-ignore
