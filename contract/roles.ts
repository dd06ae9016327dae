import type { HandlingLevel } from './division-codes.ts'

/** What a person may do comes from the posts they hold, never from who they are (blueprint §2). */
export const PERMISSIONS = {
  'matters.open': '报事、申请、发布心愿',
  'matters.area': '查看本辖区的事项',
  'matters.unit': '查看本单位经办的事项',
  'matters.press': '督办本辖区正在办的事项',
  'matters.confidential': '查看保密事项（特殊人群、涉黄赌毒；反映村干部的只限镇街和区县）',
  'matters.export': '导出事项清单和卷宗',
  'people.area': '查找本辖区的村民，用于代报代办',
  'matters.behalf': '替没有登记的人报事，写明他是怎么同意的',
  'people.read': '查看本辖区的村民名册',
  'people.import': '导入本辖区的村民名单',
  'people.second': '复核本辖区同事登记的手机号和监护人，同意了才生效',
  'people.unmask': '写明理由，看本辖区一个人的完整手机号或身份证号',
  'exports.ask': '申请导出本辖区含个人信息的名单',
  'exports.approve': '审批本辖区别人的导出申请',
  'wall.read': '查看指挥大屏',
  'broadcast.send': '给辖区全部网格员群发通知',
  'brief.read': '查看本辖区的周研判简报和下级报来的简报',
  'brief.write': '起草和修改本辖区的周研判简报',
  'brief.sign': '签发、上报周研判简报，退回下级的简报',
  'disclosure.draft': '填报、提交和更正公开内容',
  'disclosure.review': '审查公开内容，签署豁免（村务监督委员会）',
  'disclosure.approve.party': '代表村党组织审定公开内容',
  'disclosure.approve.committee': '代表村民委员会审定公开内容',
  'disclosure.publish': '公布和撤下公开内容',
  'disclosure.exempt.town': '代表镇（街道）签署公开豁免',
  'disclosure.answer': '查看和答复本辖区的公开质询',
  'disclosure.watch': '查看本辖区各村公开的进度、逾期和质询',
  'disclosure.print': '打印本辖区各村的明白纸和公开栏',
  'devices.manage': '登记和管理本辖区的触摸屏、电视和轮播屏',
  'meetings.keep': '召集会议、记录签到和表决、宣布结果、归档（本村）',
  'meetings.read': '查看本村会议的名册和签到',
  'meetings.watch': '查看本辖区各村的会议和决议',
  'agenda.collect': '征集和筛选月例会的议题（村务监督委员会）',
  'seats.give': '登记村里各组织的成员和任期',
  'opinions.give': '对本村要表决的书面方案出具专家、律师意见',
  'covenants.file': '给本辖区的村规民约备案，责令改正',
  'audit.read': '查询和导出审计日志',
  'accounts.read': '查看工作人员的账号和岗位',
  'accounts.open': '开设账号，发一次性启用码',
  'accounts.lock': '停用和恢复账号',
  'posts.give': '授予和收回岗位',
  'clients.manage': '登记和停用接入系统，查看推送',
  'self-check.read': '查看和打印减负自查',
} as const
export type Permission = keyof typeof PERMISSIONS

/**
 * How far a permission reaches: the area the post is held over, what its unit has in hand, what the post sees anyway, or
 * the whole county. The policies of the modules narrow by it; `bin/permissions` prints it.
 */
type Reach = 'area' | 'unit' | 'seen' | 'county'
const ELSEWHERE: { readonly [P in Permission]?: Reach } = {
  'matters.open': 'county',
  'matters.unit': 'unit',
  'matters.export': 'seen',
  'audit.read': 'county',
  'clients.manage': 'county',
  'self-check.read': 'county',
}
const LEVELS = {
  village: '本村（网格）',
  town: '本镇街',
  county: '全县',
  unit: '本单位',
  none: '本人',
} as const

/** How far a permission reaches for a role, in words. */
export function reachText(permission: Permission, { level }: Pick<Role, 'level'>): string {
  switch (ELSEWHERE[permission] ?? 'area') {
    case 'county':
      return '全县'
    case 'unit':
      return '本单位经办的'
    case 'seen':
      return '这个岗位看得到的'
    case 'area':
      return LEVELS[level]
  }
}

