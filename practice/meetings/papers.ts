import { headings, pairs, retold, type Block, type GridRow, type Paper } from '../kit/paper.ts'
import { bodyOf, type Basis, type BodyId } from './bodies.ts'
import { CHOICES, PAPER_MARK, SIGNATURES_LEAST, VOTING_MEANS, type VotingMeans } from './life.ts'

/** The papers of a meeting, written from what happened; nobody types anything twice. */

export const DOCUMENTS = {
  notice: '会议通知',
  roll: '签到表',
  ballot: '表决票',
  tally: '监票计票单',
  minutes: '会议记录',
} as const
export type DocumentKind = keyof typeof DOCUMENTS

export type MeetingFacts = {
  villageName: string
  title: string
  body: BodyId
  basis: Basis
  place: string
  /** Local text, to the minute. */
  meetsAt: string
  caller: string
  law: string
  noticedOn?: string | undefined
  shortReason?: string | undefined
  due?: number | undefined
  paper: boolean
  motions: readonly PaperMotion[]
  /** What is on the agenda besides motions: topics, open orders, late tasks. */
  agenda: readonly string[]
}
export type PaperMotion = {
  n: number
  title: string
  words: string
  proposer: string
  means: VotingMeans
  /** Which majority it takes, with the article. */
  passes: string
  /** What was counted; undefined: the sheet is filled in by hand. */
  counted?: CountedMotion | undefined
}

/** A vote that was declared, as its tellers counted it. Times are local text, to the minute. */
export type CountedMotion = {
  putAt?: string | undefined
  declaredAt: string
  present: number
  recused: readonly string[]
  inFavour: number
  against: number
  abstained: number
  /** Of a secret vote: papers that were handed out, came back, and were spoiled. */
  papers?: { given: number; back: number; spoiled: number } | undefined
  /** What each teller wrote down, and who entered it for them. */
  tellers: readonly { name: string; says: string; at: string; enteredBy?: string | undefined }[]
  /** 代录, in sentences. */
  entered: readonly string[]
}

export const UNITS: Record<Basis, string> = { persons: '人', households: '户' }

/** For the board: who is called where and when, and what about. */
export function noticePaper(facts: MeetingFacts): Paper {
  const { body, motions, agenda, noticedOn, due, basis } = facts
  return paper(facts, 'notice', [
    // “关于果园承包的村民会议” begins with the word already.
    { kind: 'title', text: `关于召开${facts.title.replace(/^关于/, '')}的通知` },
    {
      kind: 'paragraph',
      text: `经${facts.caller}召集，定于 ${facts.meetsAt} 召开${bodyOf(body).name}，请名册上的各位按时参加。现将有关事项通知如下。`,
    },
    {
      kind: 'grid',
      shares: [2, 8],
      rows: pairs([
        ['会议名称', facts.title],
        ['会议主体', bodyOf(body).name],
        ['时　　间', facts.meetsAt],
        ['地　　点', facts.place],
        ['参加人员', `${bodyOf(body).members}${due === undefined ? '' : `，应到 ${due} ${UNITS[basis]}`}`],
        ...(facts.shortReason ? [['缩短通知', facts.shortReason] as const] : []),
      ]),
    },
    { kind: 'heading', text: '会议议题' },
    ...motions.flatMap(({ n, title, words, proposer, means, passes }): Block[] => [
      { kind: 'line', text: `${n}. ${title}`, bold: true },
      { kind: 'paragraph', text: words },
      {
        kind: 'line',
        text: `　　由${proposer}提出，${VOTING_MEANS[means]}，${passes}。`,
        small: true,
      },
    ]),
    ...(agenda.length > 0 ? [{ kind: 'heading' as const, text: '会上还要商量' }] : []),
    ...agenda.map((text): Block => ({ kind: 'paragraph', text })),
    {
      kind: 'paragraph',
      text: '不能到会的，请按法律规定办理委托或者告知召集人。本村村民可以列席旁听，也可以在手机上向会议提问。',
    },
    { kind: 'room', lines: 1 },
    { kind: 'line', text: facts.villageName, align: 'right' },
    { kind: 'line', text: noticedOn ? dayName(noticedOn) : '　　年　　月　　日', align: 'right' },
  ])
}

