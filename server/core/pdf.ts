import { setImmediate as breathe } from 'node:timers/promises'
import type { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import PdfFile from 'pdfkit'
import type { Mark, Page } from './paper.ts'
import { fontOf } from './typeset.ts'

/** Marks as PDF: only the letters used are embedded, and the text can be copied and searched. */

export type PaperSize = 'A4' | 'A3'
/** A3 is A4 enlarged by √2: on the wall the same page is read from further away. */
const SCALES: Readonly<Record<PaperSize, number>> = { A4: 1, A3: Math.SQRT2 }

/**
 * Writes pages as they come and answers with how many there were. A page is written and let go before the next is
 * drawn, and other work gets its turn in between: 20,000 lines are a thousand pages.
 */
export async function writePdf(
  pages: Iterable<Page>,
  out: Writable,
  { title, author, paper }: { title: string; author: string; paper: PaperSize },
): Promise<number> {
  const doc = new PdfFile({
    autoFirstPage: false,
    lang: 'zh-CN',
    displayTitle: true,
    info: { Title: title, Author: author, Creator: 'Gongzhi' },
  })
  doc.registerFont('regular', fontOf('regular')).registerFont('bold', fontOf('bold'))
  const written = finished(out)
  // Awaited below; a reader who has gone away must not end the process before.
  written.catch(() => undefined)
  doc.pipe(out)
  const scale = SCALES[paper]
  let count = 0
  for (const { width, height, marks } of pages) {
    doc.addPage({ size: [width * scale, height * scale], margin: 0 })
    if (scale !== 1) doc.scale(scale)
    for (const mark of marks) draw(doc, mark)
    count++
    await breathe()
    if (out.destroyed) break
  }
  doc.end()
  await written
  return count
}

function draw(doc: PDFKit.PDFDocument, mark: Mark): void {
  if (mark.kind === 'text') {
    const { x, y, size, bold, colour, text } = mark
    doc
      .font(bold ? 'bold' : 'regular')
      .fontSize(size)
      .fillColor(colour)
    doc.text(text, x, y, { lineBreak: false, baseline: 'alphabetic' })
  } else if (mark.kind === 'box') {
    const { x, y, width, height, radius, colour } = mark
    if (radius > 0) doc.roundedRect(x, y, width, height, radius)
    else doc.rect(x, y, width, height)
    doc.fill(colour)
  } else {
    const { x, y, scale, colour, d } = mark
    doc.save().translate(x, y).scale(scale).path(d).fill(colour).restore()
  }
}
