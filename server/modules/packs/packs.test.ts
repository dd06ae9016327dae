import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PACKS } from '#packs/index.ts'
import { findRoot } from '#server/core/root.ts'
import { getCounty } from '#server/modules/places/index.ts'
import { openWorld, type World } from '#test/world.ts'
import { loadPack } from './index.ts'

let world: World
let folder: string

beforeAll(async () => {
  world = await openWorld()
  folder = await mkdtemp(join(tmpdir(), 'packs-'))
  await cp(join(findRoot(), 'packs'), folder, { recursive: true })
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const TABLES = [
  'counties',
  'tunings',
  'divisions',
  'units',
  'catalogues',
  'catalogue_items',
  'templates',
] as const
const file = () => join(folder, 'national/grid-matters.csv')
const load = () => loadPack(world.services, 'yanliang', folder)
const edit = async (change: (list: string) => string) =>
  writeFile(file(), change(await readFile(file(), 'utf8')))

/** Which transaction wrote each row last: equal before and after means that nothing was written. */
function versions(): Promise<unknown[]> {
  return world.services.db.asOwner(async (tx) => {
    const found = []
    for (const table of TABLES)
      found.push(await tx.rows(`select ctid::text, xmin::text from ${table} order by 1`))
    return found
  })
}

function rowsOf(code: string) {
  return world.services.db.asOwner((tx) =>
    tx.rows<{ plain: string; ended: boolean; today: boolean }>(
      `select plain, ends_on is not null as ended, starts_on = current_date as today from catalogue_items
       where catalogue = 'grid-matters' and code = $1 order by starts_on`,
      [code],
    ),
  )
}

describe('loading a pack', () => {
  test('again changes nothing', async () => {
    const before = await versions()
    const { county, catalogues } = await load()
    expect(county).toBe('610114')
    expect(catalogues).toEqual({
      'grid-matters': { added: 0, changed: 0, ended: 0, unchanged: 96 },
      'village-services': { added: 0, changed: 0, ended: 0, unchanged: 30 },
      'disclosure-items': { added: 0, changed: 0, ended: 0, unchanged: 109 },
    })
    expect(await versions()).toEqual(before)
  })

  test('gives the rules what they need: lists in order, boundaries, words of the county, a place for what fits none', async () => {
    const county = await getCounty(world.services.db, world.county)
    const items = county.catalogues.get('grid-matters')?.items ?? []
    expect(items.map(({ code }) => code)).toEqual(items.map(({ code }) => code).sort())
    expect(items.filter(({ details }) => details['fallback'] === 'true').map(({ code }) => code)).toEqual([
      '1299',
    ])
    expect(items.find(({ code }) => code === '0206')?.limit).toEqual({ unit: 'workdays', n: 1 })
    expect(items.find(({ code }) => code === '1101')?.limit).toEqual({ unit: 'hours', n: 0.5 })
    expect(county.catalogues.get('village-services')?.byCode.get('medical-claim')?.details).toMatchObject({
      mode: 'agent', fee_yuan: '0', materials: '身份证*；社会保障卡*；住院发票；费用清单；出院小结',
    }) // prettier-ignore
    expect(county.flow('grid-event').actions['handUp']?.name).toBe('上报街道')
    const { body } = await world.ask(undefined, 'GET', '/api/boundaries?level=village')
    expect((body as { features: unknown[] }).features).toHaveLength(105)
  })

  test('a changed item ends and begins anew, one no longer listed ends, and both can come back', async () => {
    const whole = await readFile(file(), 'utf8')
    await edit((list) => list.replace(',垃圾没人管,', ',垃圾没人拉,').replace(/^0403.*\n/m, ''))
    expect((await load()).catalogues['grid-matters']).toEqual({
      added: 0,
      changed: 1,
      ended: 1,
      unchanged: 94,
    })
    expect(await rowsOf('0401')).toEqual([
      { plain: '垃圾没人管', ended: true, today: false },
      { plain: '垃圾没人拉', ended: false, today: true },
    ])
    expect(await rowsOf('0403')).toEqual([{ plain: '烧秸秆', ended: true, today: false }])
    const { catalogues } = await getCounty(world.services.db, world.county)
    const list = catalogues.get('grid-matters')
    expect(list?.items.some(({ code }) => code === '0403')).toBe(false)
    // Matters of an item that has ended keep its name.
    expect(list?.byCode.get('0403')?.plain).toBe('烧秸秆')
    expect(catalogues.get('grid-matters')?.byCode.get('0401')?.plain).toBe('垃圾没人拉')

    await writeFile(file(), whole)
    expect((await load()).catalogues['grid-matters']).toEqual({
      added: 1,
      changed: 1,
      ended: 0,
      unchanged: 94,
    })
    expect((await rowsOf('0401')).map(({ plain, ended }) => [plain, ended])).toEqual([
      ['垃圾没人管', true],
      ['垃圾没人管', false],
    ])
    expect((await rowsOf('0403')).map(({ ended }) => ended)).toEqual([true, false])
  })

  test('a county’s disclosure list has its own headings, and no grid matter is classed by it', async () => {
    const county = await getCounty(world.services.db, world.county)
    const items = county.catalogues.get('disclosure-items')?.items ?? []
    expect(items).toHaveLength(109)
    expect(items.find(({ code }) => code === 'F13')).toMatchObject({
      class: '集体收入',
      details: { kind: 'finance', frequency: 'event', due_days: '5', hot: 'true', template: 'income' },
    })
    expect(county.matterItems.map(({ code }) => code)).not.toContain('F13')
    expect(county.matterItems).toHaveLength(96 + 30)
    expect(county.isInForce(county.flow('grid-event'), 'F13')).toBe(false)
  })

  test('every county that comes with the house loads, and again changes nothing', async () => {
    for (const id of Object.keys(PACKS).filter((each) => each !== 'yanliang')) {
      const first = await loadPack(world.services, id)
      expect(first.catalogues['disclosure-items'], id).toMatchObject({ added: 114 })
      const again = await loadPack(world.services, id)
      for (const list of Object.values(again.catalogues))
        expect(list, id).toMatchObject({ added: 0, changed: 0, ended: 0 })
    }
    const doumen = await getCounty(world.services.db, '440403')
    const items = doumen.catalogues.get('disclosure-items')?.items ?? []
    expect(new Set(items.map(({ details }) => details['disclosure_day']))).toEqual(new Set(['10']))
  })

  test('words a county has tuned itself stay until the pack has a new version', async () => {
    const { db } = world.services
    const mine = { name: '我们的叫法' }
    await db.asOwner((tx) =>
      tx.rows(`update tunings set tuning = $1 where flow = 'grid-event'`, [JSON.stringify(mine)]),
    )
    await load()
    expect((await getCounty(db, world.county)).flow('grid-event').name).toBe('我们的叫法')
    await db.asOwner((tx) => tx.rows(`update counties set pack_version = 'before'`))
    await load()
    expect((await getCounty(db, world.county)).flow('grid-event').name).toBe('全科网格事件')
  })

  test('a list that cannot be read changes nothing and is named with its line', async () => {
    const before = await versions()
    await edit((list) =>
      list.replace('0404,环境卫生/人居,畜禽粪污,town,7', '0404,环境卫生/人居,畜禽粪污,town,七'),
    )
    await expect(load()).rejects.toThrow(
      'packs/national/grid-matters.csv, line 41: limit_workdays must be a number',
    )
    expect(await versions()).toEqual(before)
    await expect(loadPack(world.services, 'nowhere')).rejects.toThrow(
      '没有 nowhere 这个县区包，可选：yanliang',
    )
  })
})
