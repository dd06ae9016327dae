/** How long something may take. Hours run on; days and workdays are counted by rules.md §0. */
export type Span = { unit: 'hours' | 'days' | 'workdays'; n: number }
const span =
  (unit: Span['unit']) =>
  (n: number): Span => ({ unit, n })
export const hours = span('hours')
export const days = span('days')
export const workdays = span('workdays')

const UNIT = { hours: '小时', days: '天', workdays: '个工作日' } as const

/** A span as people say it: “3 个工作日”. */
export function saySpan({ unit, n }: Span): string {
  return `${n} ${UNIT[unit]}`
}
