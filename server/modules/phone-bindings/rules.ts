import { CODE_MINUTES } from '#server/modules/session/index.ts'

/**
 * The promise of this module: nobody learns from an answer whether a phone is known here, a phone becomes somebody's only
 * by the word of whoever keeps the register of that village, and never opens a post.
 */

/** A phone that nobody knows is rung as seldom as can be: anybody can type anybody's number. */
export const CODES_PER_DAY = 5

/** So many stand in the list; whoever has more before them begins somewhere. */
export const SHOWN_MAX = 100

/** db/migrations/0043_phone_bindings.sql refuses to let any go sooner. */
export const WAITING_DAYS = 30
export const ANSWERED_DAYS = 90

export const codeText = (code: string) =>
  `【共治】您登记手机号的验证码是 ${code}，${CODE_MINUTES} 分钟内有效。工作人员不会向您要验证码，请不要告诉别人。`

/** Whoever holds a known phone learns from it alone that they need not ask. */
export const KNOWN_TEXT =
  '【共治】有人用这个手机号申请登记。它已经在村里登记过，直接用它登录就行，不用再申请；不是您本人在申请，不用理会。'

export const confirmedText = (village: string) =>
  `【共治】${village}确认了您的手机号，现在用它和短信验证码就能登录。不是您本人申请的，请马上告诉村里。`

export const refusedText = (village: string, why: string) =>
  `【共治】${village}退回了您登记手机号的申请：${why}。改好可以再申请，也可以到村里问。`

/** To those who keep the register; the words of whoever asks stay where only they are read. */
export const WAITING_TITLE = '有人申请登记手机号'
export const WAITING_TEXT = '请在电脑上打开“名册”，点“登记手机号”，对着名册核对后确认或退回'

/** To the number somebody had before: if it was not them, this is how they hear of it. */
export const replacedText = (village: string, tail: string, office: string | undefined) =>
  `【共治】您在${village}登记的手机号换成了尾号 ${tail} 的号码，这个号码不能再登录了。不是您本人要换的，请马上联系村里${office === undefined ? '' : `，电话 ${office}`}。`

/** 个人信息保护法 31: a child's guardian comes in its place. */
export const CHILD =
  '他不满十四周岁，不能自己登录（个人信息保护法第三十一条），请登记监护人的手机号，由监护人替他办'

/** Whoever took over the phone of a colleague would act from their post. */
export const STAFF =
  '他有工作账号或岗位，手机号能打开他的岗位，村里不能换；请他本人找区里的系统管理员，当面核实后办'
