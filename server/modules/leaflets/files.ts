import { access } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { ZipFile } from 'yazl'
import { periodName } from '#practice/disclosure/period.ts'
import type { App } from '#server/core/app.ts'
import { Problem } from '#server/core/problem.ts'
import type { County } from '#server/modules/places/index.ts'
import { bind } from './binding.ts'
import { pathOf } from './jobs.ts'
import { fileNameOf } from './rules.ts'
import { partsOf, type NamedJob } from './store.ts'

/**
 * Sends what an order made, put together while it goes out: memory does not grow with the number of villages. Throws a
 * 409 while it is being made, and a 410 when the files have gone.
 */
export async function sendMade(
  app: App,
  county: County,
  job: NamedJob,
  reply: FastifyReply,
  as: 'zip' | 'bound',
): Promise<void> {
  const { db } = app
  const { id, state, format, kind, month, area, dropped_at } = job
  if (state !== 'done')
    throw new Problem(409, 'not-done', state === 'cancelled' ? '这次打印已经取消' : '还在制作，做完了再下载')
  const parts = await db.read(county.code, (tx) => partsOf(tx, id))
  const made = parts.flatMap(({ division, pages }) => (pages === null ? [] : [division]))
  if (made.length === 0) throw new Problem(409, 'nothing', '这次一个村也没有做成，请看各村的原因')
  if (as === 'bound' && format !== 'pdf')
    throw new Problem(422, 'no-binding', 'Word 文件不能合成一份，请下载压缩包')
  const files = made.map((division) => ({ division, path: pathOf(app, id, division, format) }))
  const areHere = await Promise.all(
    files.map(({ path }) =>
      access(path).then(
        () => true,
        () => false,
      ),
    ),
  )
  if (dropped_at || areHere.includes(false))
    throw new Problem(410, 'gone', '文件只保留 7 天，已经清理，请重新制作')
  const what = `${county.placeName(area)}${periodName(month)}${kind === 'leaflet' ? '明白纸' : '公开栏'}`
  const send = (type: string, name: string, stream: Readable) =>
    reply
      .header('content-type', type)
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
      .send(stream)
  if (as === 'bound') {
    void send('application/pdf', `${what}.pdf`, Readable.from(bind(files.map(({ path }) => path))))
    return
  }
  const zip = new ZipFile()
  for (const { division, path } of files) {
    const name = fileNameOf({ name: county.placeName(division), month }, kind, format)
    // Both kinds are packed inside already.
    zip.addFile(path, `${county.placeName(division.slice(0, 9))}/${name}`, { compress: false })
  }
  zip.end()
  void send('application/zip', `${what}.zip`, Readable.from(zip.outputStream))
}