export type Role = {
  name: string
  /** The level of the division its posts are held over; a unit's post has the level of the unit. */
  level: HandlingLevel | 'unit' | 'none'
  permissions: readonly Permission[]
}

const AREA = [
  'matters.open',
  'matters.area',
  'matters.behalf',
  'people.area',
] as const satisfies readonly Permission[]
/** Whoever answers for the register of an area; a grid worker finds people by name and needs no list of all. */
const REGISTER = [
  'people.read',
  'people.import',
  'people.second',
  'people.unmask',
  'exports.ask',
  'exports.approve',
] as const satisfies readonly Permission[]

/** Whoever calls the village together also keeps the list of who belongs to its bodies. */
const MEETINGS = ['meetings.keep', 'meetings.read', 'seats.give'] as const satisfies readonly Permission[]

/** Whoever answers for an area signs its week; those who draft beside them do not. */
const BRIEF = ['brief.read', 'brief.write', 'brief.sign'] as const satisfies readonly Permission[]

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
    permissions: [
      ...AREA,
      ...REGISTER,
      ...BRIEF,
      'matters.confidential',
      'matters.export',
      'wall.read',
      'disclosure.draft',
      'disclosure.approve.party',
      'disclosure.publish',
      'disclosure.print',
      'devices.manage',
      ...MEETINGS,
    ],
  },
  'village-director': {
    name: '村委会主任',
    level: 'village',
    permissions: [
      ...AREA,
      ...REGISTER,
      'brief.read',
      'brief.write',
      'disclosure.draft',
      'disclosure.approve.committee',
      'disclosure.publish',
      'disclosure.print',
      'devices.manage',
      ...MEETINGS,
    ],
  },
  // Writes what is published and publishes nothing: 山东省村务公开条例 11 keeps the hands apart.
  'village-accountant': {
    name: '村报账员',
    level: 'village',
    permissions: ['matters.open', 'disclosure.draft'],
  },
  // Nobody of the committee and no near relative may sit here (VCL 37), so it shares no permission with it.
  'village-supervisor': {
    name: '村务监督委员会成员',
    level: 'village',
    permissions: [
      'matters.open',
      'people.second',
      'disclosure.review',
      'disclosure.answer',
      'meetings.read',
      'agenda.collect',
    ],
  },
  // 一村一法律顾问: reads what is to be voted on in the village and says whether it is lawful.
  'village-adviser': {
    name: '村法律顾问',
    level: 'village',
    permissions: ['matters.open', 'opinions.give'],
  },
  'town-affairs': {
    name: '镇街民政专干',
    level: 'town',
    permissions: [
      'matters.open',
      'disclosure.exempt.town',
      'disclosure.watch',
      'disclosure.print',
      'meetings.watch',
      'covenants.file',
    ],
  },
  'town-dispatcher': {
    name: '街道分拨员',
    level: 'town',
    permissions: [
      ...AREA,
      ...REGISTER,
      ...BRIEF,
      'matters.confidential',
      'matters.export',
      'wall.read',
      'matters.press',
      'broadcast.send',
      'disclosure.watch',
      'disclosure.print',
      'devices.manage',
      'meetings.watch',
    ],
  },
  handler: { name: '承办人', level: 'unit', permissions: ['matters.open', 'matters.unit', 'matters.export'] },
  'county-dispatcher': {
    name: '区指挥中心值班员',
    level: 'county',
    permissions: [
      ...AREA,
      ...REGISTER,
      ...BRIEF,
      'matters.confidential',
      'matters.export',
      'wall.read',
      'matters.press',
      'broadcast.send',
      'disclosure.watch',
      'disclosure.print',
      'devices.manage',
      'meetings.watch',
      'self-check.read',
    ],
  },
  'county-leader': {
    name: '区领导',
    level: 'county',
    permissions: [
      'matters.area',
      'people.second',
      'exports.approve',
      'matters.press',
      'wall.read',
      'broadcast.send',
      'disclosure.watch',
      'disclosure.print',
      'meetings.watch',
      'self-check.read',
      ...BRIEF,
    ],
  },
  // Says who gets a login, and cannot say what it may do: that takes a second person (GB/T 22239 8.1.7).
  'system-administrator': {
    name: '系统管理员',
    level: 'county',
    permissions: ['accounts.read', 'accounts.open', 'accounts.lock', 'clients.manage', 'self-check.read'],
  },
  // Says what a login may do, and cannot make one.
  'security-administrator': {
    name: '安全管理员',
    level: 'county',
    permissions: ['accounts.read', 'accounts.lock', 'posts.give'],
  },
  // Reads what everybody did and does nothing itself: never one person with the other two administrators
  // (GB/T 22239 8.1.7, 三员分立), and nobody else reads the log (8.1.4.3).
  'audit-administrator': { name: '审计管理员', level: 'county', permissions: ['audit.read'] },
  // A hotline, an app of others: it reports for people who told it so, and sees nothing of the area.
  'connected-system': { name: '接入系统', level: 'county', permissions: ['matters.open', 'matters.behalf'] },
} as const satisfies Record<string, Role>
export type RoleId = keyof typeof ROLES

