import type { Block, Cell, GridRow, Paper } from '#practice/kit/paper.ts'
import { A4, INK, Sheet, type Page } from './paper.ts'
import { linesOf } from './typeset.ts'

/** Sets the blocks of a paper on pages of A4, black on white: it is signed, copied and filed. */

const LEFT = 62
const TOP = 60
const BOTTOM = A4.height - 62
const WIDE = A4.width - 2 * LEFT
const SIZES = { title: 21, heading: 13.5, body: 12.5, cell: 11.5, small: 9.5, foot: 9 } as const
const LEADING = { body: 1.75, cell: 1.55 } as const
const PADDING = { x: 7, y: 6 } as const
const THIN = 0.7
/** Two characters of Chinese type, which no line break eats. */
const INDENT = '　　'

/** The pages of a paper, numbered. */
export function blockPages(paper: Paper): Page[] {
  const setter = new Setter()
  for (const block of paper.blocks) setter.set(block)
  const { sheets } = setter
  sheets.forEach((sheet, n) => {
    const y = A4.height - 40
    sheet.rule(LEFT, y - 8, WIDE, 0.5)
    const [foot = ''] = linesOf(paper.foot, SIZES.foot, WIDE - 90, { most: 1 })
    sheet.text(LEFT, y, foot, { size: SIZES.foot, colour: INK.soft })
    const number = `第 ${n + 1} 页，共 ${sheets.length} 页`
    sheet.text(LEFT + WIDE, y, number, { size: SIZES.foot, colour: INK.soft, align: 'right' })
  })
  return sheets.map((sheet) => sheet.page())
}

class Setter {
  readonly sheets: Sheet[] = [new Sheet()]
  #y = TOP

