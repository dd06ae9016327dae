import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useLive } from '#web/client/live.ts'
import { useCall } from '#web/client/queries.ts'

/** Numbers are asked for at least this often, and oftener while the server cannot be reached. */
const POLL_MS = 30_000
const RETRY_MS = 5_000
/** Two missed polls and a little: from here on the numbers are called old. */
const OLD_MS = 70_000

/** The present, every second: the wall is also the room's clock. */
export function useSeconds(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  return now
}

/**
 * The wall's numbers, kept true by the live line and by asking; the last ones stay when neither works. A line that the
 * server closed for good is opened again with the next poll.
 */
export function useWall() {
  const cache = useQueryClient()
  const wall = useCall('wall.show', {})
  const [isResting, setResting] = useState(false)
  const isLive = useLive(wall.data !== undefined && !isResting)
  const failed = wall.isError
  useEffect(() => setResting(false), [isResting])
  useEffect(() => {
    const timer = setInterval(
      () => {
        void cache.invalidateQueries({ queryKey: ['wall.show'] })
        if (!isLive) setResting(true)
      },
      failed ? RETRY_MS : POLL_MS,
    )
    return () => clearInterval(timer)
  }, [cache, isLive, failed])
  return { ...wall, isLive }
}

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
  weekday: 'long',
})
const TIME = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  hourCycle: 'h23',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})
export const dateText = (at: number) => DATE.format(at)
export const secondText = (at: number) => TIME.format(at)
