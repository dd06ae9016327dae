import { randomInt } from 'node:crypto'
import { CODE_LETTERS } from '#contract/tracking-code.ts'
import { Problem } from '#server/core/problem.ts'

/**
 * The promise of this module: a screen shows only what everybody may read, so a code decides nothing but which village
 * it greets. Whoever finds one out by guessing has a screen of their own.
 */

/** Read from across a hall and typed by hand; 30 bits for half an hour, against twenty guesses in ten minutes. */
const CODE_LENGTH = 6
export const CODE_MINUTES = 30
/** A screen reports each minute, so one not heard of for so long was switched off before it was registered. */
export const CODE_KEPT_HOURS = 1

export const makeCode = () =>
  Array.from({ length: CODE_LENGTH }, () => CODE_LETTERS[randomInt(CODE_LETTERS.length)]).join('')

/** The same for one nobody has, one that is used up and one that is old. */
export const WRONG_CODE = '没有哪块屏幕正显示这个登记码。登记码半小时换一次，请照屏幕上现在显示的再输一遍'

export const isRevoked = () =>
  new Problem(409, 'revoked', '这台设备已经注销了，要再用请在屏幕上看新的登记码重新登记')
