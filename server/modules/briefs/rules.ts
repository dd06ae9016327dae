import type { z } from 'zod'
import { BRIEF_SECTIONS, type Brief } from '#contract/briefs.ts'
import { dateOf, minuteOf, saidDate, type Period } from '#practice/kit/index.ts'
import { sha256 } from '#server/core/secrets.ts'
import { canonical } from '#server/modules/matters/index.ts'
import type { County } from '#server/modules/places/index.ts'
import type { Section, Sentence } from './content.ts'
import type { BriefRow, EntryRow } from './store.ts'

/**
 * The promise of this module: every number in a brief is the records of its list, people's words and the program's stay
 * told apart, and what is signed never changes.
 */

export type Shown = z.input<typeof Brief>

const DAY_MS = 86_400_000
const shifted = (day: string, days: number) => dateOf(new Date(Date.parse(day) + days * DAY_MS))

/** The Monday of a day's week. */
export function mondayOf(day: string): string {
  return shifted(day, -((new Date(day).getUTCDay() + 6) % 7))
}

/** Monday to Sunday, and the week before it. */
export function weekOf(weekOn: string): { week: Period; before: Period } {
  return {
    week: { from: weekOn, to: shifted(weekOn, 6) },
    before: { from: shifted(weekOn, -7), to: shifted(weekOn, -1) },
  }
}

/** The Mondays of that many weeks, this one first. */
export const lastWeeks = (today: string, n: number) =>
  Array.from({ length: n }, (_, index) => shifted(mondayOf(today), -7 * index))

/** 2026年第47周: a week belongs to the year of its Thursday (GB/T 7408, ISO 8601). */
export function weekName(weekOn: string): string {
  const thursday = shifted(weekOn, 3)
  const year = thursday.slice(0, 4)
  const days = (Date.parse(thursday) - Date.parse(`${year}-01-01`)) / DAY_MS
  return `${year}年第${Math.floor(days / 7) + 1}周`
}

export function periodName(weekOn: string): string {
  const { from, to } = weekOf(weekOn).week
  const until = saidDate(to)
  return `${saidDate(from)}至${from.slice(0, 4) === to.slice(0, 4) ? until.slice(5) : until}`
}

/** 阎良区武屯街道老寨村: a paper that leaves the house names its county. */
export const areaName = (county: County, area: string) =>
  area === county.code ? county.name : `${county.name}${county.placeName(area)}`

export const handName = ({ name, title }: { name: string; title: string }) =>
  title ? `${name}（${title}）` : name

const SECTIONS: Readonly<Record<Section, { name: string; own: boolean }>> = {
  overall: { name: '本周总体', own: false },
  changes: { name: '突出变化', own: false },
  stuck: { name: '滞留与超期', own: false },
  voices: { name: '群众评价', own: false },
  rest: { name: '上周未了', own: false },
  judgement: { name: '研判意见', own: true },
  plan: { name: '下周安排', own: true },
}

type Seal = Pick<BriefRow, 'id' | 'area' | 'week_on' | 'version' | 'content' | 'counted_at'>

/** What a signature covers. */
export function hashOf(brief: Seal, person: string, signedAt: string): Buffer {
  const { id, area, week_on, version, content, counted_at } = brief
  return sha256(
    canonical({ id, area, week_on, version, content, counted: counted_at.toISOString(), person, signedAt }),
  )
}

/** What the reader may do now. */
export type May = Shown['may']

/** A brief as it is read, printed and written to DOCX: one model for the three. `now`: the numbers of this moment by list. */
export function present(
  county: County,
  { row, entries, newest, may }: { row: BriefRow; entries: readonly EntryRow[]; newest: string; may: May },
  now: ReadonlyMap<string, number>,
): Shown {
  const signed = entries.find(({ kind }) => kind === 'signed')
  const returned = row.state === 'returned' ? entries.findLast(({ kind }) => kind === 'returned') : undefined
  const shown = (sentence: Sentence) => ({
    ...sentence,
    figures: sentence.figures.map((figure) => {
      const value = now.get(figure.list)
      return value === undefined || value === figure.value ? figure : { ...figure, now: value }
    }),
  })
  return {
    id: row.id,
    rev: row.rev,
    version: row.version,
    state: row.state,
    area: row.area,
    areaName: areaName(county, row.area),
    weekOn: row.week_on,
    title: `${areaName(county, row.area)}周研判简报（${weekName(row.week_on)}）`,
    period: periodName(row.week_on),
    notes: notesOf(row),
    sections: BRIEF_SECTIONS.map((id) => ({
      id,
      ...SECTIONS[id],
      sentences: row.content.sentences.filter(({ section }) => section === id).map(shown),
    })),
    removed: row.content.removed.map(shown),
    ...(signed && row.hash ? { signature: { name: signed.name, title: signed.post, at: signed.at.toISOString(), hash: row.hash.toString('hex') } } : {}),
    ...(returned ? { returned: { by: byOf(returned), at: returned.at.toISOString(), reason: returned.detail.reason ?? '' } } : {}),
    log: entries.map((entry) => ({ seq: entry.seq, at: entry.at.toISOString(), by: byOf(entry), says: saysOf(entry) })),
    may,
    newest,
  } // prettier-ignore
}

const byOf = ({ name, post }: EntryRow) => handName({ name, title: post })

function notesOf({ counted_at }: BriefRow): string[] {
  return [
    `数据截至 ${minuteOf(counted_at)}；“目前”“临期”“超期”都指这个时刻。`,
    '保密事项不计入本简报，也不在所附清单里。',
    '总数不到 20 的不算百分比。',
  ]
}

/** What an entry says of itself. */
function saysOf({ seq, kind, detail }: EntryRow): string {
  switch (kind) {
    case 'drafted':
      return seq === 1 ? '系统起草' : '按现在的数据更新'
    case 'corrected':
      return '在上一版基础上更正'
    case 'word':
      return detail.text === null ? '恢复系统的话' : `改写：${detail.text}`
    case 'add':
      return `写入：${detail.text}`
    case 'take':
      return '采用下级简报的一句话'
    case 'remove':
      return '删去一句'
    case 'restore':
      return '取回一句'
    case 'move':
      return '调整次序'
    case 'signed':
      return '签发'
    case 'sent':
      return '上报'
    default:
      return `退回：${detail.reason}`
  }
}
