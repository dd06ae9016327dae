import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { grants, hasDesk, may, PERMISSIONS, permissionsOf, ROLES, type Permission } from '#contract/roles.ts'
import { PACKS } from './index.ts'
import { readPositions } from './positions.ts'
import { divisionColumns, readCsv, unitColumns } from './read.ts'

const file = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
const ALL = Object.keys(PERMISSIONS) as Permission[]

const counties = Object.entries(PACKS).map(([id, { lists }]) => {
  const units = readCsv(file(lists.units), unitColumns)
  return { id, units, lists, positions: readPositions(file(lists.positions), units) }
})

describe.each(counties)('positions of $id', ({ positions, units, lists }) => {
  test('may what they name and nothing else, which is never more than their role', () => {
    for (const one of positions)
      for (const permission of ALL) {
        expect(may(one, permission), `${one.id} ${permission}`).toBe(one.permissions.includes(permission))
        if (may(one, permission)) expect(grants(one.role, permission), `${one.id} ${permission}`).toBe(true)
      }
  })

  test('have ids and names of their own, and a desk, or the telephone, with something on it', () => {
    expect(new Set(positions.map(({ id }) => id)).size).toBe(positions.length)
    expect(new Set(positions.map(({ name }) => name)).size).toBe(positions.length)
    for (const one of positions) {
      expect(hasDesk(one), one.id).toBe(true)
      expect(permissionsOf(one).length, one.id).toBeGreaterThan(0)
    }
  })

  test('speak for others with and without a register, or not at all: forms ask once', () => {
    for (const one of positions) expect(may(one, 'people.area'), one.id).toBe(may(one, 'matters.behalf'))
  })

  test('are held at places the county has', () => {
    const levels = new Set(readCsv(file(lists.divisions), divisionColumns).map(({ level }) => level))
    for (const { id, role, level, unit } of positions) {
      if (ROLES[role].level === 'unit' && unit === undefined) expect(level, id).toBeDefined()
      if (level) expect(levels, id).toContain(level)
      if (unit) expect(units.find(({ code }) => code === unit)?.level, id).toBe(level)
    }
  })
})

test('the county whose platform has more than 100 has more than 100 (J13)', () => {
  expect(counties.find(({ id }) => id === 'jiyuan')?.positions.length).toBeGreaterThan(100)
})

describe('a list of positions', () => {
  const HEAD = 'id,name,role,permissions,level,unit,source\n'
  const read =
    (...rows: string[]) =>
    () =>
      readPositions(HEAD + rows.join('\n'), [{ code: 'department-water' }])

  test('is read', () => {
    const [one] = read('pipes,管网岗,handler,matters.open matters.unit,county,department-water,ours')()
    expect(one).toMatchObject({ id: 'pipes', role: 'handler', unit: 'department-water', takesPart: true })
    const [blind] = read('counter,窗口岗,handler,matters.open,county,,ours')()
    expect(blind?.takesPart).toBe(false)
  })

  test.each([
    [
      'a,甲岗,handler,matters.open people.unmask,county,,ours',
      'handler has no people.unmask; a position narrows',
    ],
    ['a,甲岗,handler,matters.everything,county,,ours', 'permissions must be one of'],
    ['a,甲岗,handler,,county,,ours', 'permissions must not be empty'],
    ['a,甲岗,handler,matters.open matters.open,county,,ours', 'a permission is named twice'],
    ['a,甲岗,chief,matters.open,county,,ours', 'role must be one of'],
    ['a,甲岗,security-administrator,posts.give,county,,ours', 'a position cannot be security-administrator'],
    ['a,甲岗,villager,matters.open,,,ours', 'a position cannot be villager'],
    ['a,甲岗,town-dispatcher,matters.open,county,,ours', 'held at the level town, not county'],
    ['a,甲岗,handler,matters.open,county,department-air,ours', 'there is no unit department-air'],
  ])('is refused: %s', (row, says) => {
    const first = 'pipes,管网岗,handler,matters.open,county,,ours'
    expect(read(first, row)).toThrow(`line 3: `)
    expect(read(first, row)).toThrow(says)
  })

  test('names nobody twice', () => {
    const row = 'pipes,管网岗,handler,matters.open,county,,ours'
    expect(read(row, row)).toThrow('line 3: pipes is listed twice')
  })
})
