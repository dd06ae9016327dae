import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { blanks, plain, zipOf } from '#test/zip-bomb.ts'
import { TooLarge, unpackTo } from './zip.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zip-'))
})
afterAll(() => rm(folder, { recursive: true }))

const MB = 1024 * 1024
const TEXTS = { names: /^texts\//, bytesMax: 2 * MB }

async function unpacked(name: string, archive: Buffer, wanted = [TEXTS]): Promise<Buffer> {
  const [from, to] = [join(folder, name), join(folder, `${name}-out`)]
  await writeFile(from, archive)
  await unpackTo(from, to, wanted)
  return readFile(to)
}

it('takes what is wanted, in the order it is wanted, as it was', async () => {
  const parts = [plain('texts/b', 'second'), plain('texts/a', 'first'), plain('pictures/c', 'no')]
  const archive = zipOf([...parts, await blanks('texts/d', 1, MB)])
  const order = [{ names: /a$/, bytesMax: 5 }, TEXTS]
  const once = await unpacked('order', archive, [order[0] ?? TEXTS, { names: /[bd]$/, bytesMax: 2 * MB }])
  expect(once.indexOf('first')).toBeLessThan(once.indexOf('second'))
  expect(once.includes('no')).toBe(false)
  expect(once.length).toBeGreaterThan(MB)
  // What it writes, it reads.
  const twice = await unpacked('again', once, [{ names: /./, bytesMax: 2 * MB }])
  expect(twice.equals(once)).toBe(true)
})

it('stops at the bound, whatever the archive says of itself', async () => {
  const bomb = zipOf([await blanks('texts/a', 200, 100)])
  expect(bomb.length).toBeLessThan(MB)
  await expect(unpacked('bomb', bomb)).rejects.toThrow(TooLarge)
  // The bound, and the room for one header.
  expect((await stat(join(folder, 'bomb-out'))).size).toBeLessThan(2 * MB + 100)
  const many = zipOf([await blanks('texts/a', 1, MB), await blanks('texts/b', 2, 2 * MB)])
  await expect(unpacked('many', many)).rejects.toThrow(TooLarge)
})

it('does not see what the directory does not name, and refuses what is damaged', async () => {
  const parts = [plain('texts/a', 'named'), plain('texts/b', 'hidden')]
  expect((await unpacked('hidden', zipOf(parts, ['texts/b']))).includes('hidden')).toBe(false)
  await expect(unpacked('damaged', zipOf([{ ...plain('texts/a', 'named'), crc: 1 }]))).rejects.toThrow(
    'damaged',
  )
  await expect(unpacked('short', zipOf(parts).subarray(60))).rejects.toThrow()
})
