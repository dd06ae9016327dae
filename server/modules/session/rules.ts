import { isAdministrator, ROLES, type RoleId } from '#contract/roles.ts'
import type { Actor } from '#practice/kit/index.ts'
import type { Way } from '#server/core/scope.ts'
import type { PostRow } from './store.ts'

/**
 * The promise of this module: nobody learns from an answer whether a phone is known here, a code opens one session
 * and then nothing, and what a person may do comes from a post they hold today.
 */

export const CODE_MINUTES = 5
export const CODE_TRIES = 5
export const RESEND_SECONDS = 60
/** Enough for a family that shares a phone, too few to make it ring all day. */
export const CODES_PER_DAY = 20

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** A villager signs in once a month; a desk in an office is left unlocked, so a post ends with the shift. */
const VILLAGER_HOURS = 30 * 24
const POST_HOURS = 12

/** The longest a session lasts, however busy. */
export function expiryOf(hasPost: boolean, now: Date): Date {
  return new Date(now.getTime() + (hasPost ? POST_HOURS : VILLAGER_HOURS) * HOUR_MS)
}

/**
 * How long nobody may touch a desk before it is nobody's (GB/T 22239 8.1.4.1; assessors ask for 15 to 30 minutes,
 * rules.md 7.1.3). Offices where strangers come in longer than those who could let anybody in.
 */
const IDLE_ADMINISTRATOR_MINUTES = 15
const IDLE_DESK_MINUTES = 30
/** A village hall's one computer is used between errands in the village. */
const IDLE_VILLAGE_MINUTES = 60
/** Work on a telephone in one's own pocket, which locks itself. */
const IN_THE_POCKET: readonly RoleId[] = ['villager', 'volunteer', 'grid-worker', 'village-agent']

/** Minutes without a hand on it after which a session in that role ends; undefined: it does not. */
function idleMinutes(role: RoleId | undefined): number | undefined {
  if (role === undefined || IN_THE_POCKET.includes(role)) return undefined
  if (isAdministrator(role)) return IDLE_ADMINISTRATOR_MINUTES
  return ROLES[role].level === 'village' ? IDLE_VILLAGE_MINUTES : IDLE_DESK_MINUTES
}

export const hasIdleLimit = (role: RoleId): boolean => idleMinutes(role) !== undefined

export function isIdle(role: RoleId | undefined, seenAt: Date, now: Date): boolean {
  const minutes = idleMinutes(role)
  return minutes !== undefined && now.getTime() - seenAt.getTime() > minutes * MINUTE_MS
}

/** Which door a session came in by, and what is known of who came. */
export type Door = { way: Way; agent: string; address: string }

/**
 * Whether a post can be acted from in a session of that way. A code in a text message is not enough for administrators,
 * who open every other door, nor for the desk of whoever has an account (GB/T 22239 8.1.4.1, two factors for managers);
 * it is for what is done with a telephone in one's own pocket.
 */
export function opensPost(role: RoleId, way: Way, hasAccount: boolean): boolean {
  if (way !== 'phone') return true
  return !isAdministrator(role) && (!hasAccount || IN_THE_POCKET.includes(role))
}

const BROWSERS: readonly [RegExp, string][] = [
  [/MicroMessenger/, '微信'],
  [/Edg/, 'Edge'],
  [/QQBrowser/, 'QQ 浏览器'],
  [/360SE|360EE|QHBrowser/, '360 浏览器'],
  [/Firefox/, '火狐'],
  [/Chrome|CriOS/, 'Chrome'],
  [/Safari/, 'Safari'],
]
const SYSTEMS: readonly [RegExp, string][] = [
  [/HarmonyOS|OpenHarmony/, '鸿蒙'],
  [/Android/, '安卓'],
  [/iPhone|iPad/, '苹果手机或平板'],
  [/Windows/, 'Windows'],
  [/UOS|Kylin/, '国产系统'],
  [/Mac OS X/, '苹果电脑'],
  [/Linux/, 'Linux'],
]

/** What a browser says of itself, in words its owner recognises it by. */
export function deviceOf(agent: string): string {
  const named = (list: readonly [RegExp, string][]) => list.find(([pattern]) => pattern.test(agent))?.[1]
  const known = [named(BROWSERS), named(SYSTEMS)].filter((part) => part !== undefined)
  return known.length > 0 ? known.join(' · ') : '没有报名的程序'
}

/** The same for an unknown phone, a wrong code, a used one and an old one. */
export const WRONG_CODE = '验证码不对或已过期，请核对，或者重新获取一个'

export const codeText = (code: string) =>
  `【共治】您的登录验证码是 ${code}，${CODE_MINUTES} 分钟内有效。工作人员不会向您要验证码，请不要告诉别人。`

/** The post a new session acts from: the first held; nobody has to choose before they see anything. */
export function firstPost(posts: readonly { id: string }[]): string | undefined {
  return posts[0]?.id
}

/** A held post as scopes carry it: the one place where what its position leaves of its role comes into force. */
export function actingFrom({
  id,
  role,
  division,
  unit,
  permissions,
}: Omit<PostRow, 'title'>): NonNullable<Actor['post']> {
  return {
    id,
    role,
    division,
    ...(unit === null ? {} : { unit }),
    ...(permissions === null ? {} : { permissions }),
  }
}

/** What a visitor of the demo can try as that person. */
const DOES: Record<RoleId, string> = {
  villager: '报事、办事、许心愿，看自己的事办到哪一步',
  volunteer: '认领村里人的微心愿',
  'grid-worker': '巡查上报、当场办小事、替老人报事',
  'village-agent': '受理和代办村民的申请',
  'village-secretary': '安排村里的事，办不了的上交，签发周研判',
  'village-director': '审定和公布村务，安排村里的事，起草周研判',
  'village-accountant': '逐笔填报财务公开',
  'village-supervisor': '审查村里要公开的内容，不清楚的退回',
  'village-adviser': '对要表决的方案出具法律意见',
  'town-affairs': '看各村公开得及不及时，签署豁免',
  'town-dispatcher': '受理、派单、批延期、复核，写周研判',
  handler: '签收、联系报事人、办理、反馈',
  'county-dispatcher': '派给区级单位，裁定异议，写周研判',
  'county-leader': '看大屏和全区进展，签发周研判',
  'system-administrator': '给工作人员开账号、发启用码、停用账号',
  'security-administrator': '授予和收回岗位，停用账号',
  'audit-administrator': '查谁在什么时候做了什么，核验日志',
  'connected-system': '凭密钥报事，不能登录',
}

export const doesOf = (role: RoleId) => DOES[role]

/**
 * Whether people sign in with it. Posts are texts in the database; one that no release knows any more gives no rights,
 * and another system comes with its key alone (modules/api-clients).
 */
export function isForPeople(role: string): role is RoleId {
  return Object.hasOwn(ROLES, role) && role !== 'connected-system'
}
