import { hkdfSync, randomBytes } from 'node:crypto'
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Config } from './config.ts'

/**
 * The keys of this installation, outside its database: one that seals, older ones by which is still read what they sealed.
 * Without `SECRET_KEY` they are lines of `DATA_DIR/secret.key`, the one that seals first; a line `next …` before it is a
 * key that every process already reads with and none seals with yet. The file is written as a whole or not at all.
 */

export type HashUse =
  'phone' | 'id-number' | 'token' | 'sign-in' | 'code' | 'device' | 'audit' | 'dossier' | 'call'
const HASH_USES: readonly HashUse[] = [
  'phone', 'id-number', 'token', 'sign-in', 'code', 'device', 'audit', 'dossier', 'call',
] // prettier-ignore

/** One secret and what is derived from it: each use has a key of its own, so none can stand in for another. */
export type Key = {
  /** Stands before what it sealed and says nothing of the key. */
  mark: Buffer
  seal: Buffer
  track: Buffer
  hash: Record<HashUse, Buffer>
}

type Keys = {
  current: Key
  /** All of them, the newest first. */
  all: readonly Key[]
}

type KeyRing = {
  /** As they are now: a change of the file is seen within a second. */
  keys: () => Keys
  /** As they are in the file at this moment, for who met a mark it does not know. */
  anew: () => Keys
}

type Source = Pick<Config, 'secretKey' | 'secretKeysOld' | 'dataDir'>
type Lines = { next: string | undefined; current: string; older: string[] }

const KEY_BYTES = 32
const MARK_START = Buffer.from('gzk1')
export const MARK_BYTES = 8
const FILE = 'secret.key'
/** How long a process may go on with what it read of the file. */
export const LOOK_MS = 1000

/** Opens the ring, and makes its first key where there is none. Throws for what is no key. */
export function openKeyRing({ secretKey, secretKeysOld, dataDir }: Source): KeyRing {
  if (secretKey) {
    const fixed = keysOf({ next: undefined, current: secretKey, older: [...secretKeysOld] })
    return { keys: () => fixed, anew: () => fixed }
  }
  makeFirst(dataDir)
  let seen: string | undefined
  let lookedAt = 0
  let held: Keys | undefined
  const anew = (): Keys => {
    lookedAt = Date.now()
    const state = stateOf(fileOf(dataDir))
    // Whoever takes the file away stops the next start, not what runs.
    if (held !== undefined && (state === undefined || state === seen)) return held
    held = keysOf(readLines(dataDir))
    seen = state
    return held
  }
  return {
    keys: () => (held !== undefined && Date.now() - lookedAt < LOOK_MS ? held : anew()),
    anew,
  }
}

/** Puts a new key beside the current one, to be read with by everybody before anybody seals with it. */
export function prepareKey(dataDir: string): void {
  const lines = readLines(dataDir)
  if (lines.next !== undefined) return
  writeLines(dataDir, { ...lines, next: randomBytes(KEY_BYTES).toString('hex') })
}

/** From now on the prepared key seals, and the one before is kept for reading. */
export function promoteKey(dataDir: string): void {
  const { next, current, older } = readLines(dataDir)
  if (next === undefined) throw new Error('没有备好的新密钥')
  writeLines(dataDir, { next: undefined, current: next, older: [current, ...older] })
}

/** Whether a key was prepared and does not seal yet, and whether the key was ever changed. */
export function stateOfRing(dataDir: string): { isPrepared: boolean; hasOlder: boolean } {
  const { next, older } = readLines(dataDir)
  return { isPrepared: next !== undefined, hasOlder: older.length > 0 }
}

/** Whether the bytes begin as everything sealed since keys have marks. */
export const isMarked = (sealed: Buffer): boolean => sealed.subarray(0, MARK_START.length).equals(MARK_START)

const fileOf = (dataDir: string) => join(dataDir, FILE)

/** A file that was put in the place of another has another number; undefined when there is none. */
function stateOf(file: string): string | undefined {
  const found = statSync(file, { throwIfNoEntry: false })
  return found && `${found.ino} ${found.mtimeMs} ${found.size}`
}

function makeFirst(dataDir: string): void {
  mkdirSync(dataDir, { recursive: true })
  try {
    writeFileSync(fileOf(dataDir), randomBytes(KEY_BYTES).toString('hex'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    // Errors of the file system carry a code; that it is there already is what is wanted.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

function readLines(dataDir: string): Lines {
  const lines = readFileSync(fileOf(dataDir), 'utf8')
    .trim()
    .split(/\s*\n\s*/)
  const next = lines[0]?.startsWith('next ') ? lines.shift()?.slice('next '.length) : undefined
  const [current = '', ...older] = lines
  return { next, current, older }
}

function writeLines(dataDir: string, { next, current, older }: Lines): void {
  const lines = [...(next === undefined ? [] : [`next ${next}`]), current, ...older]
  const aside = `${fileOf(dataDir)}.new`
  writeFileSync(aside, `${lines.join('\n')}\n`, { mode: 0o600, flush: true })
  renameSync(aside, fileOf(dataDir))
  // On the disk before anything is sealed with it: a power cut must not take the key of what is in the database.
  const folder = openSync(dataDir, 'r')
  fsyncSync(folder)
  closeSync(folder)
}

function keysOf({ next, current, older }: Lines): Keys {
  const sealing = keyOf(current)
  return {
    current: sealing,
    all: [...(next === undefined ? [] : [keyOf(next)]), sealing, ...older.map(keyOf)],
  }
}

function keyOf(hex: string): Key {
  const root = Buffer.from(hex, 'hex')
  if (hex.length !== 2 * KEY_BYTES || root.length !== KEY_BYTES)
    throw new Error('密钥必须是 64 位十六进制（32 字节）：请检查 SECRET_KEY、SECRET_KEYS_OLD 或 secret.key')
  const derive = (use: string, bytes = KEY_BYTES) =>
    Buffer.from(hkdfSync('sha256', root, '', `gongzhi ${use}`, bytes))
  return {
    mark: Buffer.concat([MARK_START, derive('mark', MARK_BYTES - MARK_START.length)]),
    seal: derive('seal'),
    track: derive('track'),
    // Made from the list of all uses, so none is missing.
    hash: Object.fromEntries(HASH_USES.map((use) => [use, derive(use)])) as Record<HashUse, Buffer>,
  }
}