/** Whether a role has a permission; a person without a post counts as a villager. Of a post one asks `may`. */
export function grants(role: RoleId | undefined, permission: Permission): boolean {
  const granted: readonly Permission[] = ROLES[role ?? 'villager'].permissions
  return granted.includes(permission)
}

/** A post as permissions are asked of it: its role, and what its position leaves of that; absent: all of it. */
export type Holder = { role: RoleId; permissions?: readonly Permission[] | undefined }

/** Whether a post may do a thing: its role may, and its position does not leave it out. A position never adds. */
export function may(post: Holder | undefined, permission: Permission): boolean {
  return grants(post?.role, permission) && (post?.permissions?.includes(permission) ?? true)
}

/** All that a post may do, in the order of the list of permissions. */
export function permissionsOf(post: Holder | undefined): Permission[] {
  // Object.keys forgets what it was given.
  return (Object.keys(PERMISSIONS) as Permission[]).filter((permission) => may(post, permission))
}

/** What lets a post look into the matters it works on. */
const LOOKS_IN = [
  'matters.area',
  'matters.unit',
  'disclosure.answer',
] as const satisfies readonly Permission[]

/** Whether a post plays its role's parts in flows: nobody acts on what its position does not let it look into. */
export const takesPart = (post: Holder) =>
  LOOKS_IN.every((permission) => !grants(post.role, permission) || may(post, permission))

/** 三员: they hold the keys of the house, so no two of these posts are ever one person's. */
export const ADMINISTRATORS = [
  'system-administrator',
  'security-administrator',
  'audit-administrator',
] as const satisfies readonly RoleId[]
type AdministratorId = (typeof ADMINISTRATORS)[number]

export const isAdministrator = (role: string | undefined): role is AdministratorId =>
  ADMINISTRATORS.some((one) => one === role)

/** Whether a post has to do with what is published: it writes, reviews, approves, excuses or watches. */
export const worksOnDisclosure = (post: Holder | undefined) =>
  (['disclosure.draft', 'disclosure.review', 'disclosure.exempt.town', 'disclosure.watch'] as const).some(
    (permission) => may(post, permission),
  )

/** Whether a post looks after an area or a unit, and so has its matters at the desk. */
export const worksOnMatters = (post: Holder | undefined) =>
  may(post, 'matters.area') || may(post, 'matters.unit')

/** Whether a post has to do with what villages decide: it keeps meetings, reads their rolls, watches over them or advises. */
export const seesMeetings = (post: Holder | undefined) =>
  (['meetings.keep', 'meetings.read', 'meetings.watch', 'opinions.give'] as const).some((permission) =>
    may(post, permission),
  )

/** Whether a post keeps a village’s register, and so says whose telephone a new one is; those above it do not know people. */
export const bindsPhones = (post: Holder | undefined) =>
  post !== undefined && ROLES[post.role].level === 'village' && may(post, 'people.import')

/** Villagers and volunteers have the phone; the desk is for everybody else. */
export const hasDesk = (post: Holder | undefined) =>
  worksOnMatters(post) || worksOnDisclosure(post) || seesMeetings(post) || isAdministrator(post?.role)
