import { useEffect, useState } from 'react'
import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { routes } from 'virtual:routes'
import type { RouteName } from './call.ts'

/** How long changes are gathered before lists are read again: a burst costs one read. */
const GATHER_MS = 400
const AGAIN_MS = 3_000

const LIVE: readonly RouteName[] = [
  'matters.list',
  'matters.queues',
  'matters.attention',
  'matters.detail',
  'matters.points',
  'notices.list',
  'broadcasts.mine',
  'broadcasts.sent',
  'broadcasts.show',
  'wall.show',
]

function refreshLive(cache: QueryClient): void {
  for (const name of LIVE) void cache.invalidateQueries({ queryKey: [name] })
}

/**
 * Keeps what is on screen true: refreshes matters, queues, notices and the wall when the server says they changed, and
 * once after the line was lost. Answers whether the line is open.
 */
export function useLive(enabled = true): boolean {
  const cache = useQueryClient()
  const [open, setOpen] = useState(false)
  useEffect(() => {
    if (!enabled) return undefined
    let gathering: ReturnType<typeof setTimeout> | undefined
    const refresh = (): void => {
      if (gathering !== undefined) return
      gathering = setTimeout(() => {
        gathering = undefined
        refreshLive(cache)
      }, GATHER_MS)
    }
    const close = openLine(refresh, setOpen)
    return () => {
      clearTimeout(gathering)
      close()
    }
  }, [cache, enabled])
  return open
}

/**
 * The line to the server. EventSource comes back by itself after a break, but gives up for good when it is answered
 * with an error, as by a gateway whose server is restarting; then it is begun anew.
 */
function openLine(onNews: () => void, onOpen: (open: boolean) => void): () => void {
  let source: EventSource | undefined
  let again: ReturnType<typeof setTimeout> | undefined
  let wasLost = false
  const begin = (): void => {
    const line = new EventSource(routes['notices.live']?.[1] ?? '')
    source = line
    line.addEventListener('open', () => {
      onOpen(true)
      // What changed meanwhile was told to nobody.
      if (wasLost) onNews()
    })
    line.addEventListener('error', () => {
      onOpen(false)
      wasLost = true
      if (line.readyState === EventSource.CLOSED) again = setTimeout(begin, AGAIN_MS)
    })
    line.addEventListener('matter', onNews)
    line.addEventListener('notice', onNews)
  }
  begin()
  return () => {
    clearTimeout(again)
    source?.close()
  }
}
