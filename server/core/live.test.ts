import { afterEach, beforeAll, expect, it } from 'vitest'
import { openWorld, type World } from '#test/world.ts'
import { openLive, type Live } from './live.ts'

let world: World
let url: string
const opened: Live[] = []

beforeAll(async () => {
  world = await openWorld()
  url = String(world.services.db.pool.options.connectionString)
})
afterEach(() => Promise.all(opened.splice(0).map((live) => live.close())))

async function open(): Promise<Live> {
  const live = await openLive(url)
  opened.push(live)
  return live
}
const rest = (ms: number) => new Promise((go) => setTimeout(go, ms))

it('carries news from one process to another', async () => {
  const [speaker, hearer] = [await open(), await open()]
  const heard: unknown[] = []
  await rest(150)
  hearer.onChanged((county) => heard.push(county))
  hearer.onTold((county, people) => heard.push([county, people.length]))
  speaker.changed('610114')
  const people = Array.from({ length: 450 }, () => '01a2003d-d957-7365-aa2f-55992a2a0d99')
  speaker.told('610114', people)
  await expect.poll(() => heard.length).toBe(4)
  expect(heard).toEqual(expect.arrayContaining(['610114', ['610114', 200], ['610114', 200], ['610114', 50]]))
})

it('makes a burst into few wakes, and never swallows the last', async () => {
  const [speaker, hearer] = [await open(), await open()]
  await rest(150)
  let wakes = 0
  hearer.onChanged(() => (wakes += 1))
  for (let n = 0; n < 200; n++) speaker.changed('610114')
  await rest(400)
  expect(wakes).toBeGreaterThanOrEqual(1)
  expect(wakes).toBeLessThanOrEqual(3)
})

it('comes back when the connection is cut, and says that news may be missing', async () => {
  const [speaker, hearer] = [await open(), await open()]
  await rest(150)
  const heard: unknown[] = []
  hearer.onChanged((county) => heard.push(county))
  await world.services.db.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where application_name = 'gongzhi live' and datname = current_database()`,
  )
  await expect.poll(() => heard, { timeout: 5_000 }).toContain(undefined)
  speaker.changed('610114')
  await expect.poll(() => heard, { timeout: 5_000 }).toContain('610114')
})
