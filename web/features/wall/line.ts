/** How the numbers reach the wall and how old they are, in words. */

/** Two missed polls and a little: from here on the numbers are called old. */
const OLD_MS = 70_000

/** Counting takes two seconds; numbers this far behind the records are not called live. */
const BEHIND_SECONDS = 60

export type Line = 'live' | 'polled' | 'behind' | 'cut'
/** What is known of the numbers: how they come, when they came, and how far they were behind the records then. */
export type Known = { isLive: boolean; failed: boolean; updatedAt: number; behindSeconds: number }

/** How the numbers reach the wall, judged by what arrived. */
export function lineOf({ isLive, failed, updatedAt, behindSeconds }: Known, now: number): Line {
  if (failed || now - updatedAt > OLD_MS) return 'cut'
  if (behindSeconds > BEHIND_SECONDS) return 'behind'
  return isLive ? 'live' : 'polled'
}

/** “实时”, “每 30 秒更新”, “计数落后 3 分钟，正在追赶”, “断网 2 分钟”. */
export function lineText(line: Line, { updatedAt, behindSeconds }: Known, now: number): string {
  if (line === 'live') return '实时'
  if (line === 'polled') return '每 30 秒更新'
  if (line === 'behind') return `计数落后 ${agoText(behindSeconds)}，正在追赶`
  return `断网 ${agoText(Math.max(0, Math.round((now - updatedAt) / 1000)))}，接通后自动更新`
}

function agoText(seconds: number): string {
  const minutes = Math.floor(seconds / 60)
  return minutes < 1 ? `${seconds} 秒` : minutes < 60 ? `${minutes} 分钟` : `${Math.floor(minutes / 60)} 小时`
}

const DATE = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: 'long',
  day: 'numeric',
})
const WEEKDAY = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', weekday: 'long' })
const TIME = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  hourCycle: 'h23',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})
export const dateText = (at: number) => `${DATE.format(at)} ${WEEKDAY.format(at)}`
export const secondText = (at: number) => TIME.format(at)
