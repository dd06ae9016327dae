import { useEffect, useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
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

/** What desks show of duties and publications; read again only when these change, not with every matter. */
const DISCLOSURE: readonly RouteName[] = [
  'disclosure.work',
  'disclosure.village',
  'disclosure.watch',
  'disclosure.duties',
  'disclosure.records',
  'disclosure.day',
]

/**
 * Keeps what is on screen true: refreshes matters, queues, notices, the wall and what is disclosed when the server says
 * they changed, and once whenever the line opens. Answers whether the line is open.
 */
export function useLive(enabled = true): boolean {
  const cache = useQueryClient()
  const [open, setOpen] = useState(false)
  useEffect(() => {
    if (!enabled) return undefined
    const waiting = new Set<RouteName>()
    let gathering: ReturnType<typeof setTimeout> | undefined
    const refresh = (names: readonly RouteName[]): void => {
      for (const name of names) waiting.add(name)
      if (gathering !== undefined) return
      gathering = setTimeout(() => {
        gathering = undefined
        for (const name of waiting) void cache.invalidateQueries({ queryKey: [name] })
        waiting.clear()
      }, GATHER_MS)
    }
    const address = routes['notices.live']?.[1] ?? ''
    const close = openLine(
      address,
      {
        matter: () => refresh(LIVE),
        notice: () => refresh(LIVE),
        disclosure: () => refresh(DISCLOSURE),
      },
      { onOpen: setOpen, catchUp: () => refresh([...LIVE, ...DISCLOSURE]) },
    )
    return () => {
      clearTimeout(gathering)
      close()
    }
  }, [cache, enabled])
  return open
}

type Ears = {
  onOpen: (open: boolean) => void
  /** The line is open, for the first time or again: what changed before, also after it was read, was told to nobody. */
  catchUp?: () => void
}

/**
 * A line to the server, which calls back by the name of the event with its data. EventSource comes back by itself after
 * a break, but gives up for good when it is answered with an error, as by a gateway whose server is restarting; then it
 * is begun anew. Answers with what closes it.
 */
export function openLine(
  address: string,
  events: Readonly<Record<string, (data: string) => void>>,
  { onOpen, catchUp }: Ears,
): () => void {
  let source: EventSource | undefined
  let again: ReturnType<typeof setTimeout> | undefined
  const begin = (): void => {
    const line = new EventSource(address)
    source = line
    line.addEventListener('open', () => {
      onOpen(true)
      catchUp?.()
    })
    line.addEventListener('error', () => {
      onOpen(false)
      if (line.readyState === EventSource.CLOSED) again = setTimeout(begin, AGAIN_MS)
    })
    for (const [name, hear] of Object.entries(events))
      line.addEventListener(name, ({ data }: MessageEvent<string>) => hear(data))
  }
  begin()
  return () => {
    clearTimeout(again)
    source?.close()
  }
}
