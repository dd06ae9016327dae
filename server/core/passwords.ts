import { hash, verify } from '@node-rs/argon2'
import { TooSoon } from './problem.ts'
import { takeTurns } from './turns.ts'

/**
 * Passwords as they are kept: argon2id, on threads of their own, a few at a time. What makes a good one is length; what
 * makes a bad one is that somebody would guess it soon.
 */

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
/** Of a password nobody knows: what is compared for a name nobody has takes as long as for one somebody has. */
const NOBODYS =
  '$argon2id$v=19$m=19456,t=2,p=1$S30SFoaQvb5dFrA8xkqc+Q$nh5oPuwneQVC393fBklYVuiAyqMPDiurw0J21ktwrF0'
/** Each holds one of the four threads that files and names are looked up on, too. */
const AT_ONCE = 2
/** Some ten seconds' worth; whoever comes behind that is a flood. */
const WAITING_MAX = 100
const inTurn = takeTurns(AT_ONCE, {
  waitingMax: WAITING_MAX,
  tooMany: () => new TooSoon('现在登录的人太多，请过一会儿再试', 10),
})

const PASSWORD_MIN = 12
const PASSWORD_MAX = 128
/** Below a hundred million guesses it falls to whoever has the table for an afternoon (zxcvbn's score of 3). */
const SCORE_MIN = 3

/** The password as it is kept: algorithm, cost and salt stand in it. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(normal(password), COST))
}

/** Whether it is the one kept. Without one kept it takes as long and is not. */
export async function matchesPassword(kept: string | undefined, password: string): Promise<boolean> {
  const same = await inTurn(() => verify(kept ?? NOBODYS, normal(password)))
  return kept !== undefined && same
}

/**
 * What is wrong with a new password, in a sentence; undefined when nothing is. `own` are words known of its person. The
 * list of passwords that leaked and the count of guesses are @zxcvbn-ts, loaded when the first one is set.
 */
export async function passwordFault(password: string, own: readonly string[]): Promise<string | undefined> {
  const length = Array.from(normal(password)).length
  if (length < PASSWORD_MIN)
    return `密码还少 ${PASSWORD_MIN - length} 位：至少 ${PASSWORD_MIN} 位，用一句只有您自己想得到的话就行`
  if (length > PASSWORD_MAX) return `密码太长了，最多 ${PASSWORD_MAX} 位`
  const { check } = await (guesser ??= openGuesser())
  const words = own.filter((word) => word.length > 1)
  if (check(normal(password), [...words, ...HOUSE_WORDS]).score >= SCORE_MIN) return undefined
  return '这个密码别人很快能猜到（常见密码、连续或重复的字符、姓名、手机号、登录名），请换一句自己的话'
}

/** The same letters typed on another keyboard are the same password. */
const normal = (password: string) => password.normalize('NFKC')

/** Looked at closely; what comes behind only makes it longer, and looking costs with the square of it. */
const LOOKED_AT = 64
const HOUSE_WORDS = ['gongzhi', '共治', '网格', '村委会', 'admin', 'administrator', '管理员']

let guesser: ReturnType<typeof openGuesser> | undefined

async function openGuesser() {
  const [{ ZxcvbnFactory }, { dictionary, adjacencyGraphs }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ])
  const factory = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs, maxLength: LOOKED_AT })
  return { check: (password: string, own: string[]) => factory.check(password, own) }
}
