import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openSealed, SealFault, writeSealed } from './sealed-file.ts'
import { openSecrets } from './secrets.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sealed-'))
})
afterAll(() => rm(folder, { recursive: true }))

const secretsOf = (secretKey: string) => openSecrets({ secretKey, secretKeysOld: [], dataDir: folder })
const secrets = secretsOf('ab'.repeat(32))

it('gives back what was written, in frames of any size, and shows nothing of it', async () => {
  const path = join(folder, 'list')
  for (const size of [0, 1, 65_536, 65_537, 300_000]) {
    const plain = Buffer.concat([randomBytes(size), Buffer.from('身份证号')])
    await writeSealed(secrets, Readable.from([plain.subarray(0, 7), plain.subarray(7)]), path)
    expect((await readFile(path)).includes('身份证号')).toBe(false)
    expect((await buffer(openSealed(secrets, path))).equals(plain)).toBe(true)
  }
})

it('refuses a file that is cut off, changed, plain, or of another key', async () => {
  const path = join(folder, 'list')
  await writeSealed(secrets, Readable.from([randomBytes(100_000)]), path)
  const whole = await readFile(path)
  await expect(buffer(openSealed(secretsOf('cd'.repeat(32)), path))).rejects.toThrow(SealFault)
  whole[500] = (whole[500] ?? 0) ^ 1
  for (const bytes of [whole, whole.subarray(0, -1), Buffer.from('姓名,户号\n某人,1\n')]) {
    await writeFile(path, bytes)
    await expect(buffer(openSealed(secrets, path))).rejects.toThrow(SealFault)
  }
})
