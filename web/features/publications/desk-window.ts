import { useEffect, useState, type RefObject } from 'react'

/** As high as one line of a control; all lines are, so that their places are a multiplication. */
export const ROW_PX = 36
const SPARE_ROWS = 8

/** Which lines of a long table are in sight, some more around them; the rest is only their height. */
export function useWindow(scroller: RefObject<HTMLElement | null>, count: number): readonly [number, number] {
  const [seen, setSeen] = useState<readonly [number, number]>([0, 40])
  useEffect(() => {
    const element = scroller.current
    if (!element) return undefined
    const look = () => {
      const from = Math.max(0, Math.floor(element.scrollTop / ROW_PX) - SPARE_ROWS)
      const to = from + Math.ceil(element.clientHeight / ROW_PX) + 2 * SPARE_ROWS
      // Not at every pixel: only when what is drawn runs out.
      setSeen((before) => (Math.abs(before[0] - from) < 4 && before[1] === to ? before : [from, to]))
    }
    look()
    element.addEventListener('scroll', look, { passive: true })
    const sizes = new ResizeObserver(look)
    sizes.observe(element)
    return () => {
      element.removeEventListener('scroll', look)
      sizes.disconnect()
    }
  }, [scroller])
  return [Math.min(seen[0], count), Math.min(seen[1], count)]
}
