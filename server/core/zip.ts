import { open, type FileHandle } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { createInflateRaw, crc32 } from 'node:zlib'

/**
 * Archives that strangers send. Twenty megabytes of zip may unpack to twenty gigabytes, and what its directory says of
 * sizes need not be true, so nothing is handed to a reader but an archive written here from what was unpacked and
 * measured. Numbers are those of PKWARE's APPNOTE.TXT 6.3.10.
 */

/** Which files of an archive are wanted, and how large they may be in all when unpacked. */
export type Wanted = { names: RegExp; bytesMax: number }

/** Unpacked it is larger than its reader would take. */
export class TooLarge extends Error {}

type Packed = { name: string; method: number; crc: number; bytes: number; localAt: number; entry: Buffer }
/** `end`: its record, and whatever comes behind it. */
type Directory = { files: Packed[]; begin: number; bytes: number; end: Buffer }
type Written = { name: Buffer; crc: number; bytes: number; at: number }

/** 4.3.16, 4.3.12 and 4.3.7. */
const END = { mark: 0x06054b50, bytes: 22, commentMax: 0xffff }
const ENTRY = { mark: 0x02014b50, bytes: 46 }
const LOCAL = { mark: 0x04034b50, bytes: 30 }
const METHOD = { stored: 0, deflated: 8 }
/** 4.4.4: names are UTF-8, and sizes stand before the file. */
const FLAGS = 0x0800
/** 4.4.15: a file, and no link to another. */
const PLAIN_FILE = (0o100664 << 16) >>> 0
/** Of Info-ZIP: when it was made, in five bytes. */
const TIME = { mark: 0x00055455, bytes: 9 }
/** A workbook has some twenty files; its directory some kilobytes. */
const DIRECTORY_BYTES_MAX = 1024 * 1024
const CHUNK_BYTES = 256 * 1024

/**
 * Writes the wanted files of an archive, in the order they are wanted, into a new archive that is not packed. Throws
 * TooLarge as soon as one byte too many comes out, and any other error for what is no archive.
 */
export async function unpackTo(from: string, to: string, wanted: readonly Wanted[]): Promise<void> {
  const source = await open(from)
  try {
    const { files } = await directoryOf(source)
    const target = await open(to, 'wx', 0o600)
    try {
      await copyAll(source, files, target, wanted)
    } finally {
      await target.close()
    }
  } finally {
    await source.close()
  }
}

/**
 * The files of an archive with their bytes, one after another; a file that cannot be unpacked has none. Throws TooLarge
 * as soon as more than that comes out in all, and any other error for what is no archive.
 */
export async function* filesIn(
  path: string,
  bytesMax: number,
): AsyncGenerator<{ name: string; bytes: Buffer | undefined }> {
  const source = await open(path)
  try {
    let left = bytesMax
    for (const file of (await directoryOf(source)).files) {
      const chunks: Buffer[] = []
      const take = async (chunk: Buffer) => {
        left -= chunk.length
        if (left < 0) throw new TooLarge(file.name)
        chunks.push(chunk)
      }
      const isWhole = await unpack(source, file, take).then(
        () => true,
        (error: unknown) => {
          if (error instanceof TooLarge) throw error
          return false
        },
      )
      yield { name: file.name, bytes: isWhole ? Buffer.concat(chunks) : undefined }
    }
  } finally {
    await source.close()
  }
}

/**
 * Whether an archive is its files and nothing besides: one after the other from the first byte, not packed, each named
 * alike in both its places; then the directory; then the end. Only then does a program that reads it from the front find
 * what one finds that asks the directory.
 */
export async function isNothingBesides(path: string): Promise<boolean> {
  const source = await open(path)
  try {
    const { size } = await source.stat()
    const { files, begin, bytes, end } = await directoryOf(source)
    let at = 0
    for (const { entry, localAt } of files) {
      const local = localAt === at && localOf(entry)
      if (!local || !local.equals(await read(source, at, at + local.length))) return false
      at += local.length + entry.readUInt32LE(20)
    }
    const listed = files.reduce((sum, { entry }) => sum + entry.length, 0)
    const isAll = at === begin && listed === bytes && begin + bytes + end.length === size
    return isAll && end.equals(ending(files.length, bytes, begin))
  } finally {
    await source.close()
  }
}

/** How a file begins that has this entry in the directory; undefined when nobody writes entries so who does not pack. */
function localOf(entry: Buffer): Buffer | undefined {
  const [bytes, said] = [entry.readUInt32LE(20), entry.readUInt32LE(24)]
  const nameEnd = ENTRY.bytes + entry.readUInt16LE(28)
  const extra = entry.subarray(nameEnd)
  // No second name, no comment, no other disk: what a reader might follow instead.
  const isTime = extra.length === TIME.bytes && extra.readUInt32LE(0) === TIME.mark
  const isPlain =
    entry.readUInt16LE(8) === FLAGS &&
    entry.readUInt16LE(10) === METHOD.stored &&
    bytes === said &&
    entry.readUInt16LE(30) === extra.length &&
    entry.readUInt32LE(32) === 0 &&
    entry.readUInt16LE(36) === 0 &&
    entry.readUInt32LE(38) === PLAIN_FILE
  if (!isPlain || (extra.length > 0 && !isTime)) return undefined
  return Buffer.concat([
    marked(LOCAL.mark),
    entry.subarray(6, 30),
    Buffer.alloc(2),
    entry.subarray(ENTRY.bytes, nameEnd),
  ])
}

