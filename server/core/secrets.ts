import type { Readable } from 'node:stream'
import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto'
import { CODE_LENGTH, lettersOf, OWN_CODE_LENGTH } from '#contract/tracking-code.ts'
import type { Config } from './config.ts'
import { isMarked, MARK_BYTES, openKeyRing, type HashUse, type Key } from './key-ring.ts'

/**
 * What must not be readable in the database: phones, ID numbers, sign-in tokens, tracking codes. The keys live outside it
 * (core/key-ring.ts). New things are made with the current key; what an older one made is still read, found and proved.
 */
export type Secrets = {
  seal: (plain: string) => Buffer
  unseal: (sealed: Buffer) => string
  sealBytes: (plain: Buffer) => Buffer
  /** Throws when the bytes were not sealed with one of our keys. */
  unsealBytes: (sealed: Buffer) => Buffer
  /** Whether the key that seals now sealed it. */
  isCurrent: (sealed: Buffer) => boolean
  /** A keyed hash by which a value can be found again without being stored; by the current key. */
  hash: (use: HashUse, value: string | Uint8Array) => Buffer
  /** The same by every key, the current one first: what was written under an older key is found by one of these. */
  hashes: (use: HashUse, value: string | Uint8Array) => Buffer[]
  /** By which key it is that hash: 0 is the newest, more is older; undefined when none made it. */
  ageOf: (hash: Uint8Array, use: HashUse, value: string | Uint8Array) => number | undefined
  /** The tracking code a new matter gets (contract/tracking-code.ts); the same whenever it is asked for. */
  codeOf: (matter: string) => string
  /** The codes a matter may have got, by every key, the current one first, each with what it is found by; `own`: its asker's. */
  codesOf: (matter: string) => { code: string; own: string; hash: Buffer }[]
}

const IV_BYTES = 12
const TAG_BYTES = 16

/** Opens the secrets with the configured keys, or one made on first start and kept in the data directory. */
export function openSecrets(config: Pick<Config, 'secretKey' | 'secretKeysOld' | 'dataDir'>): Secrets {
  const ring = openKeyRing(config)
  // A key that cannot be used is told at the start.
  ring.keys()
  const currentFirst = (): Key[] => {
    const { current, all } = ring.keys()
    return [current, ...all.filter((key) => key !== current)]
  }
  const markedBy = (sealed: Buffer) => {
    if (!isMarked(sealed)) return undefined
    const mark = sealed.subarray(0, MARK_BYTES)
    const of = (keys: readonly Key[]) => keys.find((key) => key.mark.equals(mark))
    return of(ring.keys().all) ?? of(ring.anew().all)
  }
  const sealBytes = (plain: Buffer) => {
    const { mark, seal } = ring.keys().current
    return Buffer.concat([mark, encrypt(seal, plain, mark)])
  }
  const unsealBytes = (sealed: Buffer) => {
    const key = markedBy(sealed)
    return key
      ? decrypt(key.seal, sealed.subarray(MARK_BYTES), key.mark)
      : firstOpened(currentFirst(), sealed)
  }
  return {
    seal: (plain) => sealBytes(Buffer.from(plain)),
    unseal: (sealed) => unsealBytes(sealed).toString(),
    sealBytes,
    unsealBytes,
    isCurrent: (sealed) => sealed.subarray(0, MARK_BYTES).equals(ring.keys().current.mark),
    hash: (use, value) => hmac(ring.keys().current.hash[use], value),
    hashes: (use, value) => currentFirst().map((key) => hmac(key.hash[use], value)),
    ageOf: (hash, use, value) => {
      const age = ring.keys().all.findIndex((key) => hmac(key.hash[use], value).equals(hash))
      return age < 0 ? undefined : age
    },
    codeOf: (matter) => codeBy(ring.keys().current, matter),
    codesOf: (matter) =>
      currentFirst().map((key) => {
        const code = codeBy(key, matter)
        return { code, own: code + ownPart(key, matter), hash: hmac(key.hash.code, code) }
      }),
  }
}

/** Before keys had marks nothing said by which one a value was sealed: whichever opens it. */
function firstOpened(keys: readonly Key[], sealed: Buffer): Buffer {
  let last: unknown
  for (const { seal } of keys) {
    try {
      return decrypt(seal, sealed, NO_MARK)
    } catch (error) {
      last = error
    }
  }
  throw last
}

const NO_MARK = Buffer.alloc(0)

/** The mark is under the seal, too: another key's before it opens nothing. */
function encrypt(key: Buffer, plain: Buffer, mark: Buffer): Buffer {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  cipher.setAAD(mark)
  const body = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), body])
}

function decrypt(key: Buffer, sealed: Buffer, mark: Buffer): Buffer {
  const open = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV_BYTES))
  open.setAAD(mark)
  open.setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
  return Buffer.concat([open.update(sealed.subarray(IV_BYTES + TAG_BYTES)), open.final()])
}

const hmac = (key: Buffer, value: string | Uint8Array) => createHmac('sha256', key).update(value).digest()

const codeBy = ({ track }: Key, matter: string) => lettersOf(hmac(track, matter).subarray(0, CODE_LENGTH))
const ownPart = ({ track }: Key, matter: string) =>
  lettersOf(hmac(track, `${matter} own`).subarray(0, OWN_CODE_LENGTH - CODE_LENGTH))

/** SHA-256, for file names and entry chains. */
export function sha256(...parts: (string | Uint8Array)[]): Buffer {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/** The same of what is too long to hold. */
export async function sha256Of(stream: Readable): Promise<Buffer> {
  const hash = createHash('sha256')
  for await (const chunk of stream) hash.update(chunk as Uint8Array)
  return hash.digest()
}

/** A text for a log: telephones, ID numbers and session tokens that came with an error are struck out. */
export function hushed(text: string): string {
  return text
    .replaceAll(/(?<!\d)\d{17}[\dXx](?!\d)/g, '<id number>')
    .replaceAll(/(?<!\d)1[3-9]\d{9}(?!\d)/g, '<phone>')
    .replaceAll(/(?<![\w/-])[\w-]{43}(?![\w/-])/g, '<token>')
}

/** 138****1234 (rules.md 7.2.16). */
export function maskPhone(phone: string): string {
  return `${phone.slice(0, 3)}****${phone.slice(-4)}`
}

/** 610114********1234 (rules.md 7.2.16). */
export function maskIdNumber(number: string): string {
  return number.length < 12 ? '*'.repeat(number.length) : `${number.slice(0, 6)}********${number.slice(-4)}`
}

/** 张* (rules.md 7.2.16). */
export function maskName(name: string): string {
  const [first = '', ...rest] = Array.from(name)
  return first + '*'.repeat(Math.max(1, rest.length))
}
