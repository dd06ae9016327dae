import {
  AlignmentType,
  Document,
  Footer,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  TextRun,
  convertMillimetersToTwip,
} from 'docx'
import type { FastifyReply } from 'fastify'
import { sendWord } from '#server/core/send-paper.ts'
import { xmlSigns } from '#server/core/xml.ts'
import { textOf } from './content.ts'
import { minuteOf } from '#practice/kit/index.ts'
import type { Shown } from './rules.ts'

/** The brief as DOCX, set as official papers are: GB/T 9704-2012 (A4, 三号仿宋, 28 point lines, 黑体 headings). */

/** Half points: 二号 22 pt, 三号 16 pt, 四号 14 pt. */
const SIZE = { title: 44, body: 32, note: 24, page: 28 } as const
/** Twentieths of a point: 28 pt between lines, two characters of 16 pt at the beginning of a paragraph. */
const LINE = 560
const INDENT = 640

const FONTS = { title: '宋体', heading: '黑体', body: '仿宋' } as const
const run = (text: string, font: keyof typeof FONTS, size: number, bold = false) =>
  new TextRun({
    text: xmlSigns(text),
    size,
    bold,
    font: { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: FONTS[font] },
  })

const paragraph = (text: string, size: number = SIZE.body) =>
  new Paragraph({ indent: { firstLine: INDENT }, children: [run(text, 'body', size)] })

/** Sends the brief as a file. */
export async function sendDocument(reply: FastifyReply, brief: Shown): Promise<void> {
  const file = await Packer.toBuffer(documentOf(brief))
  sendWord(reply, `${brief.title}${brief.signature ? '' : '（草稿）'}`, file)
}

function documentOf(brief: Shown): Document {
  return new Document({
    title: brief.title,
    creator: brief.areaName,
    styles: {
      default: { document: { paragraph: { spacing: { line: LINE, lineRule: LineRuleType.EXACT } } } },
    },
    sections: [
      {
        properties: { page: { size: A4, margin: MARGIN } },
        footers: { default: pageFooter() },
        children: [...head(brief), ...brief.sections.flatMap(section), ...foot(brief)],
      },
    ],
  })
}

const A4 = { width: convertMillimetersToTwip(210), height: convertMillimetersToTwip(297) }
/** 37 mm above, 28 mm at the binding, and 156 × 225 mm for the words. */
const MARGIN = {
  top: convertMillimetersToTwip(37),
  left: convertMillimetersToTwip(28),
  right: convertMillimetersToTwip(26),
  bottom: convertMillimetersToTwip(35),
}

function head({ title, period, signature, version }: Shown): Paragraph[] {
  const [name = title, week = ''] = title.split(/(?=（)/)
  const centred = (children: TextRun[], after = 0) =>
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { line: LINE, lineRule: LineRuleType.AT_LEAST, after },
      children,
    })
  const about = [period, version > 1 ? `第 ${version} 版（更正）` : '', signature ? '' : '草稿，未签发']
  return [
    centred([run(name, 'title', SIZE.title, true)]),
    centred([run(week, 'title', SIZE.body, true)]),
    centred([run(about.filter(Boolean).join('　'), 'body', SIZE.note)], 240),
  ]
}

/** Numbers of the headings, as official papers count. */
const COUNT = '一二三四五六七'

function section({ name, sentences }: Shown['sections'][number], index: number): Paragraph[] {
  return [
    new Paragraph({
      keepNext: true,
      indent: { firstLine: INDENT },
      children: [run(`${COUNT[index]}、${name}`, 'heading', SIZE.body)],
    }),
    ...(sentences.length === 0 ? [paragraph('（本周未写）')] : sentences.flatMap(sentenceParagraphs)),
  ]
}

/** What somebody worded is followed by what the program said, so that no number is lost by an edit. */
function sentenceParagraphs(sentence: Shown['sections'][number]['sentences'][number]): Paragraph[] {
  const source = sentence.own !== undefined && sentence.from ? `（${sentence.from.area}）` : ''
  const { own: _, ...bare } = sentence
  const isReworded = sentence.own !== undefined && sentence.machine !== undefined
  return [
    paragraph(`${textOf(sentence)}${source}`),
    ...(isReworded ? [paragraph(`系统数据：${textOf(bare)}`, SIZE.note)] : []),
  ]
}

function foot({ notes, signature, areaName }: Shown): Paragraph[] {
  const right = (text: string, before = 0) =>
    new Paragraph({
      alignment: AlignmentType.RIGHT,
      keepNext: true,
      indent: { right: INDENT },
      spacing: { line: LINE, lineRule: LineRuleType.EXACT, before },
      children: [run(text, 'body', SIZE.body)],
    })
  const signed = signature
    ? [
        right(areaName, LINE),
        right(`签发：${signature.name}（${signature.title}）`),
        right(minuteOf(new Date(signature.at))),
      ]
    : [right(areaName, LINE), right('签发：＿＿＿＿＿＿　　日期：＿＿＿＿＿＿')]
  const hash = signature ? [`签发校验码：${signature.hash.slice(0, 16)}`] : []
  return [
    ...signed,
    ...[...notes, ...hash].map(
      (note, index) =>
        new Paragraph({
          spacing: { line: 360, lineRule: LineRuleType.EXACT, before: index === 0 ? LINE : 0 },
          children: [run(note, 'body', SIZE.note)],
        }),
    ),
  ]
}

function pageFooter(): Footer {
  const children = ['— ', PageNumber.CURRENT, ' —']
  return new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [new TextRun({ children, size: SIZE.page })],
      }),
    ],
  })
}