async function copyAll(
  source: FileHandle,
  files: readonly Packed[],
  target: FileHandle,
  wanted: readonly Wanted[],
): Promise<void> {
  const written: Written[] = []
  let end = 0
  for (const { names, bytesMax } of wanted) {
    let left = bytesMax
    for (const file of files.filter(({ name }) => names.test(name))) {
      const one = await copy(source, file, { target, at: end, bytesMax: left })
      written.push(one)
      left -= one.bytes
      end += LOCAL.bytes + one.name.length + one.bytes
    }
  }
  await target.write(directory(written, end), 0, undefined, end)
}

/** The files as the directory at the end names them; what lies between them is nothing. */
async function directoryOf(source: FileHandle): Promise<Directory> {
  const { size } = await source.stat()
  const tail = await read(source, Math.max(0, size - END.bytes - END.commentMax), size)
  const at = tail.lastIndexOf(marked(END.mark))
  if (at < 0) throw new Error('an archive without an end')
  const bytes = tail.readUInt32LE(at + 12)
  if (bytes > DIRECTORY_BYTES_MAX) throw new TooLarge('directory')
  const begin = tail.readUInt32LE(at + 16)
  const entries = await read(source, begin, begin + bytes)
  const files: Packed[] = []
  for (let next = 0; next + ENTRY.bytes <= entries.length;) {
    if (entries.readUInt32LE(next) !== ENTRY.mark) throw new Error('an entry without its mark')
    const nameEnd = next + ENTRY.bytes + entries.readUInt16LE(next + 28)
    const after = nameEnd + entries.readUInt16LE(next + 30) + entries.readUInt16LE(next + 32)
    files.push({
      name: entries.toString('utf8', next + ENTRY.bytes, nameEnd),
      method: entries.readUInt16LE(next + 10),
      crc: entries.readUInt32LE(next + 16),
      bytes: entries.readUInt32LE(next + 20),
      localAt: entries.readUInt32LE(next + 42),
      entry: entries.subarray(next, after),
    })
    next = after
  }
  return { files, begin, bytes, end: tail.subarray(at) }
}

type Room = { target: FileHandle; at: number; bytesMax: number }

async function copy(source: FileHandle, file: Packed, { target, at, bytesMax }: Room): Promise<Written> {
  const name = Buffer.from(file.name)
  const begin = at + LOCAL.bytes + name.length
  let bytes = 0
  let crc = 0
  await unpack(source, file, async (chunk) => {
    if (bytes + chunk.length > bytesMax) throw new TooLarge(file.name)
    await target.write(chunk, 0, undefined, begin + bytes)
    crc = crc32(chunk, crc)
    bytes += chunk.length
  })
  if (crc !== file.crc) throw new Error(`${file.name} is damaged`)
  const written = { name, crc, bytes, at }
  await target.write(Buffer.concat([header(LOCAL, written), name]), 0, undefined, at)
  return written
}

async function unpack(
  source: FileHandle,
  { method, bytes, localAt }: Packed,
  take: (chunk: Buffer) => Promise<void>,
): Promise<void> {
  const local = await read(source, localAt, localAt + LOCAL.bytes)
  if (local.readUInt32LE(0) !== LOCAL.mark) throw new Error('a file without its mark')
  if (bytes === 0) return
  const start = localAt + LOCAL.bytes + local.readUInt16LE(26) + local.readUInt16LE(28)
  const packed = Readable.from(chunksOf(source, start, start + bytes))
  if (method !== METHOD.stored && method !== METHOD.deflated)
    throw new Error(`packed in a way nobody packs: ${method}`)
  const plain = method === METHOD.stored ? packed : packed.pipe(createInflateRaw({ chunkSize: CHUNK_BYTES }))
  packed.on('error', (error) => plain.destroy(error))
  // Not a pipeline: that would hide what `take` throws behind the abort it causes.
  try {
    for await (const chunk of plain) await take(chunk as Buffer)
  } finally {
    packed.destroy()
  }
}

/** Not a stream of the handle's own: ending that early closes the file under those that come after. */
async function* chunksOf(source: FileHandle, from: number, to: number): AsyncGenerator<Buffer> {
  for (let at = from; at < to; at += CHUNK_BYTES) yield read(source, at, Math.min(to, at + CHUNK_BYTES))
}

async function read(source: FileHandle, from: number, to: number): Promise<Buffer> {
  const { buffer, bytesRead } = await source.read(Buffer.alloc(to - from), 0, to - from, from)
  if (bytesRead < to - from) throw new Error('an archive that ends too early')
  return buffer
}

function marked(mark: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(mark)
  return bytes
}

/** What a file's own header and its entry of the directory have in common, at their places. Names are UTF-8. */
function header({ mark, bytes }: typeof LOCAL, file: Written): Buffer {
  const made = Buffer.alloc(bytes)
  const from = bytes === ENTRY.bytes ? 6 : 4
  made.writeUInt32LE(mark)
  made.writeUInt16LE(20, from)
  made.writeUInt16LE(FLAGS, from + 2)
  made.writeUInt32LE(file.crc, from + 10)
  made.writeUInt32LE(file.bytes, from + 14)
  made.writeUInt32LE(file.bytes, from + 18)
  made.writeUInt16LE(file.name.length, from + 22)
  return made
}

function directory(files: readonly Written[], at: number): Buffer {
  const entries = files.map((file) => {
    const entry = header(ENTRY, file)
    entry.writeUInt32LE(file.at, 42)
    return Buffer.concat([entry, file.name])
  })
  const all = Buffer.concat(entries)
  return Buffer.concat([all, ending(files.length, all.length, at)])
}

/** The end of an archive of so many files, its directory so long and there. */
function ending(files: number, bytes: number, at: number): Buffer {
  const end = Buffer.alloc(END.bytes)
  end.writeUInt32LE(END.mark)
  end.writeUInt16LE(files, 8)
  end.writeUInt16LE(files, 10)
  end.writeUInt32LE(bytes, 12)
  end.writeUInt32LE(at, 16)
  return end
}
