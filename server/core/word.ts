import {
  AlignmentType,
  BorderStyle,
  convertMillimetersToTwip,
  Document,
  Footer,
  HeightRule,
  LineRuleType,
  Packer,
  PageBreak,
  PageNumber,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx'
import type { Align, Block, Cell, GridRow, Paper } from '#practice/kit/paper.ts'
import { xmlSigns } from './xml.ts'

/** A paper’s blocks for Word and WPS, in the types of official papers (GB/T 9704): 宋体, 黑体, 仿宋. */

/** Half points: 二号, 四号, 小四, 五号. */
const SIZES = { title: 44, heading: 28, body: 28, cell: 24, small: 21 } as const
/** Twentieths of a point: two characters of 14 pt. */
const INDENT = 560
const FONTS = { title: '宋体', heading: '黑体', body: '仿宋' } as const
const ALIGN = {
  left: AlignmentType.LEFT,
  centre: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
} as const satisfies Record<Align, unknown>
/** One line of a cell, in twentieths of a point. */
const CELL_LINE = 380

/** The file. */
export function wordOf(paper: Paper): Promise<Buffer> {
  const margin = { top: 25, bottom: 25, left: 24, right: 24 }
  return Packer.toBuffer(
    new Document({
      title: paper.name,
      creator: paper.author,
      sections: [
        {
          properties: {
            page: {
              size: { width: convertMillimetersToTwip(210), height: convertMillimetersToTwip(297) },
              margin: {
                top: convertMillimetersToTwip(margin.top),
                bottom: convertMillimetersToTwip(margin.bottom),
                left: convertMillimetersToTwip(margin.left),
                right: convertMillimetersToTwip(margin.right),
              },
            },
          },
          footers: { default: footerOf(paper.foot) },
          children: paper.blocks.flatMap(blockOf),
        },
      ],
    }),
  )
}

type Look = { size: number; font?: keyof typeof FONTS; bold?: boolean; colour?: string }
const run = (text: string, { size, font = 'body', bold = false, colour }: Look) =>
  new TextRun({
    text: xmlSigns(text),
    size,
    bold,
    ...(colour ? { color: colour } : {}),
    font: { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: FONTS[font] },
  })

function blockOf(block: Block): (Paragraph | Table)[] {
  switch (block.kind) {
    case 'title':
      return [
        new Paragraph({
          alignment: AlignmentType.CENTER,
          spacing: { after: 200 },
          children: [run(block.text, { size: SIZES.title, font: 'title', bold: true })],
        }),
      ]
    case 'heading':
      return [
        new Paragraph({
          keepNext: true,
          spacing: { before: 200, after: 80 },
          children: [run(block.text, { size: SIZES.heading, font: 'heading' })],
        }),
      ]
    case 'line': {
      const { text, align = 'left', bold = false, small } = block
      const look = small ? { size: SIZES.small, colour: '4A5550' } : { size: SIZES.body, bold }
      return [new Paragraph({ alignment: ALIGN[align], children: [run(text, look)] })]
    }
    case 'paragraph':
      return [
        new Paragraph({
          indent: { firstLine: INDENT },
          spacing: { line: 480, lineRule: LineRuleType.AT_LEAST },
          children: [run(block.text, { size: SIZES.body })],
        }),
      ]
    case 'grid':
      // Word joins two tables that touch. What keeps them apart is a point high: at the foot of a full page it must not
      // begin another one.
      return [
        tableOf(block.shares, block.rows, block.repeats ?? 0),
        new Paragraph({ spacing: { line: 20, lineRule: LineRuleType.EXACT, after: 80 } }),
      ]
    case 'room':
      return Array.from({ length: block.lines }, () => new Paragraph({}))
    case 'cut':
      return [
        new Paragraph({
          spacing: { before: 200, after: 200 },
          border: { bottom: { style: BorderStyle.DASHED, size: 6, color: '4A5550', space: 1 } },
        }),
      ]
    case 'page':
      return [new Paragraph({ children: [new PageBreak()] })]
  }
}

function tableOf(shares: readonly number[], rows: readonly GridRow[], repeats: number): Table {
  const sum = shares.reduce((total, one) => total + one, 0)
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    columnWidths: shares.map((share) => Math.round((share / sum) * 9100)),
    rows: rows.map(
      ({ cells, lines = 1 }, n) =>
        new TableRow({
          tableHeader: n < repeats,
          cantSplit: lines < 12,
          height: { value: lines * CELL_LINE + 120, rule: HeightRule.ATLEAST },
          children: cells.map((cell) => cellOf(cell, lines)),
        }),
    ),
  })
}

function cellOf({ text, span = 1, head, align = 'left', bold }: Cell, lines: number): TableCell {
  return new TableCell({
    columnSpan: span,
    verticalAlign: head || lines <= 2 ? VerticalAlign.CENTER : VerticalAlign.TOP,
    margins: { top: 60, bottom: 60, left: 90, right: 90 },
    ...(head ? { shading: { type: ShadingType.CLEAR, fill: 'F2F4F3' } } : {}),
    children: text.split('\n').map(
      (line) =>
        new Paragraph({
          alignment: ALIGN[align],
          children: [
            run(line, {
              size: SIZES.cell,
              bold: bold === true || head === true,
              font: head ? 'heading' : 'body',
            }),
          ],
        }),
    ),
  })
}

const footerOf = (foot: string) =>
  new Footer({
    children: [
      new Paragraph({
        children: [
          run(`${foot}　第 `, { size: SIZES.small }),
          new TextRun({ children: [PageNumber.CURRENT], size: SIZES.small }),
          run(' 页，共 ', { size: SIZES.small }),
          new TextRun({ children: [PageNumber.TOTAL_PAGES], size: SIZES.small }),
          run(' 页', { size: SIZES.small }),
        ],
      }),
    ],
  })
