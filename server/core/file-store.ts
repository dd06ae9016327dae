import { mkdirSync } from 'node:fs'
import type { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { Disk } from 'flydrive'
import { FSDriver } from 'flydrive/drivers/fs'
import { notFound } from './problem.ts'

/** `full` is what the picture is named by; `small` is for lists. */
export type Variant = 'full' | 'small'

/** Where the bytes of pictures lie, named by their content. Rows in `files` say whose they are. */
export type FileStore = {
  put: (id: string, variant: Variant, bytes: Uint8Array) => Promise<void>
  /** Rejects when there is no such file; ask `exists` first. */
  get: (id: string, variant: Variant) => Promise<Readable>
  exists: (id: string, variant: Variant) => Promise<boolean>
}

/** Keeps files on the disk. Flydrive's S3 driver takes the same keys, so moving there is a matter of configuration. */
export function openFileStore(folder: string): FileStore {
  // People's houses are in these pictures: nobody else of this machine may look.
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const disk = new Disk(new FSDriver({ location: folder, visibility: 'private' }))
  return {
    put: (id, variant, bytes) => disk.put(keyOf(id, variant), bytes, { contentType: 'image/jpeg' }),
    get: (id, variant) => disk.getStream(keyOf(id, variant)),
    exists: (id, variant) => disk.exists(keyOf(id, variant)),
  }
}

/** Two letters a folder: a million files stay below 4,000 in each of 256. */
const keyOf = (id: string, variant: Variant) => `${id.slice(0, 2)}/${id}-${variant}.jpg`

/**
 * Answers with a picture. The caller has checked that the person may see it. What is named by its content never
 * changes, so a browser that has it asks no more. Throws a 404 when the bytes are missing.
 */
export async function sendFile(
  reply: FastifyReply,
  files: FileStore,
  id: string,
  variant: Variant,
): Promise<FastifyReply> {
  const tag = `"${id}-${variant}"`
  reply.header('cache-control', 'private, max-age=31536000, immutable').header('etag', tag)
  if (reply.request.headers['if-none-match'] === tag) return reply.code(304).send()
  if (!(await files.exists(id, variant))) {
    reply.removeHeader('cache-control').removeHeader('etag')
    throw notFound('照片')
  }
  return reply.type('image/jpeg').send(await files.get(id, variant))
}
