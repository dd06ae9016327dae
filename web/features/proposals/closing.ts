import { isTownSigned, type FourTwoStep } from '#practice/meetings/four-two.ts'
import type { Input } from '#web/client/call.ts'
import type { Proposal } from './words.ts'

/** The form of a step that is being closed: what is missing, and what of it is sent. */

export type Closing = {
  on: string
  says: string
  present: number | undefined
  inFavour: number | undefined
  townPost: string | undefined
  townPage: string | undefined
  supervision: string
  motion: string | undefined
  /** Held in this program, or elsewhere and typed from paper; undefined: nobody said yet. */
  held: 'here' | 'paper' | undefined
}
export type ChangeClosing = <Name extends keyof Closing>(name: Name, value: Closing[Name]) => void

export const newClosing = (today: string): Closing => ({
  on: today,
  says: '',
  present: undefined,
  inFavour: undefined,
  townPost: undefined,
  townPage: undefined,
  supervision: '',
  motion: undefined,
  held: undefined,
})

const COUNTED: readonly FourTwoStep[] = ['consult', 'review']
const POSTED: readonly FourTwoStep[] = ['publish', 'publish-result']
export const isCounted = (step: FourTwoStep) => COUNTED.includes(step)
export const isPosted = (step: FourTwoStep) => POSTED.includes(step)

/** Meetings of this program the step can be linked to: a passed vote for the fourth, any declared one for the two before. */
export const linkable = (step: FourTwoStep, { motions }: Proposal) =>
  motions.filter(
    (each) => each.step === step && (step === 'resolve' ? each.passed : each.state === 'declared'),
  )

/** The draft with what goes without saying: the one meeting there is, and that it was held here. */
export function settled(step: FourTwoStep, values: Closing, proposal: Proposal): Closing {
  const ready = linkable(step, proposal)
  const held = values.held ?? (isCounted(step) ? (ready.length > 0 ? 'here' : 'paper') : undefined)
  const [only] = ready
  return { ...values, held, motion: values.motion ?? (ready.length === 1 ? only?.id : undefined) }
}

/** Whether its day and figures are those of a meeting held here. */
export const isLinked = (step: FourTwoStep, { held }: Closing) =>
  step === 'resolve' || (isCounted(step) && held === 'here')

/** Whether somebody types its day: of a meeting held here, and of a posting, the program knows it. */
export const isDated = (step: FourTwoStep, values: Closing) => !isLinked(step, values) && !isPosted(step)

/** What is still to be filled in, in a sentence; undefined when nothing is. */
export function missingIn(step: FourTwoStep, values: Closing): string | undefined {
  const { says, on, present, inFavour, townPost, townPage, supervision, motion } = values
  const linked = isLinked(step, values)
  if (linked && !motion) return step === 'resolve' ? '请选择通过它的那次表决' : '请选择议过它的那场会'
  if (isDated(step, values) && !on) return '请填哪天办的'
  if (isCounted(step) && !linked && (present === undefined || inFavour === undefined))
    return '请填实到和同意人数'
  if (!linked && says.trim().length < 2) return '请写这一步的内容'
  if (isTownSigned(step) && !townPost) return '请选镇街参会人员'
  if (isTownSigned(step) && !townPage) return '请附上镇街参会人员签了字的那一页'
  if (isPosted(step) && !supervision.trim()) return '请写监督意见'
  return undefined
}

export function bodyOf(step: FourTwoStep, values: Closing): Input<'proposals.step'>['body'] {
  const { on, says, present, inFavour, townPost, townPage, supervision, motion } = values
  const linked = isLinked(step, values)
  return {
    step,
    ...(isDated(step, values) ? { on } : {}),
    ...(says.trim() ? { says: says.trim() } : {}),
    ...(isCounted(step) && !linked ? { present, inFavour } : {}),
    ...(isTownSigned(step) ? { townPost, townPage } : {}),
    ...(isPosted(step) ? { supervision: supervision.trim() } : {}),
    ...(linked && motion ? { motion } : {}),
  }
}
