import { PassThrough } from 'node:stream'
import type { FastifyReply } from 'fastify'
import type { Page } from './paper.ts'
import { writePdf, type PaperSize } from './pdf.ts'

/** Papers on their way out: a PDF opens beside the desk, where the browser prints it; a Word file is kept. */

const named = (name: string) => `filename*=UTF-8''${encodeURIComponent(name)}`

/** Sends a Word file under that name. */
export function sendWord(reply: FastifyReply, name: string, bytes: Buffer): void {
  void reply
    .header('content-type', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document')
    .header('content-disposition', `attachment; ${named(`${name}.docx`)}`)
    .send(bytes)
}

/** Sends pages as PDF under that name while they are drawn. */
export async function sendPdf(
  reply: FastifyReply,
  pages: Iterable<Page>,
  { name, author, paper = 'A4' }: { name: string; author: string; paper?: PaperSize },
): Promise<void> {
  const out = new PassThrough()
  void reply
    .header('content-type', 'application/pdf')
    .header('content-disposition', `inline; ${named(`${name}.pdf`)}`)
    .send(out)
  await writePdf(pages, out, { title: name, author, paper }).catch((error: unknown) =>
    // Half a file must not look like a whole one: the download breaks off.
    out.destroy(error instanceof Error ? error : undefined),
  )
}
