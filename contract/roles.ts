import type { HandlingLevel } from './division-codes.ts'

/** What a person may do comes from the posts they hold, never from who they are (blueprint §2). */
export const PERMISSIONS = {
  'matters.open': '报事、申请、发布心愿',
  'matters.area': '查看本辖区的事项',
  'matters.unit': '查看本单位经办的事项',
  'matters.confidential': '查看保密事项（特殊人群、涉黄赌毒、作风举报）',
  'matters.export': '导出事项清单',
  'people.area': '查找本辖区的村民，用于代报代办',
  'wall.read': '查看指挥大屏',
} as const
export type Permission = keyof typeof PERMISSIONS

export type Role = {
  name: string
  /** The level of the division its posts are held over; a unit's post has the level of the unit. */
  level: HandlingLevel | 'unit' | 'none'
  permissions: readonly Permission[]
}

const AREA = ['matters.open', 'matters.area', 'people.area'] as const satisfies readonly Permission[]

/**
 * The posts a person can hold, in the order screens list them. A county's pack renames them and says which of them
 * plays which part in a flow.
 */
export const ROLES = {
  villager: { name: '村民', level: 'none', permissions: ['matters.open'] },
  volunteer: { name: '志愿者', level: 'village', permissions: ['matters.open'] },
  'grid-worker': { name: '网格员', level: 'village', permissions: AREA },
  'village-agent': { name: '民生代办员', level: 'village', permissions: AREA },
  'village-secretary': {
    name: '村支书',
    level: 'village',
    permissions: [...AREA, 'matters.confidential', 'matters.export', 'wall.read'],
  },
  'town-dispatcher': {
    name: '街道分拨员',
    level: 'town',
    permissions: [...AREA, 'matters.confidential', 'matters.export', 'wall.read'],
  },
  handler: { name: '承办人', level: 'unit', permissions: ['matters.open', 'matters.unit', 'matters.export'] },
  'county-dispatcher': {
    name: '区指挥中心值班员',
    level: 'county',
    permissions: [...AREA, 'matters.confidential', 'matters.export', 'wall.read'],
  },
  'county-leader': { name: '区领导', level: 'county', permissions: ['matters.area', 'wall.read'] },
} as const satisfies Record<string, Role>
export type RoleId = keyof typeof ROLES

/** Whether a role may do a thing; a person without a post counts as a villager. */
export function may(role: RoleId | undefined, permission: Permission): boolean {
  const granted: readonly Permission[] = ROLES[role ?? 'villager'].permissions
  return granted.includes(permission)
}
