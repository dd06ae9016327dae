import { constants, createPublicKey, generateKeyPair, verify, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import { KEY_BITS, receiptOf } from '#practice/meetings/blind.ts'
import { Problem } from '#server/core/problem.ts'
import { sha256 } from '#server/core/secrets.ts'
import type { Ballot } from './store.ts'

/**
 * The promise of this module: one ballot for each who is on the roll and came, counted exactly, and nobody learns whose
 * it was, not from the database, not from its administrator (docs/decisions/0014-secret-ballots.md).
 */

const generate = promisify(generateKeyPair)
const E_65537 = 'AQAB'
/** RFC 9474, RSABSSA-SHA384-PSS-Deterministic. */
const SALT_BYTES = 48

/** A key for one box: PEM of the secret half, base64url of the modulus. OpenSSL makes it beside the loop. */
export async function newKey(): Promise<{ pem: string; modulus: string }> {
  const { privateKey, publicKey } = await generate('rsa', { modulusLength: KEY_BITS, publicExponent: 65_537 })
  const { n } = publicKey.export({ format: 'jwk' })
  if (n === undefined) throw new Error('an RSA key has a modulus')
  return { pem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), modulus: n }
}

/** Boxes that are open at once; the public half is no secret. */
const PUBLIC_KEYS_MAX = 500
const publicKeys = new Map<string, KeyObject>()

/** The public half, read once a box: reading one takes longer than checking with it. */
function publicKeyOf(modulus: string): KeyObject {
  const known = publicKeys.get(modulus)
  if (known) return known
  const key = createPublicKey({ key: { kty: 'RSA', n: modulus, e: E_65537 }, format: 'jwk' })
  const [oldest] = publicKeys.keys()
  if (publicKeys.size >= PUBLIC_KEYS_MAX && oldest !== undefined) publicKeys.delete(oldest)
  publicKeys.set(modulus, key)
  return key
}

/** Whether a paper was signed by the key of this box. */
export function isPaper(modulus: string, { n, s }: Pick<Ballot, 'n' | 's'>): boolean {
  const key = { key: publicKeyOf(modulus), padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: SALT_BYTES }
  return verify('sha384', Buffer.from(n, 'base64url'), key, Buffer.from(s, 'base64url'))
}

export const moved = (says: string) => new Problem(409, 'moved', says)
export const receiptFor = (serial: string): string => receiptOf(Buffer.from(serial, 'base64url'))
export const hashOfBlinded = (blinded: string): Buffer => sha256(blinded)

/** What is wrong with a box before it is counted; empty when every ballot is a paper of this box and none too many. */
export function boxFaults(
  { modulus, issued }: { modulus: string; issued: number },
  ballots: readonly (readonly [receipt: string, ballot: Ballot])[],
): string[] {
  const forged = ballots.filter(
    ([receipt, ballot]) => receipt !== receiptFor(ballot.n) || !isPaper(modulus, ballot),
  )
  return [
    ...(forged.length > 0 ? [`票箱里有 ${forged.length} 张票不是这次发出的，数据被改动过，不能计票`] : []),
    ...(ballots.length > issued
      ? [`票箱里有 ${ballots.length} 张票，比发出的 ${issued} 张还多，不能计票`]
      : []),
  ]
}
