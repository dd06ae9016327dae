import type { MatterQuery } from '#contract/matters.ts'
import type { Period } from '#practice/kit/index.ts'
import { figureOf, listOf, type Figure, type Numbers } from '#server/modules/indicators/index.ts'
import type { County } from '#server/modules/places/index.ts'
import type { Section, Sentence } from './content.ts'

/** Numbers into sentences: facts with their lists, no ranking of people or units (rules.md §10), no adjectives. */

/** What was read, all of one moment. */
export type Read = {
  area: string
  week: Period
  before: Period
  numbers: Numbers
  /** Of the week before. */
  previous: Numbers
  /** Of everything that came before this week. */
  earlier: Numbers
  classes: { now: ReadonlyMap<string, Numbers>; before: ReadonlyMap<string, Numbers> }
  /** What the last signed brief of the area said it would do. */
  plans: readonly Plan[]
}
export type Plan = { brief: string; sentence: string; area: string; text: string }

/** Below this a share says more about one matter than about the week. */
const SHARE_MIN = 20
const CHANGES_MAX = 3
const STAGES_MAX = 3

/** The machine's sentences, in the order they are read. */
export function draft(county: County, read: Read): Sentence[] {
  return [...overall(read), ...changes(county, read), ...stuck(county, read), ...voices(read), ...rest(read)]
}

const say = (id: string, section: Section, machine: string, ...figures: Figure[]): Sentence => ({
  id,
  section,
  machine,
  figures,
})

/** Where a list looks, said outright: the reader's post may be above the area. Confidential matters are no part of a brief. */
const narrowing = ({ area }: Read): MatterQuery => ({ division: area, confidential: 'no' })

const ofWeek = (read: Read, id: string, name: string): Figure => ({
  ...figureOf(id, read.numbers, read.week, narrowing(read)),
  name,
})
const ofWeekBefore = (read: Read, id: string, name: string): Figure => ({
  ...figureOf(id, read.previous, read.before, narrowing(read)),
  name,
})

function overall(read: Read): Sentence[] {
  return [
    say(
      'flow',
      'overall',
      '本周收到 {0} 件，上周 {1} 件；本周办结 {2} 件，上周 {3} 件。',
      ofWeek(read, 'opened', '本周收到'),
      ofWeekBefore(read, 'opened', '上周收到'),
      ofWeek(read, 'closed', '本周办结'),
      ofWeekBefore(read, 'closed', '上周办结'),
    ),
    say('open', 'overall', '目前正在办理 {0} 件。', ofWeek(read, 'open', '目前在办')),
  ]
}

const NONE: Numbers = { counts: [], standings: [], shares: [] }

/** The classes that differ most from the week before, by number. */
function changes(county: County, read: Read): Sentence[] {
  const { classes, week, before } = read
  const figure = (key: string, numbers: Numbers | undefined, period: Period, name: string): Figure => ({
    ...figureOf('opened', numbers ?? NONE, period, { ...narrowing(read), item: key }),
    name,
  })
  const keys = [...new Set([...classes.now.keys(), ...classes.before.keys()])].filter((key) => key !== '')
  const moved = keys
    .map((key) => ({
      key,
      now: figure(key, classes.now.get(key), week, '本周'),
      earlier: figure(key, classes.before.get(key), before, '上周'),
    }))
    .filter(({ now, earlier }) => now.value !== earlier.value)
    .sort((a, b) => difference(b) - difference(a) || (a.key < b.key ? -1 : 1))
  if (moved.length === 0) return [say('class-none', 'changes', '各类事项收到的件数与上周持平。')]
  return moved.slice(0, CHANGES_MAX).map(({ key, now, earlier }) => {
    const name = county.matterItems.find(({ code }) => code.startsWith(key))?.class ?? key
    const moves = `${now.value > earlier.value ? '多' : '少'} ${Math.abs(now.value - earlier.value)} 件`
    return say(`class-${key}`, 'changes', `${name}：本周收到 {0} 件，上周 {1} 件，${moves}。`, now, earlier)
  })
}

