import { useEffect, useState } from 'react'
import { useOnline } from '#web/client/online.ts'
import type { useMeeting } from './use-meeting.ts'

const SECOND_MS = 1_000
/** Two polls and a little: from here on the screen says how old it is. */
const OLD_MS = 25_000

/** How old what the hall sees is, in words: true to the second while the line is open. */
export function useAge({ isLive, dataUpdatedAt }: ReturnType<typeof useMeeting>): {
  says: string
  isOld: boolean
} {
  const isOnline = useOnline()
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), SECOND_MS)
    return () => clearInterval(timer)
  }, [])
  const old = now - dataUpdatedAt
  if (isLive) return { says: '实时', isOld: false }
  if (isOnline && (dataUpdatedAt === 0 || old < OLD_MS)) return { says: '每 10 秒更新', isOld: false }
  const minutes = Math.floor(old / 60_000)
  const span = minutes > 0 ? `${minutes} 分钟` : `${Math.floor(old / SECOND_MS)} 秒`
  return { says: `网络断了，这是 ${span}前的情况，正在重连`, isOld: true }
}
