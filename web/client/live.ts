import { useEffect, useState } from 'react'
import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { routes } from 'virtual:routes'
import type { RouteName } from './call.ts'

/** How long changes are gathered before lists are read again: a burst costs one read. */
const GATHER_MS = 400

const LIVE: readonly RouteName[] = [
  'matters.list',
  'matters.queues',
  'matters.detail',
  'matters.points',
  'notices.list',
  'wall.show',
]

function refreshLive(cache: QueryClient): void {
  for (const name of LIVE) void cache.invalidateQueries({ queryKey: [name] })
}

/**
 * Keeps what is on screen true: refreshes matters, queues, notices and the wall when the server says they changed.
 * Answers whether the line is open; EventSource reconnects by itself.
 */
export function useLive(enabled = true): boolean {
  const cache = useQueryClient()
  const [open, setOpen] = useState(false)
  useEffect(() => {
    if (!enabled) return undefined
    const source = new EventSource(routes['notices.live']?.[1] ?? '')
    let gathering: ReturnType<typeof setTimeout> | undefined
    const refresh = (): void => {
      if (gathering !== undefined) return
      gathering = setTimeout(() => {
        gathering = undefined
        refreshLive(cache)
      }, GATHER_MS)
    }
    source.addEventListener('open', () => setOpen(true))
    source.addEventListener('error', () => setOpen(false))
    source.addEventListener('matter', refresh)
    source.addEventListener('notice', refresh)
    return () => {
      clearTimeout(gathering)
      source.close()
    }
  }, [cache, enabled])
  return open
}