const difference = ({ now, earlier }: { now: Figure; earlier: Figure }) => Math.abs(now.value - earlier.value)

function stuck(county: County, read: Read): Sentence[] {
  const late = ofWeek(read, 'overdue', '超期')
  const soon = ofWeek(read, 'due-soon', '临期')
  return [
    say('late', 'stuck', '目前超期未办结 {0} 件，临期 {1} 件。', late, soon),
    ...lateStages(county, read),
    onTime(read),
  ]
}

function lateStages(county: County, read: Read): Sentence[] {
  const standing = read.numbers.standings
    .filter(({ clock, n }) => clock === 'overdue' && n > 0)
    .toSorted((a, b) => b.n - a.n)
    .slice(0, STAGES_MAX)
  if (standing.length === 0) return []
  const figures = standing.map(({ flow: id, stage, n }): Figure => {
    const flow = county.flow(id)
    const list = listOf({ queue: 'overdue', flow: id, stage, ...narrowing(read) })
    return {
      indicator: 'overdue',
      name: `${flow.plain}“${flow.stages[stage]?.name ?? stage}”`,
      value: n,
      list,
    }
  })
  const parts = figures.map(({ name }, index) => `${name} {${index}} 件`)
  return [say('late-stages', 'stuck', `超期的主要停在：${parts.join('，')}。`, ...figures)]
}

function onTime(read: Read): Sentence {
  const figure = ofWeek(read, 'on-time-rate', '按时办结')
  if (!figure.of) return say('on-time', 'stuck', '本周没有要看时限的办结事项，按时办结率无法统计。')
  const whole: Figure = {
    indicator: 'closed',
    name: '本周办结（不含随手办）',
    value: figure.of,
    list: listOf({
      queue: 'ended',
      endedFrom: read.week.from,
      endedTo: read.week.to,
      except: 'recorded',
      ...narrowing(read),
    }),
  }
  const share = shareOf(figure)
  return say(
    'on-time',
    'stuck',
    `本周办结 {0} 件（不含随手办），按时 {1} 件${share ? `，按时办结率 ${share}` : ''}。`,
    whole,
    figure,
  )
}

/** Undefined where the whole is too small to speak of shares. */
function shareOf({ value, of = 0 }: Figure): string | undefined {
  return of < SHARE_MIN ? undefined : `${((value / of) * 100).toFixed(1)}%`
}

/** Each of the three by itself: silence is not contentment (handbook R6). */
function voices(read: Read): Sentence[] {
  const asked = ofWeek(read, 'satisfied', '确认满意')
  if (!asked.of) return [say('voices-none', 'voices', '本周没有请群众确认的事项，群众评价无法统计。')]
  const each = (id: string, name: string, words: (n: string) => string) => {
    const figure = ofWeek(read, id, name)
    const share = shareOf(figure)
    return say(id, 'voices', words(`{0} 件${share ? `，占 ${share}` : ''}`), figure)
  }
  return [
    each('satisfied', '确认满意', (n) => `本周请群众确认 ${asked.of} 次，其中确认满意 ${n}。`),
    each('dissatisfied', '确认不满意', (n) => `不满意、退回重办 ${n}。`),
    each('unanswered', '没有回音', (n) => `到期没有回音 ${n}；没有回音不算满意。`),
  ]
}

function rest(read: Read): Sentence[] {
  const value = read.earlier.counts
    .filter(({ outcome }) => outcome === 'open')
    .reduce((total, { opened }) => total + opened, 0)
  const list = listOf({ queue: 'open', to: read.before.to, ...narrowing(read) })
  const left: Figure = { indicator: 'open', name: '本周以前收到、未了', value, list }
  return [
    say('rest', 'rest', '本周以前收到、目前还没有结果的 {0} 件。', left),
    ...read.plans.map(({ brief, sentence, area, text }) => ({
      ...say(`plan-${sentence}`, 'rest', `上周安排：“${text}”`),
      from: { brief, sentence, area },
    })),
  ]
}
