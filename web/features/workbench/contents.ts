import {
  bindsPhones,
  may,
  permissionsOf,
  ROLES,
  takesPart,
  worksOnDisclosure,
  worksOnMatters,
  seesMeetings,
  type Holder,
  type Permission,
} from '#contract/roles.ts'
import { paths } from '#web/surfaces/desk/paths.ts'

/** Counts of queues, as the calls behind them answer. */
export type CountId =
  'mine' | 'warned' | 'overdue' | 'attention' | 'publications' | 'bindings' | 'seconds' | 'exports'
export type Entry = { name: string; href: string; count?: CountId }
export type Contents = {
  queues: Entry[]
  registers: Entry[]
  /** Pages that show numbers. */
  indicators: Entry[]
  duties: Entry[]
}

type Rule = Entry & { shows: (post: Holder) => boolean }

const needs = (permission: Permission) => (post: Holder) => may(post, permission)
const looksAtMatters = (post: Holder) => worksOnMatters(post)

const QUEUES: readonly Rule[] = [
  {
    name: '待我办',
    href: paths.matters({ queue: 'mine' }),
    count: 'mine',
    shows: (post) => worksOnMatters(post) && takesPart(post),
  },
  {
    name: '公开质询',
    href: paths.matters({ queue: 'mine' }),
    count: 'mine',
    shows: (post) => !worksOnMatters(post) && may(post, 'disclosure.answer'),
  },
  { name: '临期', href: paths.matters({ queue: 'warned' }), count: 'warned', shows: looksAtMatters },
  { name: '超期', href: paths.matters({ queue: 'overdue' }), count: 'overdue', shows: looksAtMatters },
  { name: '要紧的事', href: paths.command(), count: 'attention', shows: needs('matters.press') },
  { name: '公开待办', href: paths.disclosure(), count: 'publications', shows: worksOnDisclosure },
  { name: '手机号待核对', href: paths.phoneBindings(), count: 'bindings', shows: bindsPhones },
  { name: '待复核', href: paths.secondWords(), count: 'seconds', shows: needs('people.second') },
  { name: '导出待审批', href: paths.listExports(), count: 'exports', shows: needs('exports.approve') },
]

const REGISTERS: readonly Rule[] = [
  { name: '事项清单', href: paths.matters({ queue: 'open' }), shows: looksAtMatters },
  { name: '事项地图', href: paths.map(), shows: looksAtMatters },
  { name: '村民名册', href: paths.people(), shows: needs('people.read') },
  { name: '公开年历', href: paths.disclosureYear(), shows: worksOnDisclosure },
  { name: '会议', href: paths.meetings(), shows: seesMeetings },
  { name: '决议', href: paths.resolutions(), shows: seesMeetings },
  { name: '村规民约', href: paths.covenants(), shows: seesMeetings },
  { name: '终端设备', href: paths.devices(), shows: needs('devices.manage') },
  { name: '账号', href: paths.accounts(), shows: needs('accounts.read') },
  { name: '权限模拟', href: paths.simulator(), shows: needs('posts.give') },
  { name: '接入系统', href: paths.clients(), shows: needs('clients.manage') },
  { name: '审计日志', href: paths.audit(), shows: needs('audit.read') },
]

const INDICATORS: readonly Rule[] = [
  { name: '指挥大屏', href: '/wall', shows: needs('wall.read') },
  { name: '公开督看', href: paths.disclosureWatch(), shows: needs('disclosure.watch') },
  { name: '周研判简报', href: paths.briefs(), shows: needs('brief.read') },
  { name: '减负自查', href: paths.selfCheck(), shows: needs('self-check.read') },
]

/** What a post is there to do, and where it is done; permissions only to look at something have none. */
const DUTIES: Partial<Record<Permission, Entry>> = {
  'matters.open': { name: '登记报事、申请、心愿', href: paths.open() },
  'matters.press': { name: '督办', href: paths.command() },
  'people.import': { name: '导入村民名单', href: paths.imports() },
  'people.second': { name: '复核登记的手机号和监护人', href: paths.secondWords() },
  'exports.ask': { name: '申请导出名单', href: paths.listExports() },
  'exports.approve': { name: '审批导出申请', href: paths.listExports() },
  'broadcast.send': { name: '群发通知', href: paths.broadcasts() },
  'brief.write': { name: '起草周研判', href: paths.briefs() },
  'brief.sign': { name: '签发周研判', href: paths.briefs() },
  'disclosure.draft': { name: '填报公开内容', href: paths.disclosure() },
  'disclosure.review': { name: '审查公开内容', href: paths.disclosure() },
  'disclosure.approve.party': { name: '党组织审定', href: paths.disclosure() },
  'disclosure.approve.committee': { name: '村委会审定', href: paths.disclosure() },
  'disclosure.publish': { name: '公布和撤下', href: paths.disclosure() },
  'disclosure.exempt.town': { name: '签署公开豁免', href: paths.disclosure() },
  'disclosure.watch': { name: '督看各村公开', href: paths.disclosureWatch() },
  'disclosure.print': { name: '打印明白纸', href: paths.leaflets() },
  'disclosure.answer': { name: '答复公开质询', href: paths.matters({ queue: 'mine' }) },
  'devices.manage': { name: '管理屏幕', href: paths.devices() },
  'meetings.keep': { name: '召集和记录会议', href: paths.meetings() },
  'meetings.watch': { name: '查看各村会议和决议', href: paths.meetings() },
  'agenda.collect': { name: '征集月例会议题', href: paths.agenda() },
  'seats.give': { name: '登记组织成员', href: paths.seats() },
  'opinions.give': { name: '出具法律意见', href: paths.proposals() },
  'covenants.file': { name: '村规民约备案', href: paths.covenants() },
  'audit.read': { name: '查询审计日志', href: paths.audit() },
  'accounts.open': { name: '开账号', href: paths.accounts() },
  'accounts.lock': { name: '停用和恢复账号', href: paths.accounts() },
  'posts.give': { name: '授予和收回岗位', href: paths.accounts() },
  'clients.manage': { name: '管理接入系统', href: paths.clients() },
  'self-check.read': { name: '打印减负自查', href: paths.selfCheck() },
}

/** A post’s workbench: whatever its permissions open, each with its address; nothing it would be turned away from. */
export function contentsOf(post: Holder): Contents {
  const of = (rules: readonly Rule[]): Entry[] =>
    rules.filter(({ shows }) => shows(post)).map(({ shows: _, ...entry }) => entry)
  return {
    queues: of(QUEUES),
    registers: of(REGISTERS),
    indicators: of(INDICATORS),
    duties: permissionsOf(post).flatMap((permission) => DUTIES[permission] ?? []),
  }
}

/** What the position of a post leaves out of its role; empty without one. */
export function leftOut(post: Holder): Permission[] {
  const whole: readonly Permission[] = ROLES[post.role].permissions
  return whole.filter((permission) => !may(post, permission))
}
