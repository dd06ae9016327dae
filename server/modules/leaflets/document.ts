import {
  AlignmentType,
  BorderStyle,
  convertMillimetersToTwip,
  Document,
  Footer,
  ImageRun,
  Packer,
  PageNumber,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
  type ISectionOptions,
} from 'docx'
import QRCode from 'qrcode'
import { yuan } from '#practice/disclosure/money.ts'
import { periodName } from '#practice/disclosure/period.ts'
import { Problem } from '#server/core/problem.ts'
import { chosen, leafletFrom, type Month } from './drawing.ts'
import { grouped, INK } from '#server/core/paper.ts'
import type { PaperSize } from '#server/core/pdf.ts'
import { xmlSigns } from '#server/core/xml.ts'
import { changeText, monthWord, type About, type Leaflet, type Published } from './rules.ts'
import { columnsOf, sumsBelow } from './tables.ts'

/** The same paper for Word and WPS, for a village that wants to add a line by hand. */

/** Half points. A3 takes the same page with larger letters. */
const SIZES = { title: 72, heading: 36, lead: 32, body: 28, note: 22 } as const
const GROWTH: Readonly<Record<PaperSize, number>> = { A4: 1, A3: Math.SQRT2 }
/** Millimetres, upright. */
const PAPERS: Readonly<Record<PaperSize, readonly [number, number]>> = { A4: [210, 297], A3: [297, 420] }
/** Word builds a document as a whole; beyond this the machine of an office no longer opens it. */
const ROWS_MAX = 2000

/** Throws a 422 for a table too long for Word; PDF takes it. */
export async function documentOf(
  month: Month,
  kind: 'leaflet' | 'boards',
  paper: PaperSize,
  publication?: string,
) {
  const { about } = month
  const shown = chosen(month, publication)
  const long = kind === 'boards' ? shown.find(({ content }) => content.rows.length > ROWS_MAX) : undefined
  if (long)
    throw new Problem(
      422,
      'too-long',
      `“${long.title}”有 ${long.content.rows.length} 行，Word 打不开，请选 PDF`,
    )
  const pen = new Pen(GROWTH[paper])
  const sections =
    kind === 'leaflet'
      ? [leafletSection(pen, leafletFrom(month), paper)]
      : await Promise.all(shown.map((one) => boardSection(pen, about, one, paper)))
  return Packer.toBuffer(
    new Document({ title: `${about.name}${periodName(about.month)}`, creator: about.name, sections }),
  )
}

/** Paragraphs in the sizes of one paper. */
class Pen {
  readonly #growth: number
  constructor(growth: number) {
    this.#growth = growth
  }

