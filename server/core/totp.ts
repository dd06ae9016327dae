import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/**
 * RFC 6238, as every authenticator on a telephone speaks it: SHA-1, six digits, thirty seconds.
 */
const STEP_MS = 30_000
const DIGITS = 6
/** RFC 4226 R6 recommends 160 bits. */
const SECRET_BYTES = 20
/** A telephone's clock may be off by one step either way (RFC 6238 5.2). */
const SKEW = [0, -1, 1]

export const newTotpSecret = (): Buffer => randomBytes(SECRET_BYTES)

export const stepOf = (now: Date): number => Math.floor(now.getTime() / STEP_MS)

/** The code of a step (RFC 4226 5.3). */
export function totpCode(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', secret).update(counter).digest()
  const offset = mac.readUInt8(mac.length - 1) & 0xf
  const number = (mac.readUInt32BE(offset) & 0x7fff_ffff) % 10 ** DIGITS
  return number.toString().padStart(DIGITS, '0')
}

/** The step whose code this is, about now; undefined when it is none. Whoever takes it keeps it from being taken again. */
export function matchingStep(secret: Buffer, typed: string, now: Date): number | undefined {
  const given = Buffer.from(typed.normalize('NFKC').replaceAll(/\s/g, ''))
  return SKEW.map((skew) => stepOf(now) + skew).find((step) => {
    const wanted = Buffer.from(totpCode(secret, step))
    return given.length === wanted.length && timingSafeEqual(given, wanted)
  })
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** A secret as people type it where no camera reads the square (RFC 4648, without padding). */
export function base32(bytes: Buffer): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => LETTERS[Number.parseInt(five.padEnd(5, '0'), 2)])
    .join('')
}

/** What the square holds. */
export function totpUri(secret: Buffer, issuer: string, name: string): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(name)}`
  return `otpauth://totp/${label}?secret=${base32(secret)}&issuer=${encodeURIComponent(issuer)}`
}
