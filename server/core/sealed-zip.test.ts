import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { crc32 } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSealedZip, sealedZip } from './sealed-zip.ts'
import { openSecrets, type Secrets } from './secrets.ts'

/** What every program that unpacks a sealed zip finds in it is what was sealed, whichever way it reads. */

const PAGE = { name: 'index.html', bytes: Buffer.from('<p>封存的话</p>') }
const EMPTY = { name: '空的.txt', bytes: Buffer.alloc(0) }
/** Places in the local header, the entry of the directory and the end: 4.3.7, 4.3.12, 4.3.16 of APPNOTE.TXT. */
const MARKS = { local: 0x04034b50, entry: 0x02014b50, end: 0x06054b50 }
const END_BYTES = 22

let folder: string
let secrets: Secrets
let sealed: Buffer
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sealed-'))
  secrets = openSecrets({ secretKey: 'cd'.repeat(32), secretKeysOld: [], dataDir: folder })
  sealed = await buffer(sealedZip(secrets, { of: 'a test' }, [PAGE, EMPTY]))
})
afterAll(() => rm(folder, { recursive: true }))

async function faultsOf(bytes: Buffer): Promise<string[]> {
  const path = join(folder, 'one.zip')
  await writeFile(path, bytes)
  return (await openSealedZip(secrets, path)).faults
}

const directoryAt = (zip: Buffer) => zip.readUInt32LE(zip.length - END_BYTES + 16)
const changed = (change: (zip: Buffer) => void) => {
  const zip = Buffer.from(sealed)
  change(zip)
  return zip
}
/** Put in before the directory, whose place in the end follows. */
function inserted(at: number, more: Buffer): Buffer {
  const end = Buffer.from(sealed.subarray(-END_BYTES))
  end.writeUInt32LE(directoryAt(sealed) + more.length, 16)
  return Buffer.concat([sealed.subarray(0, at), more, sealed.subarray(at, -END_BYTES), end])
}
function forged(): Buffer {
  const text = Buffer.from('<p>假的话</p>')
  const header = Buffer.from(sealed.subarray(0, 30))
  header.writeUInt32LE(crc32(text), 14)
  header.writeUInt32LE(text.length, 18)
  header.writeUInt32LE(text.length, 22)
  return Buffer.concat([header, Buffer.from(PAGE.name), text])
}

describe('a sealed zip', () => {
  it('is as it was, an empty file in it as well', async () => {
    expect(await faultsOf(sealed)).toEqual([])
  })

  const extended = (at: number, field: Buffer) => {
    const end = Buffer.from(sealed.subarray(-END_BYTES))
    end.writeUInt32LE(end.readUInt32LE(12) + field.length, 12)
    const entries = Buffer.from(sealed.subarray(directoryAt(sealed), -END_BYTES))
    const after = 46 + entries.readUInt16LE(28) + entries.readUInt16LE(30)
    entries.writeUInt16LE(entries.readUInt16LE(at) + field.length, at)
    return Buffer.concat([
      sealed.subarray(0, directoryAt(sealed)),
      entries.subarray(0, after),
      field,
      entries.subarray(after),
      end,
    ])
  }
  const cases: [string, () => Buffer][] = [
    ['a second page before the directory', () => inserted(directoryAt(sealed), forged())],
    ['a byte between the files and the directory', () => inserted(directoryAt(sealed), Buffer.from('x'))],
    ['another name in the file’s own header', () => changed((zip) => zip.write('other.html', 30))],
    ['another size in it', () => changed((zip) => zip.writeUInt32LE(3, 22))],
    ['packed, it says there', () => changed((zip) => zip.writeUInt16LE(8, 8))],
    ['sizes behind the file, it says there', () => changed((zip) => zip.writeUInt16LE(0x0808, 6))],
    ['an extra field there', () => changed((zip) => zip.writeUInt16LE(4, 28))],
    ['a link instead of a file', () => changed((zip) => zip.writeUInt32LE((0o120777 << 16) >>> 0, directoryAt(zip) + 38))],
    ['a second name in the directory', () => extended(30, Buffer.from('75700500010000000078', 'hex').subarray(0, 9))],
    ['a comment on a file', () => extended(32, Buffer.from('words'))],
    ['something behind the end', () => Buffer.concat([sealed, Buffer.from('more')])],
    ['a comment', () => Buffer.concat([changed((zip) => zip.writeUInt16LE(4, zip.length - 2)), Buffer.from('more')])],
    ['one file fewer, says the end', () => changed((zip) => zip.writeUInt16LE(3, zip.length - END_BYTES + 10))],
    ['a directory that says nothing of the last', () => changed((zip) => zip.writeUInt32LE(zip.readUInt32LE(zip.length - 10) - 1, zip.length - 10))],
  ] // prettier-ignore
  it.each(cases)('with %s was changed', async (_, make) => {
    const bytes = make()
    expect([MARKS.local, MARKS.end]).toEqual([bytes.readUInt32LE(0), bytes.readUInt32LE(bytes.lastIndexOf('PK\u0005\u0006'))])
    expect((await faultsOf(bytes))[0]).toMatch(/^这个压缩包封存以后被改过/)
  }) // prettier-ignore
})
