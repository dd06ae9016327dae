import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CODE_LENGTH, lettersOf } from '#contract/tracking-code.ts'
import type { Config } from './config.ts'

/**
 * What must not be readable in the database: phones, ID numbers, sign-in tokens, tracking codes. The key lives
 * outside it. Each use has its own key derived from the one secret, so none can stand in for another.
 */
export type Secrets = {
  seal: (plain: string) => Buffer
  unseal: (sealed: Buffer) => string
  sealBytes: (plain: Buffer) => Buffer
  /** Throws when the bytes were not sealed with this key. */
  unsealBytes: (sealed: Buffer) => Buffer
  /** A keyed hash by which a value can be found again without being stored. */
  hash: (
    use: 'phone' | 'id-number' | 'token' | 'sign-in' | 'code' | 'device' | 'audit' | 'dossier',
    value: string | Uint8Array,
  ) => Buffer
  /** The tracking code of a matter (contract/tracking-code.ts); the same whenever it is asked for. */
  codeOf: (matter: string) => string
}

const IV_BYTES = 12
const TAG_BYTES = 16

/** Opens the secrets with the configured key, or one made on first start and kept in the data directory. */
export function openSecrets(config: Pick<Config, 'secretKey' | 'dataDir'>): Secrets {
  const root = config.secretKey ? Buffer.from(config.secretKey, 'hex') : keptKey(config.dataDir)
  if (root.length !== 32) throw new Error('SECRET_KEY 必须是 64 位十六进制（32 字节）')
  const derive = (use: string) => Buffer.from(hkdfSync('sha256', root, '', `gongzhi ${use}`, 32))
  const sealKey = derive('seal')
  const hashKeys = {
    phone: derive('phone'),
    'id-number': derive('id-number'),
    token: derive('token'),
    'sign-in': derive('sign-in'),
    code: derive('code'),
    device: derive('device'),
    audit: derive('audit'),
    dossier: derive('dossier'),
  }
  const trackKey = derive('track')
  const sealBytes = (plain: Buffer) => {
    const iv = randomBytes(IV_BYTES)
    const cipher = createCipheriv('aes-256-gcm', sealKey, iv)
    const body = Buffer.concat([cipher.update(plain), cipher.final()])
    return Buffer.concat([iv, cipher.getAuthTag(), body])
  }
  const unsealBytes = (sealed: Buffer) => {
    const open = createDecipheriv('aes-256-gcm', sealKey, sealed.subarray(0, IV_BYTES))
    open.setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
    return Buffer.concat([open.update(sealed.subarray(IV_BYTES + TAG_BYTES)), open.final()])
  }
  return {
    seal: (plain) => sealBytes(Buffer.from(plain)),
    unseal: (sealed) => unsealBytes(sealed).toString(),
    sealBytes,
    unsealBytes,
    hash: (use, value) => createHmac('sha256', hashKeys[use]).update(value).digest(),
    codeOf: (matter) => {
      const bytes = createHmac('sha256', trackKey).update(matter).digest()
      return lettersOf(bytes.subarray(0, CODE_LENGTH))
    },
  }
}

function keptKey(dataDir: string): Buffer {
  const file = join(dataDir, 'secret.key')
  try {
    return Buffer.from(readFileSync(file, 'utf8').trim(), 'hex')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  mkdirSync(dataDir, { recursive: true })
  const key = randomBytes(32)
  writeFileSync(file, key.toString('hex'), { mode: 0o600, flag: 'wx' })
  return key
}

/** SHA-256, for file names and entry chains. */
export function sha256(...parts: (string | Uint8Array)[]): Buffer {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
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