export type RollLine = {
  n: number
  name: string
  seat?: string | undefined
  means?: string | undefined
  /** Who came for them. */
  person?: string | undefined
  /** Who noted it, when somebody else did. */
  notedBy?: string | undefined
  proxy?: string | undefined
}

/** Everybody who is counted, with a place to sign; who signed in by telephone stands there already. */
export function rollPaper(facts: MeetingFacts, roll: readonly RollLine[]): Paper {
  const unit = UNITS[facts.basis]
  const came = roll.filter(({ means }) => means !== undefined).length
  return paper(facts, 'roll', [
    { kind: 'title', text: `${bodyOf(facts.body).name}签到表` },
    {
      kind: 'grid',
      shares: [2, 4, 2, 4],
      rows: pairs(
        [
          ['会议名称', facts.title],
          ['时间', facts.meetsAt],
          ['地点', facts.place],
          ['应到、已到', `应到 ${roll.length} ${unit}，已到 ${came} ${unit}`],
        ],
        2,
      ),
    },
    {
      kind: 'grid',
      shares: [1.2, 2.6, 3, 4.2, 3.6],
      repeats: 1,
      rows: [
        headings(['序号', facts.basis === 'households' ? '户' : '姓名', '身份', '到会', '签名']),
        ...roll.map(({ n, name, seat = '', ...how }): GridRow => ({
          cells: [
            { text: String(n), align: 'centre' },
            { text: name },
            { text: seat },
            { text: cameAs(how) },
            { text: '' },
          ],
        })),
      ],
    },
    ...(roll.length === 0 ? [{ kind: 'paragraph' as const, text: '名册是空的，请先登记成员。' }] : []),
  ])
}

function cameAs({ means, person, notedBy, proxy }: Omit<RollLine, 'n' | 'name' | 'seat'>): string {
  const noted = notedBy ? `，${notedBy}代签到` : ''
  if (proxy) return means ? `书面委托${proxy}，已到${noted}` : `书面委托${proxy}`
  if (!means) return ''
  return `${person ? `${means}（${person}）` : means}${noted}`
}

/** Two of each on a page, to be copied and cut. */
export function ballotPaper(facts: MeetingFacts): Paper {
  const shown = facts.motions.filter(({ means }) => means !== 'consultation')
  const blocks = shown.flatMap((motion, n): Block[] => [
    ...(n > 0 ? [{ kind: 'page' as const }] : []),
    ...ballotOf(facts, motion),
    { kind: 'cut' },
    ...ballotOf(facts, motion),
  ])
  const none = '这次会议没有要投票的议题。'
  return paper(facts, 'ballot', blocks.length > 0 ? blocks : [{ kind: 'paragraph', text: none }])
}

function ballotOf(facts: MeetingFacts, { n, title, words }: PaperMotion): Block[] {
  const short = words.length > WORDS_ON_BALLOT ? `${words.slice(0, WORDS_ON_BALLOT)}……` : words
  return [
    { kind: 'title', text: '表　决　票' },
    {
      kind: 'line',
      text: `${facts.villageName}　${facts.title}　${facts.meetsAt.slice(0, 10)}`,
      align: 'centre',
      small: true,
    },
    {
      kind: 'grid',
      shares: [1, 1, 1],
      rows: [
        { cells: [{ text: `议题${n}：${title}`, span: 3, bold: true }] },
        { cells: [{ text: short, span: 3 }], lines: 3 },
        headings(Object.values(CHOICES)),
        { cells: [{ text: '' }, { text: '' }, { text: '' }], lines: 4 },
      ],
    },
    {
      kind: 'line',
      text: '请在一个空格里画“○”。不画的、画两个以上的、写了别的字认不清意思的，是废票。不要写名字。',
      small: true,
    },
  ]
}

/** A motion’s words take no more room than half a page leaves. */
const WORDS_ON_BALLOT = 160

