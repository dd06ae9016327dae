import { useEffect, useMemo, useState } from 'react'
import type { Go, Place, View } from './address.ts'
import type { WallData } from './parts.tsx'

/** The wall turning its own pages while nobody stands at it. */

export const TURN_MS = 20_000
/** Whoever touched it is reading; it waits this long before it goes on. */
const REST_MS = 60_000
const KEY = 'wall.rotate'
const VIEWS_AFTER: readonly View[] = ['speed', 'trend', 'quality']
const INPUTS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const

/** The whole area, its streets with trouble first, then speed, trend and answers of the whole. */
function pagesOf(own: string, towns: WallData['towns']): Place[] {
  const troubled = towns.toSorted((a, b) => b.urgent - a.urgent || b.overdue - a.overdue)
  return [
    { division: own, view: 'map' },
    ...troubled.map(({ division }): Place => ({ division, view: 'map' })),
    ...VIEWS_AFTER.map((view): Place => ({ division: own, view })),
  ]
}

/**
 * The pages in their order. Only the whole area knows its streets: while one of them is shown, the order of the last
 * look at the whole stays, or the wall would go back and forth between the whole and the first of them.
 */
export function useTour(data: WallData | undefined, own: string | undefined): readonly Place[] {
  const [seen, setSeen] = useState<WallData['towns']>()
  if (data && data.area.division === own && data.towns !== seen) setSeen(data.towns)
  return useMemo(() => (own === undefined ? [] : pagesOf(own, seen ?? [])), [own, seen])
}

/** Asked for once in the address, it is remembered on this screen. */
function isWanted(): boolean {
  const asked = new URLSearchParams(window.location.search).get('rotate')
  if (asked !== null) localStorage.setItem(KEY, asked === '1' ? '1' : '0')
  return localStorage.getItem(KEY) === '1'
}

export type Rotation = {
  isOn: boolean
  isResting: boolean
  /** From 1. */
  page: number
  pages: number
  toggle: () => void
}

/** Turns the page every 20 seconds, and rests for a minute whenever somebody touches the wall. */
export function useRotation(pages: readonly Place[], here: Place, own: string | undefined, go: Go): Rotation {
  const [isOn, setOn] = useState(isWanted)
  const isResting = useResting(isOn)
  const found = pages.findIndex(
    ({ division, view }) => division === (here.division ?? own) && view === (here.view ?? 'map'),
  )
  const next = pages[(found + 1) % Math.max(1, pages.length)]
  const hasNext = next !== undefined
  const division = next?.division === own ? undefined : next?.division
  const view = next?.view
  useEffect(() => {
    if (!isOn || isResting || !hasNext) return undefined
    const timer = setTimeout(() => go({ division, view }, 'replace'), TURN_MS)
    return () => clearTimeout(timer)
  }, [isOn, isResting, hasNext, division, view, go])
  const toggle = () => {
    localStorage.setItem(KEY, isOn ? '0' : '1')
    setOn(!isOn)
  }
  return { isOn, isResting, page: found + 1, pages: pages.length, toggle }
}

function useResting(isOn: boolean): boolean {
  const [isResting, setResting] = useState(false)
  useEffect(() => {
    if (!isOn) return undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    const rest = () => {
      setResting(true)
      clearTimeout(timer)
      timer = setTimeout(() => setResting(false), REST_MS)
    }
    for (const name of INPUTS) window.addEventListener(name, rest, { passive: true })
    return () => {
      clearTimeout(timer)
      for (const name of INPUTS) window.removeEventListener(name, rest)
    }
  }, [isOn])
  return isOn && isResting
}
