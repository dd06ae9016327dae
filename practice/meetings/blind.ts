import { sha256, sha384 } from '@noble/hashes/sha2.js'
import { CODE_LETTERS } from '#contract/tracking-code.ts'

/**
 * The voter’s half of RSA blind signatures: RFC 9474, RSABSSA-SHA384-PSS-Deterministic (its messages are 256 random
 * bits). Written here because a village reaches its server over plain http, where browsers have no `crypto.subtle`;
 * the tests hold it against another implementation and OpenSSL. The secret half never runs here.
 */

export const KEY_BITS = 2048
const HASH_BYTES = 48
const SALT_BYTES = 48
const KEY_BYTES = KEY_BITS / 8
/** The usual exponent; keys with another are not made. */
const E = 65_537n

/** What a voter keeps until the ballot is counted; nobody else ever sees `inverse`. */
export type Blinded = { message: Uint8Array; blinded: Uint8Array; inverse: bigint }
type Random = (bytes: number) => Uint8Array

/** Blinds a message for the key with modulus `n`. */
export function blind(modulus: Uint8Array, message: Uint8Array, random: Random): Blinded {
  const n = toNumber(modulus)
  const encoded = toNumber(pssEncode(message, random(SALT_BYTES)))
  for (;;) {
    // More bytes than the modulus has, so that the remainder is even to 2^-128.
    const r = toNumber(random(KEY_BYTES + 16)) % n
    const inverse = inverseOf(r, n)
    if (inverse === undefined) continue
    return { message, blinded: toBytes((encoded * power(r, E, n)) % n), inverse }
  }
}

/** Takes the blinding off. Undefined when what came back is no signature of this key. */
export function unblind(
  modulus: Uint8Array,
  { blinded, inverse }: Blinded,
  signed: Uint8Array,
): Uint8Array | undefined {
  const n = toNumber(modulus)
  const s = toNumber(signed)
  if (s >= n || power(s, E, n) !== toNumber(blinded)) return undefined
  return toBytes((s * inverse) % n)
}

/** EMSA-PSS-ENCODE of RFC 8017 9.1.1 for one bit less than the key. */
function pssEncode(message: Uint8Array, salt: Uint8Array): Uint8Array {
  const hash = sha384(concat(new Uint8Array(8), sha384(message), salt))
  const db = concat(new Uint8Array(KEY_BYTES - SALT_BYTES - HASH_BYTES - 2), Uint8Array.of(1), salt)
  const masked = mask(hash, db.length).map((byte, index) => byte ^ (db[index] ?? 0))
  masked[0] = (masked[0] ?? 0) & 0x7f
  return concat(masked, hash, Uint8Array.of(0xbc))
}

function mask(seed: Uint8Array, length: number): Uint8Array {
  const blocks = Array.from({ length: Math.ceil(length / HASH_BYTES) }, (_, n) =>
    sha384(concat(seed, Uint8Array.of(0, 0, 0, n))),
  )
  return concat(...blocks).slice(0, length)
}

function power(base: bigint, exponent: bigint, n: bigint): bigint {
  let result = 1n
  let square = base % n
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) % n
    square = (square * square) % n
  }
  return result
}

function inverseOf(a: bigint, n: bigint): bigint | undefined {
  let [old, next, x, y] = [a, n, 1n, 0n]
  while (next !== 0n) {
    const quotient = old / next
    ;[old, next] = [next, old - quotient * next]
    ;[x, y] = [y, x - quotient * y]
  }
  return old === 1n ? ((x % n) + n) % n : undefined
}

const toNumber = (bytes: Uint8Array): bigint => BigInt(`0x${toHex(bytes) || '0'}`)
const toBytes = (value: bigint): Uint8Array => fromHex(value.toString(16).padStart(KEY_BYTES * 2, '0'))
const toHex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
const fromHex = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))

function concat(...parts: Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

export const SERIAL_BYTES = 32
const RECEIPT_LENGTH = 12

/** The receipt of a ballot: sixty bits of its serial’s hash, in letters that read out well. It names the ballot, not the voter. */
export function receiptOf(serial: Uint8Array): string {
  const hash = sha256(serial)
  return Array.from(hash.slice(0, RECEIPT_LENGTH), (byte) => CODE_LETTERS[byte & 31] ?? '').join('')
}
