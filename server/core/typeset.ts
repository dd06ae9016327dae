import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import PdfFile from 'pdfkit'

/**
 * Measuring and breaking Chinese lines for paper. The measures are those of the font that is embedded, so a page that
 * is drawn anywhere breaks where the paper breaks.
 */

/** Noto Sans SC (OFL): 30,000 characters, so that rare surnames are printed and not left out. */
const FILES = {
  regular: '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  bold: '@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf',
} as const
export type Weight = keyof typeof FILES

const fonts = new Map<Weight, Buffer>()

/** The bytes of a font, read once. */
export function fontOf(weight: Weight): Buffer {
  const known = fonts.get(weight)
  if (known) return known
  const bytes = readFileSync(createRequire(import.meta.url).resolve(FILES[weight]))
  fonts.set(weight, bytes)
  return bytes
}

let ruler: PDFKit.PDFDocument | undefined
function rulerIn(weight: Weight): PDFKit.PDFDocument {
  ruler ??= new PdfFile({ autoFirstPage: false })
    .registerFont('regular', fontOf('regular'))
    .registerFont('bold', fontOf('bold'))
  return ruler.font(weight).fontSize(1000)
}

/** Widths of single characters in thousandths of the size; some thousands at most are ever asked for. */
const widths: Record<Weight, Map<string, number>> = { regular: new Map(), bold: new Map() }

function widthOfOne(character: string, weight: Weight): number {
  const known = widths[weight].get(character)
  if (known !== undefined) return known
  const width = rulerIn(weight).widthOfString(character, { features: [] })
  widths[weight].set(character, width)
  return width
}

/** How wide a text is, in the unit of its size. */
export function widthOf(text: string, size: number, bold = false): number {
  const weight = bold ? 'bold' : 'regular'
  let sum = 0
  for (const character of text) sum += widthOfOne(character, weight)
  return (sum * size) / 1000
}

/** What never begins a line, and what never ends one. */
const CLOSING = '，。、；：！？）》」』】”’…—%‰,.;:!?)'
const OPENING = '（《「『【“‘('

/** Words that stay together: a number with its separators, a Latin word; else one character, with its punctuation. */
function wordsOf(text: string): string[] {
  const words: string[] = []
  for (const word of text.match(/[\w.,:%/@+-]+|\n|./gu) ?? []) {
    const last = words.at(-1)
    const sticks =
      last !== undefined &&
      last !== '\n' &&
      (CLOSING.includes(word) || OPENING.includes(last.at(-1) ?? ' ')) &&
      word !== '\n'
    if (sticks) words[words.length - 1] = last + word
    else words.push(word)
  }
  return words
}

/** Breaks a text into lines no wider than that. With `most` the last line ends in … when something is left over. */
export function linesOf(
  text: string,
  size: number,
  width: number,
  { bold = false, most = Infinity }: { bold?: boolean; most?: number } = {},
): string[] {
  // No character is wider than it is high: what is short fits, and most cells of a long table are short.
  if (text.length * size <= width && !text.includes('\n')) return [text]
  const lines: string[] = []
  let line = ''
  let used = 0
  const end = () => {
    lines.push(line.trimEnd())
    line = ''
    used = 0
  }
  const put = (piece: string, wide: number) => {
    if (used + wide > width && line !== '') end()
    if (line === '' && piece === ' ') return
    line += piece
    used += wide
  }
  for (const word of wordsOf(text)) {
    const wide = widthOf(word, size, bold)
    if (word === '\n') end()
    else if (wide <= width) put(word, wide)
    else for (const character of word) put(character, widthOf(character, size, bold))
  }
  if (line !== '' || lines.length === 0) end()
  return lines.length > most ? shortened(lines.slice(0, most), size, width, bold) : lines
}

function shortened(lines: string[], size: number, width: number, bold: boolean): string[] {
  const room = width - widthOf('…', size, bold)
  const last = [...(lines.at(-1) ?? '')]
  while (last.length > 0 && widthOf(last.join(''), size, bold) > room) last.pop()
  return [...lines.slice(0, -1), `${last.join('')}…`]
}
