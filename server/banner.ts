import { join } from 'node:path'
import type { Services } from './core/app.ts'
import { hasAccounts } from './modules/accounts/index.ts'
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
  const [first] = await services.db.asOwner((tx) => countyCodes(tx))
  const county = services.config.county ?? first?.county
  if (!services.config.demo) {
    console.log(
      `\n没有接短信网关：验证码和短信不会发到手机上，只写进 ${join(services.config.dataDir, 'texts.log')}，留一天。正式用之前请接上（server/core/texts.ts）`,
    )
    if (county === undefined || !(await hasAccounts(services, county)))
      console.log(
        '\n还没有管理员。请在这台机器上运行 bin/db administrator 县区包 姓名 登录名，得到一次性启用码',
      )
    return
  }
  const people = county ? await demoPeople(services, county) : []
  const firstOf = new Map(people.toReversed().map((person) => [person.does, person]))
  const shown = people.filter((person) => firstOf.get(person.does) === person)
  console.log('\n演示人物（登录页点名字即可，不用密码）：')
  for (const { name, title, does } of shown) console.log(`  ${name}　${title}　${does}`)
}

const BAR = 30

/** Draws how far a long job has come: a bar that moves on a terminal, a line at every tenth elsewhere. */
export function progressBar(): (doing: string, done: number, of: number) => void {
  const { stderr } = process
  const began = performance.now()
  let last = ''
  return (doing, done, of) => {
    const share = of === 0 ? 1 : Math.min(1, done / of)
    const seconds = Math.round((performance.now() - began) / 1000)
    const full = Math.round(share * BAR)
    const line = `${doing} ${'█'.repeat(full)}${'░'.repeat(BAR - full)} ${Math.floor(share * 100)}%　${done}/${of}　${seconds} 秒`
    if (stderr.isTTY) stderr.write(`\r${line}${share === 1 ? '\n' : ''}`)
    const tenth = `${doing} ${Math.floor(share * 10)}`
    if (!stderr.isTTY && tenth !== last) stderr.write(`${line}\n`)
    last = tenth
  }
}
