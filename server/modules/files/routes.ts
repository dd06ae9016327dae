import type { FastifyRequest } from 'fastify'
import { files as contract } from '#contract/files.ts'
import type { App } from '#server/core/app.ts'
import { sendFile } from '#server/core/file-store.ts'
import { implement } from '#server/core/http.ts'
import { invalid, notFound } from '#server/core/problem.ts'
import { mayReadFile } from '#server/modules/matters/index.ts'
import { getCounty } from '#server/modules/places/index.ts'
import { addPicture } from './commands.ts'
import { NO_PICTURE } from './rules.ts'
import * as store from './store.ts'

/** Binds contract/files.ts. */
export function filesRoutes(app: App): void {
  implement(app.http, 'files', contract, {
    add: async (_, { scope, request }) => addPicture(app, scope, await pictureOf(request)),
    get: async ({ params: { id }, query: { size = 'full' } }, { scope, reply }) => {
      const county = await getCounty(app.db, scope.county)
      const mayRead = await app.db.read(
        scope.county,
        async (tx) =>
          (await store.addedFiles(tx, scope.person, [id])) || (await mayReadFile(tx, scope, county, id)),
      )
      // The same answer as for a picture that does not exist.
      if (!mayRead) throw notFound('照片')
      await sendFile(reply, app.files, id, size)
    },
  })
}

async function pictureOf(request: FastifyRequest): Promise<Buffer> {
  const part = await request.file()
  if (!part) throw invalid({ file: NO_PICTURE }, NO_PICTURE)
  return part.toBuffer()
}
