import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useLive } from '#web/client/live.ts'
import { useCall } from '#web/client/queries.ts'

/** Numbers are asked for at least this often, and oftener while the server cannot be reached. */
const POLL_MS = 30_000
const RETRY_MS = 5_000
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
export function useWall() {
  const cache = useQueryClient()
  const wall = useCall('wall.show', {})
  const [isResting, setResting] = useState(false)
  const isLive = useLive(wall.data !== undefined && !isResting)
  const failed = wall.isError
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
  return { ...wall, isLive, hasFailed: wall.errorUpdateCount > 0 }
}
