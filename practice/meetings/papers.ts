import { headings, pairs, retold, type Block, type GridRow, type Paper } from '../kit/paper.ts'
import { bodyOf, type Basis, type BodyId } from './bodies.ts'
import { CHOICES, SIGNATURES_LEAST, VOTING_MEANS, type VotingMeans } from './life.ts'

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
}

const UNITS: Record<Basis, string> = { persons: '人', households: '户' }

/** For the board: who is called where and when, and what about. */
export function noticePaper(facts: MeetingFacts): Paper {
  const { body, motions, agenda, noticedOn, due, basis } = facts
  return paper(facts, 'notice', [
    { kind: 'title', text: `关于召开${facts.title}的通知` },
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
        ...roll.map(({ n, name, seat = '', means, person, proxy }): GridRow => ({
          cells: [
            { text: String(n), align: 'centre' },
            { text: name },
            { text: seat },
            { text: cameAs({ means, person, proxy }) },
            { text: '' },
          ],
        })),
      ],
    },
    ...(roll.length === 0 ? [{ kind: 'paragraph' as const, text: '名册是空的，请先登记成员。' }] : []),
  ])
}

function cameAs({ means, person, proxy }: Pick<RollLine, 'means' | 'person' | 'proxy'>): string {
  if (proxy) return means ? `书面委托${proxy}，已到` : `书面委托${proxy}`
  if (!means) return ''
  return person ? `${means}（${person}）` : means
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

/** What the tellers count on, a page for each motion. */
export function tallyPaper(facts: MeetingFacts): Paper {
  const blocks = facts.motions.flatMap((motion, at): Block[] => [
    ...(at > 0 ? [{ kind: 'page' as const }] : []),
    ...tallyOf(facts, motion),
  ])
  const none = '这次会议没有议题要表决。'
  return paper(facts, 'tally', blocks.length > 0 ? blocks : [{ kind: 'paragraph', text: none }])
}

function tallyOf(facts: MeetingFacts, { n, title, means, passes }: PaperMotion): Block[] {
  const due = facts.due === undefined ? '' : `${facts.due} ${UNITS[facts.basis]}`
  return [
    { kind: 'title', text: '监票计票单' },
    {
      kind: 'grid',
      shares: [2, 4, 2, 4],
      rows: [
        ...pairs(
          [
            ['会议名称', facts.title],
            ['时间', facts.meetsAt],
          ],
          2,
        ),
        {
          cells: [
            { text: '议题', head: true, align: 'centre' },
            { text: `${n}. ${title}`, span: 3 },
          ],
        },
        ...pairs(
          [
            ['表决方式', VOTING_MEANS[means]],
            ['通过条件', passes],
            ['应到', due],
            ['实到', ''],
            ['回避', ''],
            ['发出票数', ''],
            ['收回票数', ''],
            ['废票', ''],
          ],
          2,
        ),
      ],
    },
    {
      kind: 'grid',
      shares: [2, 8, 2],
      rows: [
        headings(['选项', '唱票（画“正”字）', '合计']),
        ...Object.values(CHOICES).map((choice): GridRow => ({
          cells: [{ text: choice, head: true, align: 'centre' }, { text: '' }, { text: '' }],
          lines: 4,
        })),
      ],
    },
    {
      kind: 'line',
      text: '收回的票不多于发出的票，表决有效。两名计票人各数一遍，数一样了再报给主持人；弃权和废票都算到会人数。',
      small: true,
    },
    { kind: 'room', lines: 1 },
    { kind: 'line', text: '监票人：＿＿＿＿＿＿＿　　计票人：＿＿＿＿＿＿＿　＿＿＿＿＿＿＿' },
    { kind: 'line', text: '年　　月　　日', align: 'right' },
  ]
}

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

function paper(facts: MeetingFacts, kind: DocumentKind, blocks: readonly Block[], mark?: string): Paper {
  const held = facts.paper ? '　纸质会议补录' : ''
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
