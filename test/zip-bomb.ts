import { once } from 'node:events'
import { constants, createDeflateRaw, crc32 } from 'node:zlib'

/** Archives as an attacker writes them: small on the way, huge when unpacked, and lying about it. */

type Part = { name: string; packed: Buffer; crc: number; said: number }

const MB = 1024 * 1024

/** So many megabytes of blanks, packed a thousand times smaller; `said` is the size its headers name. */
export async function blanks(name: string, megabytes: number, said: number): Promise<Part> {
  const deflate = createDeflateRaw({ level: constants.Z_BEST_SPEED })
  const chunk = Buffer.alloc(MB, ' ')
  const packed: Buffer[] = []
  deflate.on('data', (data: Buffer) => packed.push(data))
  let crc = 0
  for (let n = 0; n < megabytes; n++) {
    crc = crc32(chunk, crc)
    await new Promise<void>((done) => void deflate.write(chunk, () => done()))
  }
  // Its last bytes come out after the last ones went in.
  const ended = once(deflate, 'end')
  deflate.end()
  await ended
  return { name, packed: Buffer.concat(packed), crc, said }
}

/** A file that is not packed. */
export const plain = (name: string, text: string): Part => ({
  name,
  packed: Buffer.from(text),
  crc: crc32(text),
  said: text.length,
})

/** An archive of these files; `unlisted` ones lie in it, but its directory does not name them. */
export function zipOf(parts: readonly Part[], unlisted: readonly string[] = []): Buffer {
  const bodies: Buffer[] = []
  const entries: Buffer[] = []
  let at = 0
  for (const { name, packed, crc, said } of parts) {
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50)
    entry.writeUInt16LE(packed.length === said ? 0 : 8, 10)
    entry.writeUInt32LE(crc, 16)
    entry.writeUInt32LE(packed.length, 20)
    entry.writeUInt32LE(said, 24)
    entry.writeUInt16LE(name.length, 28)
    entry.writeUInt32LE(at, 42)
    if (!unlisted.includes(name)) entries.push(entry, Buffer.from(name))
    const local = Buffer.concat([marked(0x04034b50), entry.subarray(6, 32)])
    bodies.push(local, Buffer.from(name), packed)
    at += local.length + name.length + packed.length
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50)
  end.writeUInt16LE(entries.length / 2, 10)
  end.writeUInt32LE(Buffer.concat(entries).length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...bodies, ...entries, end])
}

/** A workbook whose texts unpack to 200 MB, though its directory says a hundred bytes. */
export const workbookBomb = async () =>
  zipOf([
    plain('xl/workbook.xml', '<workbook/>'),
    await blanks('xl/sharedStrings.xml', 200, 100),
    plain('xl/worksheets/sheet1.xml', '<worksheet/>'),
  ])

function marked(mark: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(mark)
  return bytes
}
