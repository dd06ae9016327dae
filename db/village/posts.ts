import type { RoleId } from '#contract/roles.ts'
import { COUNTY, STREET, VILLAGE, VILLAGE_UNIT } from './grids.ts'

/**
 * Who holds which post. Visitors of the demo are offered the first of each role, in this order. Whoever is not a
 * villager (people.ts) lives elsewhere and is known by name and phone only.
 */
export type NamedPost = {
  name: string
  role: RoleId
  /** 职位 (packs/yanliang/positions.csv): only part of what the role may. */
  position?: string
  title: string
  division: string
  unit?: string
}

const grid = (n: 1 | 2 | 3) => `${VILLAGE}00${n}`
const post = (name: string, role: RoleId, title: string, division: string, unit?: string): NamedPost =>
  unit ? { name, role, title, division, unit } : { name, role, title, division }
const handler = (name: string, unit: string, office: string): NamedPost =>
  post(name, 'handler', `${office}承办人`, COUNTY, `department-${unit}`)

/** Posts of the village. The village committee is the unit that handles what stays in the village. */
export const VILLAGE_POSTS: readonly NamedPost[] = [
  post('赵春燕', 'grid-worker', '一组专职网格员', grid(1), VILLAGE_UNIT),
  post('王小峰', 'grid-worker', '二组兼职网格员', grid(2), VILLAGE_UNIT),
  post('党亚妮', 'grid-worker', '三组兼职网格员', grid(3), VILLAGE_UNIT),
  post('王建国', 'village-secretary', '村支书', VILLAGE, VILLAGE_UNIT),
  post('李会芳', 'village-agent', '民生代办员', VILLAGE, VILLAGE_UNIT),
  ...[
    '张凯',
    '刘思琪',
    '孙建民',
    '王丽娟',
    '杨勇',
    '赵志强',
    '惠小龙',
    '李秀梅',
    '寇文涛',
    '张敏',
    '雷晓东',
    '王娟',
  ].map((name) => post(name, 'volunteer', '志愿者', VILLAGE)),
]

/** The street and the district, as far as 老寨村 meets them. */
export const OFFICE_POSTS: readonly NamedPost[] = [
  post('陈晓东', 'town-dispatcher', '武屯街道分拨员', STREET, `street-${STREET}`),
  post('马丽', 'town-dispatcher', '武屯街道分拨员', STREET, `street-${STREET}`),
  post('丁小刚', 'handler', '武屯街道办承办人', STREET, `street-${STREET}`),
  post('苏婷', 'handler', '武屯街道办承办人', STREET, `street-${STREET}`),
  post('周静', 'county-dispatcher', '区指挥中心值班员', COUNTY, 'centre-command'),
  post('何永刚', 'county-dispatcher', '区指挥中心值班员', COUNTY, 'centre-command'),
  post('梁志远', 'county-leader', '副区长', COUNTY),
  handler('郭涛', 'water', '区水务局'),
  handler('田晓宁', 'water', '区水务局'),
  handler('高鹏', 'housing', '区住建局'),
  handler('白雪峰', 'urban-management', '区城管局'),
  handler('石磊', 'power', '供电分公司'),
  handler('秦岚', 'civil-affairs', '区民政局'),
  handler('党永平', 'agriculture', '区农业农村局'),
  handler('薛敏', 'agriculture', '区农业农村局'),
  handler('严明', 'transport', '区交通局'),
  handler('邢燕', 'medical-insurance', '区医保局'),
  handler('韩冰', 'human-resources', '区人社局'),
  handler('谢军', 'tap-water', '自来水公司'),
  handler('方宇', 'telecom', '电信阎良分公司'),
  handler('申红', 'disabled', '区残联'),
  handler('任杰', 'natural-resources', '市资源规划局阎良分局'),
  handler('冯倩', 'discipline', '区纪委监委'),
  handler('范磊', 'justice', '区司法局'),
  handler('蔺华', 'veterans', '区退役军人局'),
  handler('陶亮', 'gas', '区天然气公司'),
  handler('龚雪', 'emergency', '区应急局'),
  handler('邱浩', 'traffic-police', '交警阎良大队'),
  handler('彭丽萍', 'market', '区市场监管局'),
  handler('罗刚', 'public-security', '公安阎良分局'),
  handler('尹芳', 'education', '区教育局'),
  handler('江海燕', 'health', '区卫健局'),
  handler('袁野', 'environment', '市生态环境局阎良分局'),
  handler('廖文静', 'petitions', '区信访局'),
  handler('崔国栋', 'fire', '区消防救援大队'),
]

/** Elsewhere: a village of the same street, and another street; what they may not see is tested with them. */
export const ELSEWHERE_POSTS: readonly NamedPost[] = [
  post('孙海龙', 'grid-worker', '新庄村网格员', '610114006206', 'village-610114006206'),
  post('樊小军', 'grid-worker', '关山村网格员', '610114007200', 'village-610114007200'),
  post('贺文', 'town-dispatcher', '关山街道分拨员', '610114007', 'street-610114007'),
  post('史小莉', 'handler', '关山街道办承办人', '610114007', 'street-610114007'),
]

export const NAMED_POSTS: readonly NamedPost[] = [...VILLAGE_POSTS, ...OFFICE_POSTS, ...ELSEWHERE_POSTS]

/** Who writes, examines and answers for what is published. Last, so that the ids of all others stay as they were. */
export const DISCLOSURE_POSTS: readonly NamedPost[] = [
  post('杨林', 'village-accountant', '村报账员', VILLAGE, VILLAGE_UNIT),
  post('屈建文', 'village-supervisor', '村务监督委员会主任', VILLAGE),
  post('孙红卫', 'village-supervisor', '村务监督委员会委员', VILLAGE),
  post('张军利', 'village-director', '村委会主任', VILLAGE, VILLAGE_UNIT),
  post('薛静', 'town-affairs', '武屯街道民政专干', STREET, `street-${STREET}`),
  post('高朝阳', 'village-adviser', '村法律顾问', VILLAGE),
]

/** Who looks after the system itself. Behind all others for the same reason. */
export const ADMINISTRATOR_POSTS: readonly NamedPost[] = [
  post('温晓岚', 'audit-administrator', '审计管理员', COUNTY),
  post('苗长青', 'system-administrator', '系统管理员', COUNTY),
  post('柏文静', 'security-administrator', '安全管理员', COUNTY),
]

/** In positions that leave them only part of their role. Behind all others for the same reason. */
export const POSITION_POSTS: readonly NamedPost[] = [
  {
    ...post('孟晓波', 'county-dispatcher', '区指挥中心公开督查席', COUNTY, 'centre-command'),
    position: 'centre-openness',
  },
  {
    ...post('邵平', 'handler', '区民政局养老服务岗', COUNTY, 'department-civil-affairs'),
    position: 'civil-affairs-elderly',
  },
]
