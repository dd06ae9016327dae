import type { Services } from './core/app.ts'
import { demoPeople } from './modules/session/index.ts'
import { countyCodes } from './modules/places/index.ts'

const SURFACES = [
  ['手机', '/'],
  ['工作台', '/desk'],
  ['触摸屏', '/kiosk'],
  ['电视', '/tv'],
  ['指挥大屏', '/wall'],
  ['接口说明', '/api'],
] as const

/** Prints where everything is, and in the demo who can be played. */
export async function printAddresses(services: Services, address: string): Promise<void> {
  const lines = SURFACES.map(([name, path]) => `  ${name.padEnd(6, '　')}${address}${path}`)
  console.log(['', '共治已经启动：', ...lines].join('\n'))
  if (!services.config.demo) return
  const [county] = await services.db.asOwner((tx) => countyCodes(tx))
  const people = county ? await demoPeople(services, county.county) : []
  const first = new Map(people.toReversed().map((person) => [person.does, person]))
  const shown = people.filter((person) => first.get(person.does) === person)
  console.log('\n演示人物（登录页点名字即可，不用密码）：')
  for (const { name, title, does } of shown) console.log(`  ${name}　${title}　${does}`)
}
