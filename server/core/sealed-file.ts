import { createReadStream, createWriteStream } from 'node:fs'
import { pipeline, Transform, type Readable } from 'node:stream'
import { pipeline as finished } from 'node:stream/promises'
import type { Secrets } from './secrets.ts'

/** Files that must not be readable on the disk, written and read as a stream: frames, each sealed by itself. */

/** So much lies in memory at once; what sealing adds to it is nothing. */
const FRAME_BYTES = 64 * 1024
const LENGTH_BYTES = 4

/** The file was not sealed with this key, or is cut off. */
export class SealFault extends Error {}

/** Writes all of a stream into a file, sealed on the way. */
export function writeSealed(
  { sealBytes }: Pick<Secrets, 'sealBytes'>,
  source: Readable,
  path: string,
): Promise<void> {
  let rest = Buffer.alloc(0)
  const frame = (plain: Buffer) => {
    const sealed = sealBytes(plain)
    const length = Buffer.alloc(LENGTH_BYTES)
    length.writeUInt32LE(sealed.length)
    return Buffer.concat([length, sealed])
  }
  const sealing = new Transform({
    transform(chunk: Buffer, _, done) {
      rest = Buffer.concat([rest, chunk])
      for (; rest.length >= FRAME_BYTES; rest = rest.subarray(FRAME_BYTES))
        this.push(frame(rest.subarray(0, FRAME_BYTES)))
      done()
    },
    flush(done) {
      done(null, rest.length > 0 ? frame(rest) : undefined)
    },
  })
  return finished(source, sealing, createWriteStream(path, { mode: 0o600 }))
}

/** The plain bytes of a sealed file. Errors are those of the file, or a SealFault. */
export function openSealed({ unsealBytes }: Pick<Secrets, 'unsealBytes'>, path: string): Readable {
  let rest = Buffer.alloc(0)
  const unsealing = new Transform({
    transform(chunk: Buffer, _, done) {
      rest = Buffer.concat([rest, chunk])
      try {
        while (rest.length >= LENGTH_BYTES) {
          const end = LENGTH_BYTES + rest.readUInt32LE()
          if (end > 2 * FRAME_BYTES) throw new Error('no frame is so long')
          if (rest.length < end) break
          this.push(unsealBytes(rest.subarray(LENGTH_BYTES, end)))
          rest = rest.subarray(end)
        }
        done()
      } catch (error) {
        done(new SealFault(path, { cause: error }))
      }
    },
    flush(done) {
      done(rest.length > 0 ? new SealFault(path) : null)
    },
  })
  // An error destroys the last of them, whose reader hears of it.
  return pipeline(createReadStream(path), unsealing, () => undefined)
}
