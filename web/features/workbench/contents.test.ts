import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { ADMINISTRATORS, hasDesk, permissionsOf, ROLES, type Holder, type RoleId } from '#contract/roles.ts'
import { PACKS } from '#packs/index.ts'
import { readPositions } from '#packs/positions.ts'
import { readCsv, unitColumns } from '#packs/read.ts'
import { pagesOf } from '#web/surfaces/desk/pages.ts'
import { contentsOf, leftOut } from './contents.ts'

const file = (path: string) => readFileSync(new URL(`../../../packs/${path}`, import.meta.url), 'utf8')
const positions = Object.values(PACKS).flatMap(({ name, lists }) =>
  readPositions(file(lists.positions), readCsv(file(lists.units), unitColumns)).map(
    (one) => [`${name} ${one.id}`, one] as const,
  ),
)
const entriesOf = (post: Holder) => Object.values(contentsOf(post)).flat()

describe('the workbench', () => {
  test.each(positions)('of %s is not empty, and never more than its role’s', (_, post) => {
    const { duties, registers, queues, indicators } = contentsOf(post)
    expect(duties.length).toBeGreaterThan(0)
    expect(queues.length + registers.length + indicators.length).toBeGreaterThan(0)
    expect(pagesOf(post).length).toBeGreaterThan(0)
    const whole = entriesOf({ role: post.role }).map(({ name }) => name)
    for (const { name } of entriesOf(post))
      // Without the area’s matters what is left of them, the questions, has another name.
      if (name !== '公开质询') expect(whole).toContain(name)
    expect(permissionsOf(post).length + leftOut(post).length).toBe(permissionsOf({ role: post.role }).length)
  })

  test.each((Object.keys(ROLES) as RoleId[]).filter((role) => hasDesk({ role })))(
    'of %s has something',
    (role) => {
      expect(entriesOf({ role }).length).toBeGreaterThan(0)
    },
  )

  test('shows nothing without a permission', () => {
    for (const role of Object.keys(ROLES) as RoleId[])
      expect(entriesOf({ role, permissions: [] })).toEqual([])
  })

  test('of the three administrators holds their own work alone', () => {
    const names = ADMINISTRATORS.map((role) => contentsOf({ role }).duties.map(({ name }) => name))
    expect(names).toEqual([
      ['开账号', '停用和恢复账号', '管理接入系统', '打印减负自查'],
      ['停用和恢复账号', '授予和收回岗位'],
      ['查询审计日志'],
    ])
  })
})
