import { stepOf, totpCode } from '#server/core/totp.ts'

/** The app on a telephone, as tests and stories play it. */

/** What it makes of the letters it was told. */
export function secretOf(letters: string): Buffer {
  const bits = Array.from(letters, (letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
  ).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}

/** Its code of now, or so many steps later: the next one counts already. */
export const appCode = (secret: Buffer, later = 0) => totpCode(secret, stepOf(new Date()) + later)