export type MinutesFacts = {
  facts: MeetingFacts
  /** As minutes.ts writes them, or as they were archived. */
  lines: readonly string[]
  signatures: readonly { name: string; at: string }[]
  archive?: { seq: number; hash: string; at: string } | undefined
}

/** What the minutes begin with, a name and what it says. */
const HEADING = /^(会议名称|时间|地点|召集|通知)：(.+)$/

/** The minutes to be signed, or as they were signed and archived. */
export function minutesPaper({ facts, lines, signatures, archive }: MinutesFacts): Paper {
  const [title = '会议记录', ...rest] = lines
  const known = rest.flatMap((line) => {
    const [, name, says] = HEADING.exec(line) ?? []
    return name && says ? [[name, says] as const] : []
  })
  const told = rest.filter((line) => !HEADING.test(line))
  const mark = archive ? `议事档案第 ${archive.seq} 号，校验码 ${archive.hash.slice(0, 16)}` : '还没有归档'
  return paper(
    facts,
    'minutes',
    [
      { kind: 'title', text: title },
      ...(known.length > 0 ? [{ kind: 'grid' as const, shares: [2, 9], rows: pairs(known) }] : []),
      ...told.flatMap(minuteBlocks),
      ...(lines.length === 0 ? [{ kind: 'paragraph' as const, text: '会议还没有开，没有记录。' }] : []),
      // Names are signed below what they stand for: the room for them is not torn from its line.
      { kind: 'room', lines: 1, keeps: SIGNING_LINES },
      {
        kind: 'line',
        text: `《${facts.title}》会议记录签字。会议记录要有 ${SIGNATURES_LEAST} 人以上签字才能归档。${archive ? `${archive.at} 归档，` : ''}${mark}。`,
        small: true,
      },
      signatureGrid(signatures),
    ],
    mark,
  )
}

/** The line above it and the grid of signatures, in lines of text. */
const SIGNING_LINES = 10

/** Room for those who sign by hand; who signed in the program stands there already. */
function signatureGrid(signatures: MinutesFacts['signatures']): Block {
  return {
    kind: 'grid',
    shares: [2.4, 4, 2, 4],
    rows: [
      {
        cells:
          pairs(
            [
              ['主持人', ''],
              ['记录人', ''],
            ],
            2,
          )[0]?.cells ?? [],
        lines: 2,
      },
      {
        cells: [
          { text: '到会人员签字', head: true, align: 'centre' },
          { text: signedBy(signatures), span: 3 },
        ],
        lines: 6,
      },
    ],
  }
}

/** A motion’s name stands over what was said of it. */
function minuteBlocks(line: string): Block[] {
  const [, name, says] = /^(议题\d+：.+?)，(由.+)$/.exec(line) ?? []
  return name && says
    ? [
        { kind: 'heading', text: name },
        { kind: 'paragraph', text: says },
      ]
    : [{ kind: 'paragraph', text: line }]
}

const signedBy = (signatures: readonly { name: string; at: string }[]) =>
  signatures.length === 0
    ? ''
    : `已在系统签字：${signatures.map(({ name, at }) => `${name}（${at}）`).join('、')}`

/** A paper of a meeting with its foot. */
export function paper(
  facts: MeetingFacts,
  kind: DocumentKind,
  blocks: readonly Block[],
  mark?: string,
): Paper {
  const held = facts.paper ? `　${PAPER_MARK}` : ''
  return {
    name: `${facts.title}${DOCUMENTS[kind]}`,
    author: facts.villageName,
    foot: `${facts.villageName}　${facts.title}　${DOCUMENTS[kind]}${held}${mark ? `　${mark}` : ''}`,
    blocks: blocks.map((block) => retold(block, daysNamed)),
  }
}

/** Days as papers of the house write them; what was archived stays as it was, and is only printed so. */
const daysNamed = (text: string) => text.replaceAll(/\b\d{4}-\d{2}-\d{2}\b/g, dayName)

/** 2026年11月26日. */
export const dayName = (day: string) => {
  const [year = '', month = '', date = ''] = day.split('-')
  return `${year}年${Number(month)}月${Number(date)}日`
}
