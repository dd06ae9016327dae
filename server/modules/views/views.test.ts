import { beforeAll, expect, it } from 'vitest'
import { moveIn } from '#test/people.ts'
import { openWorld, type World } from '#test/world.ts'

let world: World
type View = { id: string; name: string; search: string }

beforeAll(async () => {
  world = await openWorld()
  for (const name of ['视图甲', '视图乙']) {
    await moveIn(world.services, world.county, { name, home: world.village })
  }
})

it('keeps a view for whoever saved it, and for nobody else', async () => {
  const saved = (
    await world.ask('视图甲', 'POST', '/api/views', { name: ' 本周超期 ', search: 'queue=overdue' })
  ).body as View
  expect(saved).toMatchObject({ name: '本周超期', search: 'queue=overdue' })
  expect((await world.ask('视图甲', 'GET', '/api/views')).body).toEqual([saved])
  expect((await world.ask('视图乙', 'GET', '/api/views')).body).toEqual([])
  expect((await world.ask('视图乙', 'DELETE', `/api/views/${saved.id}`)).status).toBe(404)
  expect((await world.ask('视图甲', 'DELETE', `/api/views/${saved.id}`)).status).toBe(204)
  expect((await world.ask('视图甲', 'GET', '/api/views')).body).toEqual([])
})

it('has room for twenty', async () => {
  for (let n = 0; n < 20; n++) {
    expect((await world.ask('视图乙', 'POST', '/api/views', { name: `视图${n}`, search: '' })).status).toBe(
      200,
    )
  }
  const full = await world.ask('视图乙', 'POST', '/api/views', { name: '再来一个', search: '' })
  expect(full).toMatchObject({ status: 409, body: { title: '最多保存 20 个视图，请先删掉一个再存' } })
})

it('asks for a name', async () => {
  const answer = await world.ask('视图甲', 'POST', '/api/views', { name: '  ', search: '' })
  expect(answer).toMatchObject({ status: 422, body: { fields: { name: '给这个视图起个名字' } } })
})