  run(
    text: string,
    size: keyof typeof SIZES,
    { bold = false, colour = INK.ink }: { bold?: boolean; colour?: string } = {},
  ): TextRun {
    const font = { ascii: 'Noto Sans SC', hAnsi: 'Noto Sans SC', eastAsia: '微软雅黑' }
    return new TextRun({
      text: xmlSigns(text),
      size: Math.round(SIZES[size] * this.#growth),
      bold,
      color: colour.slice(1),
      font,
    })
  }

  line(
    text: string,
    size: keyof typeof SIZES = 'body',
    style: { bold?: boolean; colour?: string } = {},
  ): Paragraph {
    return new Paragraph({ spacing: { after: 100 }, children: [this.run(text, size, style)] })
  }

  heading(text: string): Paragraph {
    return new Paragraph({
      keepNext: true,
      spacing: { before: 240, after: 120 },
      border: { left: { style: BorderStyle.SINGLE, size: 36, color: INK.brand.slice(1), space: 8 } },
      children: [this.run(text, 'heading', { bold: true })],
    })
  }

  cell(text: string, { right = false, bold = false, head = false } = {}): TableCell {
    return new TableCell({
      margins: { top: 60, bottom: 60, left: 80, right: 80 },
      ...(head ? { shading: { type: ShadingType.CLEAR, fill: INK.ground.slice(1) } } : {}),
      children: [
        new Paragraph({
          alignment: right ? AlignmentType.RIGHT : AlignmentType.LEFT,
          children: [this.run(text, 'note', { bold })],
        }),
      ],
    })
  }

  /** Its first row stands on every page. */
  table(head: readonly string[], rows: readonly (readonly string[])[], numbers: readonly boolean[]): Table {
    const cells = (texts: readonly string[], isHead: boolean) =>
      texts.map((text, i) => this.cell(text, { right: numbers[i] ?? false, bold: isHead, head: isHead }))
    return new Table({
      width: { size: 100, type: WidthType.PERCENTAGE },
      rows: [
        new TableRow({ tableHeader: true, cantSplit: true, children: cells(head, true) }),
        ...rows.map((row) => new TableRow({ cantSplit: true, children: cells(row, false) })),
      ],
    })
  }
}

function pageOf(paper: PaperSize): NonNullable<ISectionOptions['properties']> {
  const [width, height] = PAPERS[paper].map((mm) => convertMillimetersToTwip(mm))
  const margin = convertMillimetersToTwip(15)
  return {
    page: {
      size: { width: width ?? 0, height: height ?? 0 },
      margin: { top: margin, bottom: margin, left: margin, right: margin },
    },
  }
}

function leafletSection(pen: Pen, leaflet: Leaflet, paper: PaperSize): ISectionOptions {
  const { name, month, entries, nothing, base } = leaflet
  const all = entries.length + nothing.length
  return {
    properties: pageOf(paper),
    children: [
      pen.line('明白纸', 'title', { bold: true, colour: INK.brand }),
      pen.line(`${name}　${periodName(month)}`, 'lead', { bold: true }),
      ...moneyLines(pen, leaflet),
      ...owedLines(pen, leaflet),
      ...askLines(pen, leaflet),
      new Paragraph({
        pageBreakBefore: true,
        children: [pen.run(`这个月公布了 ${all} 项`, 'lead', { bold: true })],
      }),
      ...(entries.length === 0
        ? []
        : [
            pen.table(
              ['公布的内容', '要点', '核验码'],
              entries.map(({ published, gist }) => [
                `${published.item.name}${published.version > 1 ? '（更正过）' : ''}`,
                gist,
                grouped(published.code),
              ]),
              [],
            ),
          ]),
      ...(nothing.length === 0
        ? []
        : [
            pen.heading(`下面 ${nothing.length} 项这个月没有发生`),
            pen.line(nothing.map(({ item, code }) => `${item.name}（${grouped(code)}）`).join('　'), 'note'),
          ]),
      pen.line(`打开 ${base}/verify 输入核验码，可以核对这张纸和公布的是不是一样。`, 'note', {
        colour: INK.soft,
      }),
    ],
  }
}

function moneyLines(pen: Pen, { money, month, largest }: Leaflet): (Paragraph | Table)[] {
  if (!money) return [pen.line(`${monthWord(month)}，村里没有公布收支账目。`, 'lead', { bold: true })]
  const { income, expense, closing, change } = money
  const row = (says: string, fen: number, changed: number | undefined) => [
    says,
    yuan(fen),
    changeText(changed),
  ]
  const rows = [
    row('这个月收入', income, change?.income),
    row('这个月支出', expense, change?.expense),
    ...(closing === undefined ? [] : [row('月底还剩', closing, change?.closing)]),
  ]
  return [
    pen.table(['', '金额（元）', '和上月比'], rows, [false, true, false]),
    ...(largest.length === 0
      ? []
      : [
          pen.heading('最大的几笔'),
          pen.table(
            ['', '', '金额（元）'],
            largest.map(({ name, fen, side }) => [name, side === 'income' ? '收入' : '支出', yuan(fen)]),
            [false, false, true],
          ),
        ]),
  ]
}

const owedLines = (pen: Pen, { counts: { due, published, late: n }, late }: Leaflet) => [
  pen.heading('公开得怎么样'),
  pen.line(`近十二个月：应公开 ${due} 项，已公开 ${published} 项，逾期 ${n} 项。`),
  ...(n > 0 ? [pen.line(`逾期的是：${late.join('、')}`, 'body', { colour: INK.late })] : []),
]

const askLines = (pen: Pen, { office, supervisors }: Leaflet) => [
  pen.heading('看不明白、觉得不对，都可以问'),
  pen.line(`当面问村务监督委员会${supervisors.length > 0 ? `：${supervisors.join('、')}` : '、村民委员会'}`),
  ...(office ? [pen.line(`${office.name}电话 ${office.phone}`, 'lead', { bold: true })] : []),
]

async function boardSection(
  pen: Pen,
  about: About,
  published: Published,
  paper: PaperSize,
): Promise<ISectionOptions> {
  const { title, content, code, reason, version, summary, posted_from, posted_until, item } = published
  const columns = columnsOf(content)
  const picture = await QRCode.toBuffer(`${about.base}/verify/${code}`, { margin: 0, scale: 4 })
  const sums = sumsBelow(content)
  return {
    properties: pageOf(paper),
    footers: { default: footerOf(pen, about, published, picture) },
    children: [
      pen.line(`${about.name}　${item.class}公开`, 'note', { colour: INK.brand, bold: true }),
      pen.line(title, 'lead', { bold: true }),
      pen.line(`公示期 ${periodName(posted_from)}至${periodName(posted_until)}`, 'note', {
        colour: INK.soft,
      }),
      ...(reason === null
        ? []
        : [pen.line(`第 ${version} 版，更正：${reason}`, 'body', { colour: INK.late })]),
      pen.line(summary),
      ...(content.rows.length === 0
        ? []
        : [
            pen.table(
              columns.map(({ name }) => name),
              content.rows.map((row, n) => columns.map(({ textOf }) => textOf(row, n + 1))),
              columns.map(({ isNumber }) => isNumber),
            ),
          ]),
      ...(sums.length === 0 ? [] : [pen.line(sums.join('　　'), 'body', { bold: true })]),
      ...(content.remark ? [pen.line(`说明：${content.remark}`)] : []),
    ],
  }
}

const footerOf = (pen: Pen, { base }: About, { code, publisher_by }: Published, picture: Buffer) =>
  new Footer({
    children: [
      new Paragraph({
        children: [
          new ImageRun({ type: 'png', data: picture, transformation: { width: 56, height: 56 } }),
          pen.run(`　核验码 ${grouped(code)}　${base}/verify　公布 ${publisher_by}　第 `, 'note'),
          new TextRun({ children: [PageNumber.CURRENT], size: SIZES.note }),
          pen.run(' 页', 'note'),
        ],
      }),
    ],
  })
