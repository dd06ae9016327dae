import { createReadStream, existsSync, type ReadStream } from 'node:fs'
import { readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Services } from '#server/core/app.ts'
import { sha256, sha256Of } from '#server/core/secrets.ts'
import { isSegment, keyOf, playlistOf, segmentsOf, type Segment } from './rules.ts'
import type { StreamRow } from './store.ts'

/** What nginx cut, on the disk: a folder for each key a stream had, which nobody but this program reads. */

type Of = Pick<StreamRow, 'id' | 'n'>
type House = Pick<Services, 'config' | 'secrets'>

export const folderOf = ({ config }: Pick<Services, 'config'>) => join(config.dataDir, 'live')

/** Named by the key the camera was given; after another key of ours came that of an older one. */
function placeOf(house: House, { id }: Of, n: number): string {
  const places = house.secrets
    .hashes('code', 'streams')
    .map((secret) => join(folderOf(house), 'hls', keyOf(secret, id, n)))
  return places.find((place) => existsSync(place)) ?? places[0] ?? folderOf(house)
}

/** The playlist of a stream, through all its keys in their order. */
export async function playlistFor(house: House, stream: Of, kind: 'live' | 'recording'): Promise<string> {
  const all: Segment[] = []
  for (let n = 1; n <= stream.n; n++) {
    const text = await readFile(join(placeOf(house, stream, n), 'index.m3u8'), 'utf8').catch(() => '')
    all.push(...segmentsOf(text).map((segment) => ({ ...segment, file: `${n}-${segment.file}` })))
  }
  return playlistOf(all, kind)
}

/** One piece; undefined when there is none of that name. */
export async function openPiece(
  house: House,
  stream: Of,
  piece: string,
): Promise<{ bytes: number; read: ReadStream } | undefined> {
  const [, n = '', file = ''] = /^(\d{1,4})-(.+)$/.exec(piece) ?? []
  if (!isSegment(file) || Number(n) < 1 || Number(n) > stream.n) return undefined
  const path = join(placeOf(house, stream, Number(n)), file)
  const found = await stat(path).catch(() => undefined)
  return found?.isFile() ? { bytes: found.size, read: createReadStream(path) } : undefined
}

/** What a recording comes to: the names of its files and what is in them, through all its keys. */
export async function hashOfPieces(house: House, stream: Of): Promise<Buffer> {
  const told: (string | Uint8Array)[] = []
  for (let n = 1; n <= stream.n; n++) {
    const place = placeOf(house, stream, n)
    const files: string[] = await readdir(place).catch(() => [])
    for (const file of files.toSorted())
      told.push(`${n} ${file}`, await sha256Of(createReadStream(join(place, file))))
  }
  return sha256(...told)
}

/** Takes a recording away, whatever keys it was sent with. */
export async function dropPieces(house: House, stream: Of): Promise<void> {
  for (let n = 1; n <= stream.n; n++) await rm(placeOf(house, stream, n), { recursive: true, force: true })
}
