import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useLive } from '#web/client/live.ts'
import { useCall } from '#web/client/queries.ts'

/** Numbers are asked for at least this often, and oftener while the server cannot be reached. */
const POLL_MS = 30_000
const RETRY_MS = 5_000
/** Counters are at most two seconds behind the records; numbers that are, are asked for again. */
const SETTLE_MS = 1_000
/** How long a broken line rests before it is opened anew. */
const REST_MS = 100
/** Not signed in, and signed in without the right. */
const REFUSED: readonly number[] = [401, 403]

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
export function useWall(division: string | undefined) {
  const cache = useQueryClient()
  const wall = useCall('wall.show', { query: division === undefined ? {} : { division } })
  const isOnline = useOnline()
  const [isResting, setResting] = useState(false)
  const isLive = useLive(wall.data !== undefined && !isResting)
  const failed = wall.isError || !isOnline
  // Whoever may not look is not asked for again and again; signing in and coming back to the page do that.
  const isRefused = wall.data === undefined && REFUSED.includes(wall.error?.status ?? 0)
  useEffect(() => {
    if (isRefused) return undefined
    const ask = () => {
      void cache.invalidateQueries({ queryKey: ['wall.show'] })
      if (isLive) return
      setResting(true)
      setTimeout(() => setResting(false), REST_MS)
    }
    const timer = setInterval(ask, failed ? RETRY_MS : POLL_MS)
    return () => clearInterval(timer)
  }, [cache, isLive, failed, isRefused])
  // A line that breaks may be the server's end: that is asked at once, not with the next poll.
  const isShown = wall.data !== undefined
  useEffect(() => {
    if (isShown && !isLive) void cache.invalidateQueries({ queryKey: ['wall.show'] })
  }, [cache, isShown, isLive])
  const isBehind = (wall.data?.behindSeconds ?? 0) > 0
  useEffect(() => {
    if (!isBehind) return undefined
    const timer = setInterval(() => void cache.invalidateQueries({ queryKey: ['wall.show'] }), SETTLE_MS)
    return () => clearInterval(timer)
  }, [cache, isBehind])
  return { ...useLast(wall), isLive, failed, hasFailed: wall.errorUpdateCount > 0 }
}

/** While a place is being read, the one before stays, under its own name and age. */
function useLast<Wall extends { data: unknown; dataUpdatedAt: number }>(wall: Wall): Wall {
  const { data, dataUpdatedAt } = wall
  const [last, setLast] = useState({ data, dataUpdatedAt })
  if (data !== undefined && (data !== last.data || dataUpdatedAt !== last.dataUpdatedAt))
    setLast({ data, dataUpdatedAt })
  return data === undefined ? { ...wall, ...last } : wall
}

function useOnline(): boolean {
  const [isOnline, setOnline] = useState(() => navigator.onLine)
  useEffect(() => {
    const read = () => setOnline(navigator.onLine)
    window.addEventListener('online', read)
    window.addEventListener('offline', read)
    return () => {
      window.removeEventListener('online', read)
      window.removeEventListener('offline', read)
    }
  }, [])
  return isOnline
}
