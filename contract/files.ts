import { z } from 'zod'
import { route } from './route.ts'

/** A picture is named by the hash of its bytes after re-encoding. */
export const FileId = z.string().regex(/^[0-9a-f]{64}$/)
export const Stored = z.object({
  id: FileId,
  width: z.int(),
  height: z.int(),
  place: z
    .object({ lng: z.number(), lat: z.number() })
    .optional()
    .meta({ description: 'Read from the picture before EXIF was removed, for who sends it; not kept' }),
})

export const files = {
  add: route({
    method: 'POST',
    path: '/api/files',
    access: 'session',
    does: 'Upload one picture (multipart, field `file`, 12 MB at most)',
    takes: 'picture',
    answers: Stored,
  }),
  get: route({
    method: 'GET',
    path: '/api/files/:id',
    access: 'session',
    does: 'A picture one may see; `size=small` for lists',
    params: z.object({ id: FileId }),
    query: z.object({ size: z.enum(['small', 'full']).optional() }),
    sends: 'file',
  }),
}
