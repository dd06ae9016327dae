import { CODE_LETTERS } from '#contract/tracking-code.ts'

/** What is hashed when a version is published, so that paper, screen and database can be held against each other. */

/**
 * One text for one content: keys in code-unit order, strings in NFC, no blanks; what is `undefined` is not there.
 * Throws for numbers JSON cannot say (NaN, infinite).
 */
export function canonical(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.normalize('NFC'))
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new Error('a content holds a number that is none')
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null)
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  const entries = Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .map(([key, each]) => [key.normalize('NFC'), each] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join()}}`
}

/** Eight of 32 letters are 40 bits: enough against chance, short enough to type from a sheet on the wall. */
export const CHECK_CODE_LENGTH = 8

/** The short code printed beside a content: the first 40 bits of its hash (hex), in letters that read out well. */
export function checkCode(hash: string): string {
  if (!/^[0-9a-f]{10,}$/i.test(hash)) throw new Error('a check code is made from a hash in hex')
  const bits = BigInt(`0x${hash.slice(0, 10)}`)
  return Array.from({ length: CHECK_CODE_LENGTH }, (_, i) => {
    const fromRight = BigInt((CHECK_CODE_LENGTH - 1 - i) * 5)
    return CODE_LETTERS[Number((bits >> fromRight) & 31n)] ?? ''
  }).join('')
}
