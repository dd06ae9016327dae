import { readFile, writeFile } from 'node:fs/promises'

/** Flips one bit in the middle of a file; answers with how it is put back. */
export async function flipBit(path: string): Promise<() => Promise<void>> {
  const kept = await readFile(path)
  const flipped = Buffer.from(kept)
  const middle = kept.length >> 1
  flipped.writeUInt8(kept.readUInt8(middle) ^ 1, middle)
  await writeFile(path, flipped)
  return () => writeFile(path, kept)
}
