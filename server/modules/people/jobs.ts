import { createReadStream } from 'node:fs'
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Services } from '#server/core/app.ts'
import { newId } from '#server/core/ids.ts'
import type { KeepRows } from '#server/core/trace.ts'
import type { Term } from '#server/core/term.ts'
import { WAIT_DAYS } from '#server/modules/second-words/index.ts'
import { askForPhones, importPeople } from './commands.ts'
import { folderOf, pathOf, sourceOf, stageList } from './lists.ts'
import { csvRows, ListFault } from './sheets.ts'
import * as store from './store.ts'
import * as phones from './phones.ts'

/** Lists hold ID numbers in full; the file goes, the row says that it was there. */
export const listsTerm: Term = {
  what: '上传了没有导入的名单文件',
  rule: '上传 1 天后；导入过的当场就删',
  due: store.countForgotten,
  drop: (services) => dropForgotten(services),
}

/** Numbers of people who do not know of it: agreed to or refused they are gone at once, of lapsed ones these are left. */
export const listPhonesTerm: Term = {
  what: '名单里等复核的手机号',
  rule: `${WAIT_DAYS} 天没有人复核；同意了、没同意的当场就删；个人信息保护法第十九条`,
  due: phones.countPhonesDue,
  drop: ({ db }, county) => db.inCounty(county, phones.dropPhonesDue),
}

/** Puts a file in line for the worker as a program does, without a look at it. Answers with the id of the import. */
export async function stageImport(
  services: Services,
  wanted: { county: string; path: string; file: string; area: string; person: string | null },
): Promise<string> {
  const { county, path, ...sent } = wanted
  const id = newId()
  await stageList(services, county, { ...sent, id, source: createReadStream(path), state: 'waiting' })
  return id
}

/** Loads the lists that wait, one after the other. A list nobody has moved for two minutes is taken over. */
export async function workImports(services: Services, keep: KeepRows): Promise<void> {
  await dropForgotten(services)
  await dropLeftovers(services)
  for (;;) {
    const next = await services.db.asOwner(store.findWaiting)
    if (!next) return
    const { county, id } = next
    const row = await services.db.read(county, (tx) => store.findImport(tx, id))
    if (!row) return
    const { file, area, person, columns } = row
    try {
      const rows = csvRows(sourceOf(services, id), columns)
      await importPeople(services, { county, id, file, area, person, rows, keep })
    } catch (error) {
      const fault = faultOf(error)
      if (fault === undefined) throw error
      const told = await services.db.inCounty(county, async (tx) =>
        (await store.failImport(tx, id, 'running', fault)) ? askForPhones(tx, county, row, keep) : [],
      )
      services.live.told(county, told)
    }
    await rm(pathOf(services, id), { force: true })
  }
}

/** What is wrong with the list itself, so that trying again helps nobody. */
function faultOf(error: unknown): string | undefined {
  if (error instanceof ListFault) return error.message
  const isGone = error instanceof Error && 'code' in error && error.code === 'ENOENT' && 'path' in error
  return isGone ? '名单文件不在这台服务器上了，请重新上传' : undefined
}

async function dropForgotten(services: Services): Promise<void> {
  for (const { county, id } of await services.db.asOwner(store.findForgotten)) {
    const dropped = await services.db.inCounty(county, (tx) =>
      store.failImport(tx, id, 'staged', '上传后一天没有开始导入，名单已经清除，要导请重新上传'),
    )
    if (dropped) await rm(pathOf(services, id), { force: true })
  }
}

/** No list is read for so long. */
const LEFT_MS = 24 * 3_600_000

/** What a crash left of a list while it was being read; those in line are named by their id alone. */
async function dropLeftovers(services: Services): Promise<void> {
  const folder = folderOf(services)
  const names = await readdir(folder).catch(() => [])
  for (const name of names.filter((each) => each.length > newId().length)) {
    const path = join(folder, name)
    const isOld = await stat(path).then(
      ({ mtimeMs }) => Date.now() - mtimeMs > LEFT_MS,
      // Whoever wrote it has just finished.
      () => false,
    )
    if (isOld) await rm(path, { force: true })
  }
}
