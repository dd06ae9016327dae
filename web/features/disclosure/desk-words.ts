import { DUTY_COLOURS, DUTY_NOT_BEGUN } from '#contract/words.ts'
import { STEPS, onward, PUBLICATION_STATES } from '#practice/disclosure/life.ts'
import type { Output } from '#web/client/call.ts'
import type { IconName } from '#web/ui/icon.tsx'

/** How the desk says what the contract names in English. */
export type Work = Output<'disclosure.work'>[number]
export type Year = Output<'disclosure.village'>
export type Duty = Year['duties'][number]
export type Watch = Output<'disclosure.watch'>
export type Colour = Duty['colour']

/** Colour, icon and word of a duty; never colour alone. `square` fills a square of the calendar. */
export const COLOURS: Readonly<
  Record<Colour, { says: string; icon: IconName; tone: string; square: string }>
> = {
  green: { says: DUTY_COLOURS.green, icon: 'check', tone: 'text-brand', square: 'bg-brand-soft text-brand' },
  yellow: { says: DUTY_COLOURS.yellow, icon: 'clock', tone: 'text-wait', square: 'bg-wait-soft text-wait' },
  red: { says: DUTY_COLOURS.red, icon: 'warning', tone: 'text-late', square: 'bg-late text-on-late' },
  grey: { says: DUTY_COLOURS.grey, icon: 'wait', tone: 'text-ink-2', square: 'bg-well text-ink-3' },
  exempt: {
    says: DUTY_COLOURS.exempt,
    icon: 'lock',
    tone: 'text-ink-2',
    square: 'bg-paper text-ink-3 border-edge',
  },
}

export const OPENED_BY: Readonly<Record<Duty['openedBy'], string>> = {
  calendar: '公开目录按期列出',
  matter: '有一件事办结后自动开出',
  request: '手工开出',
}

export const REACHES: Readonly<Record<Duty['reach'], string>> = {
  all: '向社会公开',
  village: '本村村民可看',
  member: '集体成员可看',
}

export const SIDES = { supervisor: '村务监督委员会', town: '镇（街道）' } as const

/** Where a duty stands on its way to the board. */
export const stageOf = ({ stateName }: Pick<Work, 'stateName'>): string => stateName ?? DUTY_NOT_BEGUN

/** Who has to act now, in the words of the rules. */
export const actorsOf = (state: Work['state']): string =>
  [...new Set(onward(state).map((step) => STEPS[step].who))].join('、')

/** `逾期 3 天`, `今天到期`, `还剩 2 天`: what remains until the due day, both days `YYYY-MM-DD`. */
export function remainsText(dueOn: string, today: string): string {
  const days = Math.round((Date.parse(dueOn) - Date.parse(today)) / 86_400_000)
  if (days < 0) return `逾期 ${-days} 天`
  return days === 0 ? '今天到期' : `还剩 ${days} 天`
}

/** `11月24日`, with the year when it is another than that of `today`. */
export function dayWords(day: string, today: string): string {
  const [year, month, date] = day.split('-').map(Number)
  return `${day.slice(0, 4) === today.slice(0, 4) ? '' : `${year}年`}${month}月${date}日`
}

/** The states a duty in work can be narrowed by, with 还没起草 first. */
export const WORK_STATES: Readonly<Record<string, string>> = {
  none: DUTY_NOT_BEGUN,
  drafted: PUBLICATION_STATES.drafted,
  returned: PUBLICATION_STATES.returned,
  submitted: PUBLICATION_STATES.submitted,
  reviewed: PUBLICATION_STATES.reviewed,
  approved: PUBLICATION_STATES.approved,
  exempting: '等另一方签豁免',
}

/** What was typed into a field of words. */
export const typed = (value: unknown): string => (typeof value === 'string' ? value : '')
