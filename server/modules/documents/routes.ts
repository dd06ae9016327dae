import type { FastifyReply } from 'fastify'
import { documents } from '#contract/documents.ts'
import type { Paper } from '#practice/kit/paper.ts'
import type { App } from '#server/core/app.ts'
import { blockPages } from '#server/core/blocks.ts'
import { sendFile } from '#server/core/file-store.ts'
import { implement } from '#server/core/http.ts'
import { notFound } from '#server/core/problem.ts'
import { sendPdf, sendWord } from '#server/core/send-paper.ts'
import { wordOf } from '#server/core/word.ts'
import { attachScan, withdrawScan } from './commands.ts'
import { formOf, meetingPaper } from './drawing.ts'
import { scansFor } from './queries.ts'

/** Binds contract/documents.ts. */
export function documentsRoutes(app: App): void {
  implement(app.http, 'documents', documents, {
    show: async ({ params: { id, kind } }, { scope }) => shown(await meetingPaper(app, scope, id, kind)),
    file: async ({ params: { id, kind }, query: { format } }, { scope, reply }) =>
      send(reply, await meetingPaper(app, scope, id, kind), format),
    form: async ({ params: { id, step } }, { scope }) => shown(await formOf(app, scope, id, step)),
    formFile: async ({ params: { id, step }, query: { format } }, { scope, reply }) =>
      send(reply, await formOf(app, scope, id, step), format),
    scans: ({ params: { id } }, { scope }) => scansFor(app, scope, id),
    scan: async ({ params: { id }, body }, { scope }) => ({ n: await attachScan(app, scope, id, body) }),
    withdrawScan: ({ params: { id, n }, body: { reason } }, { scope }) =>
      withdrawScan(app, scope, id, n, reason),
    scanFile: async ({ params: { id, n }, query: { size = 'full' } }, { scope, reply }) => {
      const { rows } = await scansFor(app, scope, id)
      const scan = rows.find((row) => row.n === n)
      if (!scan) throw notFound('扫描件')
      await sendFile(reply, app.files, scan.file, size)
    },
  })
}

const shown = (paper: Paper) => ({ title: paper.name, pages: blockPages(paper) })

async function send(reply: FastifyReply, paper: Paper, format: 'pdf' | 'docx'): Promise<void> {
  if (format === 'docx') return sendWord(reply, paper.name, await wordOf(paper))
  await sendPdf(reply, blockPages(paper), paper)
}
