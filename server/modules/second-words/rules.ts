import type { Services } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import type { WordRow } from './store.ts'

/**
 * The promise of this module: nobody becomes able to speak, vote and read as somebody else by the word of one keeper of a
 * register. The second word is another person's, of the same place; only where there is none, of the next place above.
 */

/** What is older is in the audit log. */
export const SHOWN_MAX = 100
/** A request to let a telephone in waits no longer either (server/modules/phone-bindings/rules.ts). */
export const WAIT_DAYS = 30

export type State = 'waiting' | 'lapsed' | 'approved' | 'refused'

/** Until when it waits for an answer. */
export const waitsUntil = (askedAt: Date): Date => new Date(askedAt.getTime() + WAIT_DAYS * 86_400_000)

/** How it stands at that moment. */
export const stateOf = ({ asked_at, verdict }: Pick<WordRow, 'asked_at' | 'verdict'>, now: Date): State =>
  verdict ?? (now < waitsUntil(asked_at) ? 'waiting' : 'lapsed')

/** What a kind of thing says of itself, and what takes effect. Each module that asks for a second word has one. */
export type Kind = {
  /** In a sentence; undefined: nothing is left to be agreed to, and it waits for nobody any more. */
  says: (tx: Tx, services: Services, row: WordRow) => Promise<string | undefined>
  /** Whom it is about, with a masked number where it is about one. */
  people: (tx: Tx, services: Services, row: WordRow) => Promise<{ person: string; phone: string }[]>
  /** Does it, and answers with what is to be done after the commit. Throws what stands in its way by now. */
  effect: (tx: Tx, services: Services, row: WordRow) => Promise<() => Promise<void>>
  /** Lets go of what was kept for it alone. */
  refused?: (tx: Tx, row: WordRow) => Promise<void>
}
export type Kinds = Readonly<Record<WordRow['kind'], Kind>>

export const ASKED_TITLE = '有一件登记等您复核'
export const askedText = (by: string) =>
  `${by}登记了一件事，要您看过同意才生效。请在电脑上打开“待复核”，看清是谁、对不对，再同意或不同意。`

export const answeredTitle = (verdict: 'approved' | 'refused') =>
  verdict === 'approved' ? '您登记的，复核同意了' : '您登记的，复核没有同意'
export const answeredText = (says: string, by: string, said: string | undefined) =>
  `${says}。复核人：${by}。${said === undefined ? '已经生效。' : `没有生效，理由：${said}`}`

export const HOUSEHOLD_TITLE = '您家有人登记了手机号'
export const householdText = (name: string, tail: string) =>
  `${name}的手机号登记为尾号 ${tail}，从现在起能用它登录。不是${name}本人的，请马上告诉村里。`