  get #sheet(): Sheet {
    const last = this.sheets.at(-1)
    if (!last) throw new Error('a paper has a page')
    return last
  }

  set(block: Block): void {
    switch (block.kind) {
      case 'title':
        return this.#title(block.text)
      case 'heading':
        // A heading never stands alone at the foot of a page.
        this.#need(SIZES.heading * 5)
        this.#y += 8
        return this.#text(block.text, { size: SIZES.heading, bold: true })
      case 'line': {
        const { text, align = 'left', bold = false, small } = block
        const size = small ? SIZES.small : SIZES.body
        return this.#text(text, { size, bold, align, ...(small ? { colour: INK.soft } : {}) })
      }
      case 'paragraph':
        return this.#text(`${INDENT}${block.text}`, { size: SIZES.body })
      case 'grid':
        return this.#grid(block.shares, block.rows, block.repeats ?? 0)
      case 'room': {
        const line = SIZES.body * LEADING.body
        if (block.keeps) this.#need((block.lines + block.keeps) * line)
        this.#y += block.lines * line
        return
      }
      case 'cut':
        return this.#cut()
      case 'page':
        return this.#turn()
    }
  }

  #turn(): void {
    this.sheets.push(new Sheet())
    this.#y = TOP
  }

  #need(height: number): void {
    if (this.#y + height > BOTTOM) this.#turn()
  }

  #title(text: string): void {
    for (const line of linesOf(text, SIZES.title, WIDE, { bold: true })) {
      this.#need(SIZES.title * 1.5)
      this.#sheet.text(LEFT + WIDE / 2, this.#y, line, { size: SIZES.title, bold: true, align: 'centre' })
      this.#y += SIZES.title * 1.5
    }
    this.#y += 8
  }

  #text(
    text: string,
    { size, bold = false, align = 'left', colour = INK.ink }: Style & { align?: 'left' | 'centre' | 'right' },
  ): void {
    const step = size * LEADING.body
    const x = align === 'left' ? LEFT : align === 'right' ? LEFT + WIDE : LEFT + WIDE / 2
    for (const line of linesOf(text, size, WIDE, { bold })) {
      this.#need(step)
      this.#sheet.text(x, this.#y + (step - size) / 2, line, { size, bold, colour, align })
      this.#y += step
    }
  }

  #cut(): void {
    this.#need(30)
    this.#y += 13
    for (let x = LEFT; x < LEFT + WIDE; x += 8) this.#sheet.rule(x, this.#y, 4, THIN, INK.soft)
    this.#y += 17
  }

  #grid(shares: readonly number[], rows: readonly GridRow[], repeats: number): void {
    const sum = shares.reduce((total, one) => total + one, 0)
    const edges = shares.reduce<number[]>((all, one) => [...all, (all.at(-1) ?? 0) + (one / sum) * WIDE], [0])
    const laid = rows.map((row) => laidRow(row, edges))
    const heads = laid.slice(0, repeats)
    this.#y += 7
    for (const [n, row] of laid.entries()) this.#row(row, n < repeats ? [] : heads)
    this.#y += 10
  }

  /** One row; what does not fit goes on in the same cells of the next page. */
  #row(row: Laid, heads: readonly Laid[]): void {
    let from = 0
    let left = row.lines
    const step = SIZES.cell * LEADING.cell
    for (;;) {
      const room = Math.floor((BOTTOM - this.#y - 2 * PADDING.y) / step)
      const most = Math.max(...row.cells.map(({ lines }) => lines.length))
      const rest = Math.max(most - from, left)
      // A short row is kept whole; a long one begins where it stands when enough of it does.
      if (rest > room && (rest <= WHOLE || room < WHOLE)) {
        this.#turn()
        for (const head of heads) this.#draw(head, 0, head.lines)
        if (rest <= Math.floor((BOTTOM - this.#y - 2 * PADDING.y) / step)) return this.#draw(row, from, rest)
        continue
      }
      const taken = Math.min(rest, room)
      this.#draw(row, from, taken)
      from += taken
      left -= taken
      if (from >= most && left <= 0) return
    }
  }

  #draw({ cells }: Laid, from: number, lines: number): void {
    const step = SIZES.cell * LEADING.cell
    const height = lines * step + 2 * PADDING.y
    for (const cell of cells) {
      const { x, width, head, align, bold } = cell
      if (head) this.#sheet.box(x, this.#y, width, height, GROUND)
      this.#frame(x, this.#y, width, height)
      const shown = cell.lines.slice(from, from + lines)
      // Few words stand in the middle of a high cell; a long text begins at its top.
      const isLow = cell.lines.length < lines && (head || align === 'centre' || cell.lines.length === 1)
      const top =
        this.#y + PADDING.y + (isLow && from === 0 && !cell.open ? ((lines - shown.length) * step) / 2 : 0)
      const at =
        align === 'right' ? x + width - PADDING.x : align === 'centre' ? x + width / 2 : x + PADDING.x
      shown.forEach((line, n) =>
        this.#sheet.text(at, top + n * step + (step - SIZES.cell) / 2, line, {
          size: SIZES.cell,
          bold,
          align,
        }),
      )
    }
    this.#y += height
  }

  #frame(x: number, y: number, width: number, height: number): void {
    this.#sheet.rule(x, y, width, THIN, INK.ink)
    this.#sheet.rule(x, y + height, width, THIN, INK.ink)
    this.#sheet.box(x, y, THIN, height + THIN, INK.ink)
    this.#sheet.box(x + width, y, THIN, height + THIN, INK.ink)
  }
}

type Style = { size: number; bold?: boolean; colour?: string }
/** A light ground that copies as white. */
const GROUND = '#f2f4f3'
/** Rows of so many lines are not torn over two pages. */
const WHOLE = 12

type LaidCell = {
  x: number
  width: number
  lines: string[]
  head: boolean
  bold: boolean
  align: 'left' | 'centre' | 'right'
  /** Room that is written in by hand: its words stay at the top. */
  open: boolean
}
type Laid = { cells: LaidCell[]; lines: number }

function laidRow({ cells, lines = 1 }: GridRow, edges: readonly number[]): Laid {
  let column = 0
  const laid = cells.map((cell: Cell): LaidCell => {
    const x = edges[column] ?? 0
    column += cell.span ?? 1
    const width = (edges[column] ?? WIDE) - x
    const { head = false, bold = false, align = 'left', text } = cell
    return {
      x: LEFT + x,
      width,
      head,
      bold: bold || head,
      align,
      open: !head && lines > 2,
      lines: linesOf(text, SIZES.cell, width - 2 * PADDING.x, { bold: bold || head }),
    }
  })
  return { cells: laid, lines: Math.max(lines, ...laid.map((cell) => cell.lines.length)) }
}
