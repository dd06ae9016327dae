import { Readable } from 'node:stream'
import { z } from 'zod'
import { ZipFile } from 'yazl'
import { sha256, type Secrets } from './secrets.ts'
import { filesIn, isNothingBesides } from './zip.ts'

/**
 * Files that leave the house and must be known again. A manifest names each with its SHA-256, which anybody can check;
 * the seal over the manifest can be made only with the key of this house, so that a file changed together with its hash
 * is found as well.
 */

const MANIFEST = 'manifest.json'
const SEAL = 'seal.txt'
/** Nine pictures at each of fifty steps, and some room. */
const BYTES_MAX = 1024 ** 3

const Manifest = z.looseObject({
  files: z.array(z.object({ name: z.string(), bytes: z.int(), sha256: z.string() })),
})

export type Enclosed = { name: string; bytes: Buffer }
type Sealing = Pick<Secrets, 'hash'>
type Knowing = Pick<Secrets, 'hashes'>

/** The zip of these files, with what the manifest says about them besides. */
export function sealedZip(secrets: Sealing, about: object, files: readonly Enclosed[]): Readable {
  const listed = files.map(({ name, bytes }) => ({ name, bytes: bytes.length, sha256: hex(bytes) }))
  const manifest = Buffer.from(`${JSON.stringify({ ...about, files: listed }, null, 2)}\n`)
  const seal = Buffer.from(`${hexOf(secrets.hash(SEAL_USE, manifest))}\n`)
  const zip = new ZipFile()
  const all = [...files, { name: MANIFEST, bytes: manifest }, { name: SEAL, bytes: seal }]
  // Not packed: a damaged byte then damages one file, which can be named.
  for (const { name, bytes } of all) zip.addBuffer(bytes, name, { compress: false })
  zip.end()
  return Readable.from(zip.outputStream)
}

/** Its files may all be right, and a program that unpacks it another way still finds others. */
const CHANGED =
  '这个压缩包封存以后被改过（或者解压后又重新压过），解压出来的可能不是封存的文件，请找原来的那一份'

export type Opened = { files: ReadonlyMap<string, Buffer>; faults: string[] }

/** What is in such a zip, and in sentences what is not as it was sealed. Throws for what is no archive. */
export async function openSealedZip(secrets: Knowing, path: string): Promise<Opened> {
  const files = new Map<string, Buffer>()
  const faults = (await isNothingBesides(path)) ? [] : [CHANGED]
  for await (const { name, bytes } of filesIn(path, BYTES_MAX)) {
    if (files.has(name)) faults.push(`“${name}”有两个`)
    if (bytes) files.set(name, bytes)
    else faults.push(`“${name}”打不开`)
  }
  const manifest = files.get(MANIFEST)
  const seal = files.get(SEAL)?.toString().trim()
  if (!manifest || seal === undefined)
    return { files, faults: [...faults, `缺少 ${MANIFEST} 或 ${SEAL}，不是本系统封存的文件`] }
  const known = secrets.hashes(SEAL_USE, manifest).map(hexOf)
  if (!known.includes(seal)) faults.push(`封条与 ${MANIFEST} 不符，或者不是本系统封存的`)
  return { files, faults: [...faults, ...unlisted(files, manifest)] }
}

function unlisted(files: ReadonlyMap<string, Buffer>, manifest: Buffer): string[] {
  const read = Manifest.safeParse(jsonIn(manifest))
  if (!read.success) return [`${MANIFEST} 读不出来`]
  const listed = new Map(read.data.files.map((file) => [file.name, file]))
  return [
    ...[...listed].flatMap(([name, { sha256: kept }]) => {
      const bytes = files.get(name)
      return !bytes ? [`缺少“${name}”`] : hex(bytes) === kept ? [] : [`“${name}”与封存时不一样`]
    }),
    ...[...files.keys()].flatMap((name) =>
      listed.has(name) || name === MANIFEST || name === SEAL ? [] : [`“${name}”是后来放进去的`],
    ),
  ]
}

/** What a text says as JSON; undefined when it is none. */
export function jsonIn(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString())
  } catch {
    return undefined
  }
}

const hex = (bytes: Buffer) => hexOf(sha256(bytes))
const hexOf = (bytes: Buffer) => bytes.toString('hex')
const SEAL_USE = 'dossier'
