import QRCode from 'qrcode'
import type { z } from 'zod'
import type { Mark as MarkShape, Page as PageShape } from '#contract/leaflets.ts'
import { linesOf, widthOf } from './typeset.ts'

/**
 * A page as marks on it, in points of A4. The printer's PDF and the desk's preview draw the same marks, so what was
 * looked at is what comes out.
 */

export type Mark = z.output<typeof MarkShape>
export type Page = z.output<typeof PageShape>

export const A4 = { width: 595.28, height: 841.89 } as const
export const MARGIN = 40

/** Inks that stay apart on a printer without colour. */
export const INK = {
  ink: '#1b2420',
  soft: '#4a5550',
  brand: '#1f6f54',
  ground: '#eaf3ee',
  late: '#b42318',
  line: '#c3cbc5',
  paper: '#ffffff',
} as const

export type Style = { size: number; bold?: boolean; colour?: string }
type Placed = Style & { align?: 'left' | 'right' | 'centre' }

/** Where the base line lies below the top of the letters, as a share of the size (Noto Sans SC: 0.88). */
const BASE = 0.88

/** A page under the pen. `y` is the top of the letters. */
export class Sheet {
  readonly marks: Mark[] = []
  readonly width: number
  readonly height: number

  constructor({ width, height }: { width: number; height: number } = A4) {
    this.width = width
    this.height = height
  }

  /** One line at x, or right of or around it. */
  text(x: number, y: number, text: string, { size, bold = false, colour = INK.ink, align }: Placed): void {
    if (text === '') return
    const width = widthOf(text, size, bold)
    const left = align === 'right' ? x - width : align === 'centre' ? x - width / 2 : x
    this.marks.push({ kind: 'text', x: left, y: y + size * BASE, size, width, bold, colour, text })
  }

  /** Lines below each other; answers with where the next one would begin. */
  lines(
    x: number,
    y: number,
    text: string,
    style: Style & { width: number; leading?: number; most?: number },
  ): number {
    const { size, bold = false, width, leading = 1.55, most = Infinity } = style
    const step = size * leading
    const lines = linesOf(text, size, width, { bold, most })
    lines.forEach((line, n) => this.text(x, y + n * step, line, style))
    return y + lines.length * step
  }

  box(x: number, y: number, width: number, height: number, colour: string, radius = 0): void {
    this.marks.push({ kind: 'box', x, y, width, height, radius, colour })
  }

  rule(x: number, y: number, width: number, thick = 0.7, colour: string = INK.line): void {
    this.box(x, y, width, thick, colour)
  }

  /** A QR code of that size, for a telephone held to the paper. */
  code(x: number, y: number, size: number, url: string): void {
    const { d, modules } = squaresOf(url)
    this.marks.push({ kind: 'path', x, y, scale: size / modules, colour: INK.ink, d })
  }

  page(): Page {
    return { width: this.width, height: this.height, marks: this.marks }
  }
}

/** The same code stands on every page of a long table. */
const drawn = { url: '', d: '', modules: 0 }

function squaresOf(url: string): { d: string; modules: number } {
  if (drawn.url === url) return drawn
  const { modules } = QRCode.create(url, { errorCorrectionLevel: 'M' })
  const runs: string[] = []
  for (let row = 0; row < modules.size; row++) {
    for (let from = 0; from < modules.size; from++) {
      let to = from
      while (to < modules.size && modules.get(row, to)) to++
      if (to > from) runs.push(`M${from} ${row}h${to - from}v1h${from - to}z`)
      from = to
    }
  }
  return Object.assign(drawn, { url, d: runs.join(''), modules: modules.size })
}

/** Eight letters in two groups, as they are read out. */
export const grouped = (code: string) => `${code.slice(0, 4)} ${code.slice(4)}`
