/** How the numbers reach the wall and how old they are, in words. */

/** Two missed polls and a little: from here on the numbers are called old. */
const OLD_MS = 70_000

export type Line = 'live' | 'polled' | 'cut'

/** How the numbers reach the wall, judged by what arrived. */
export function lineOf(isLive: boolean, failed: boolean, updatedAt: number, now: number): Line {
  if (failed || now - updatedAt > OLD_MS) return 'cut'
  return isLive ? 'live' : 'polled'
}

/** “实时”, “每 30 秒更新”, “断网 2 分钟”. */
export function lineText(line: Line, updatedAt: number, now: number): string {
  if (line === 'live') return '实时'
  if (line === 'polled') return '每 30 秒更新'
  const seconds = Math.max(0, Math.round((now - updatedAt) / 1000))
  const minutes = Math.floor(seconds / 60)
  const ago =
    minutes < 1 ? `${seconds} 秒` : minutes < 60 ? `${minutes} 分钟` : `${Math.floor(minutes / 60)} 小时`
  return `断网 ${ago}，接通后自动更新`
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
