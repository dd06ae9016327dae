import { constants, createPublicKey, privateEncrypt, publicDecrypt } from 'node:crypto'

/**
 * Runs in threads of its own (keys.ts), because the bare RSA operation has no form that works beside the event loop.
 * Signs what cannot be read (RFC 9474 4.3), by OpenSSL, which hides its own timing, and checks the result, because one
 * wrong result would give the key away. Undefined for a number the key does not cover.
 *
 * @param {{ key: import('node:crypto').KeyObject, modulus: Uint8Array, blinded: Uint8Array }} paper
 * @returns {Buffer | undefined}
 */
export function sign({ key, modulus, blinded }) {
  if (Buffer.compare(blinded, modulus) >= 0) return undefined
  const padding = constants.RSA_NO_PADDING
  const signed = privateEncrypt({ key, padding }, blinded)
  if (!publicDecrypt({ key: createPublicKey(key), padding }, signed).equals(blinded))
    throw new Error('a blind signature came out wrong')
  return signed
}
