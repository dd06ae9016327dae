import type { Services } from './core/app.ts'
import type { Term } from './core/term.ts'
import { triesTerm } from './modules/accounts/index.ts'
import { logTerm } from './modules/audit/index.ts'
import { listPhonesTerm, listsTerm } from './modules/people/index.ts'
import { bindingsTerm } from './modules/phone-bindings/index.ts'
import { countyCodes } from './modules/places/index.ts'
import { codesTerm, sessionsTerm } from './modules/session/index.ts'
import { recordingsTerm } from './modules/streams/index.ts'
import { deliveriesTerm } from './modules/webhooks/index.ts'

/**
 * Everything that goes after its term, on one page. Lists that were exported are not here: none is kept, each download is
 * made anew (server/modules/list-exports/sheet.ts). What is history, who asked for what and who answered, stays.
 */
const TERMS: readonly Term[] = [
  sessionsTerm,
  codesTerm,
  triesTerm,
  listsTerm,
  listPhonesTerm,
  bindingsTerm,
  recordingsTerm,
  deliveriesTerm,
  logTerm,
]

/** What is due in a county, in words; with `isDry` off it goes as well. */
export async function retain(services: Services, county: string, isDry: boolean): Promise<string[]> {
  const says: string[] = []
  for (const { what, rule, due, drop } of TERMS) {
    const n = await services.db.read(county, due)
    if (!isDry && n > 0) await drop(services, county)
    says.push(`${isDry ? '会删' : '删去'} ${n}：${what}（${rule}）`)
  }
  const texts = await services.texts.outlived()
  if (!isDry && texts > 0) await services.texts.dropOutlived()
  says.push(
    `${isDry ? '会删' : '删去'} ${texts}：没有接短信网关时写进 texts.log 的短信（满一天，含手机号和验证码；个人信息保护法第十九条）`,
  )
  return [...says, '导出的名单：不留文件，每次下载当场生成']
}

/** The worker's round: what is due goes, in every county. */
export async function retainAll(services: Services): Promise<void> {
  for (const { county } of await services.db.asOwner((tx) => countyCodes(tx)))
    await retain(services, county, false)
}
