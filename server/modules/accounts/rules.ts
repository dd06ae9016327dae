import { ADMINISTRATORS, isAdministrator, ROLES, type RoleId } from '#contract/roles.ts'
import { levelOf } from '#contract/division-codes.ts'
import { lettersOf } from '#contract/tracking-code.ts'
import { CODE_MINUTES } from '#server/modules/session/index.ts'

/**
 * The promise of this module: nobody learns from an answer, or from how long it takes, which names there are; guessing
 * is slow and never shuts the owner out for good; and nobody who opens accounts can come in through one.
 */

/** The same for a name nobody has, a wrong password, a wrong or used code, and a locked account. */
export const WRONG = '登录名、密码或动态码不对，请再核对一遍；动态码每 30 秒换一个，每个只能用一次'
export const WRONG_CODE = '登录名或启用码不对，或者已经过期、用过，请核对；还是不行，请管理员重发一个'
export const WRONG_TOTP = '动态码不对，请等手机上换出新的一个再填'
export const WRONG_PHONE_CODE = '短信验证码不对或已过期，请核对；没有收到的，回到上一步再来一次'
export const WRONG_PROOF = '密码或动态码不对，请再试一次'

const NOT_YOURS = '不是您本人在办，请马上告诉单位和另一位管理员'

export const activationText = (code: string) =>
  `【共治】您启用工作账号的验证码是 ${code}，${CODE_MINUTES} 分钟内有效，请不要告诉别人。${NOT_YOURS}。`
export const TOTP_CHANGED = `【共治】您工作账号的动态码刚刚换到了另一个应用，其他地方的登录都退出了。${NOT_YOURS}。`
export const handedText = (what: string) =>
  `【共治】系统管理员给您${what}，启用码会当面交给您，启用时还要这个手机收一次验证码。${NOT_YOURS}。`

/** Tries before the first wait; more than a person mistypes. */
const FREE_TRIES = 5
const FIRST_WAIT_S = 60
/** A stranger who goes on and on holds a new browser of the owner up this long, never a known one. */
const LONGEST_WAIT_S = 15 * 60
/** Failures older than that are forgotten. */
const FORGOTTEN_S = 24 * 3600

/** Seconds until another try counts, after so many failures the last of which was `agoSeconds` ago. */
export function waitSeconds(failures: number, agoSeconds: number): number {
  if (failures < FREE_TRIES || agoSeconds > FORGOTTEN_S) return 0
  const wait = Math.min(LONGEST_WAIT_S, FIRST_WAIT_S * 2 ** (failures - FREE_TRIES))
  return Math.max(0, Math.ceil(wait - agoSeconds))
}

/** How many failures it is after one more. */
export const failuresAfter = (failures: number, agoSeconds: number): number =>
  agoSeconds > FORGOTTEN_S ? 1 : failures + 1

/** Until whoever was promised a login finds the time to sit down with it. */
export const CODE_HOURS = 72
const ONE_TIME_LETTERS = 12
/** Ten letters are 50 bits, behind the limit of tries. */
const RECOVERY_LETTERS = 10
export const RECOVERY_CODES = 8

const grouped = (code: string, by: number) => (code.match(new RegExp(`.{1,${by}}`, 'g')) ?? []).join('-')

/** A one-time code as it is handed over. */
export const oneTimeCode = (bytes: Buffer): string =>
  grouped(lettersOf(bytes.subarray(0, ONE_TIME_LETTERS)), 4)

/** A recovery code as it is written down. */
export const recoveryCode = (bytes: Buffer): string =>
  grouped(lettersOf(bytes.subarray(0, RECOVERY_LETTERS)), 5)

/** Whether what was typed where the app’s code belongs is meant as a recovery code. */
export const isRecoveryCode = (tidied: string): boolean => tidied.length === RECOVERY_LETTERS

/**
 * Why somebody may not give that post; undefined: they may. 授权 is the security administrator's; the one exception
 * lets the first administrator find a second person (GB/T 22239 8.1.7).
 */
export function refusalToGive(
  giver: RoleId | undefined,
  wanted: RoleId,
  { isSelf, isVacant }: { isSelf: boolean; isVacant: boolean },
): string | undefined {
  if (isSelf) return '不能给自己授予岗位，请另一位管理员来办'
  if (giver === 'security-administrator') return undefined
  if (giver !== 'system-administrator' || wanted !== 'security-administrator')
    return '岗位由安全管理员授予；您可以开账号，再请安全管理员授岗'
  return isVacant ? undefined : '已经有安全管理员了，岗位由安全管理员授予'
}

/** Why one person cannot hold these posts together; undefined: nothing against it. */
export function refusalToHold(held: readonly RoleId[], wanted: RoleId): string | undefined {
  const other = held.find((role) => isAdministrator(role) && role !== wanted)
  if (other !== undefined && isAdministrator(wanted)) {
    const names = ADMINISTRATORS.map((role) => ROLES[role].name).join('、')
    return `${names}不能由同一个人担任；他现在是${ROLES[other].name}，请先收回或者换一个人`
  }
  // Who opens the doors does none of the work behind them (GB/T 22239 8.1.7.1, 三员分立).
  return held.some((role) => isAdministrator(role) !== isAdministrator(wanted))
    ? `${ADMINISTRATORS.map((role) => ROLES[role].name).join('、')}只管系统，不能再担任别的岗位；请先收回或者换一个人`
    : undefined
}

/** What is wrong with the place of a post; undefined when it fits its role. */
export function placeFault(
  role: RoleId,
  division: string,
  unit: { division: string } | undefined,
): Record<string, string> | undefined {
  const { level } = ROLES[role]
  if (level === 'none') return { role: '这个身份人人都有，不用授予' }
  if (level === 'unit') {
    if (!unit) return { unit: '这个岗位要写明单位' }
    return unit.division === division ? undefined : { division: '区划和单位所在的不一致' }
  }
  const fits = levelOf(division) === level || (level === 'village' && levelOf(division) === 'grid')
  return fits ? undefined : { division: `${ROLES[role].name}的岗位要设在${LEVEL_NAMES[level]}` }
}

/** What is wrong with a position for that role and place; undefined when it fits. `level`: of the unit. */
export function positionFault(
  position: { role: RoleId; level: string | null; unit: string | null },
  given: { role: RoleId; unit?: string | undefined; level?: string | undefined },
): string | undefined {
  if (position.role !== given.role) return '这个职位不是这种岗位的，请重新选'
  if (position.unit !== null && position.unit !== given.unit) return '这个职位只设在它自己的单位，请重新选'
  if (position.level !== null && given.level !== undefined && position.level !== given.level)
    return '这个职位不设在这一级，请重新选'
  return undefined
}

const LEVEL_NAMES = { village: '村、社区或网格', town: '镇、街道', county: '县区' } as const
