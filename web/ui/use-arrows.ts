import { useEffect } from 'react'

export interface Box {
  left: number
  right: number
  top: number
  bottom: number
}
type Arrow = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown'

/** The same box with the arrow's way pointing right, so that one rule serves four. */
function turned({ left, right, top, bottom }: Box, arrow: Arrow): Box {
  if (arrow === 'ArrowRight') return { left, right, top, bottom }
  if (arrow === 'ArrowLeft') return { left: -right, right: -left, top, bottom }
  if (arrow === 'ArrowDown') return { left: top, right: bottom, top: left, bottom: right }
  return { left: -bottom, right: -top, top: left, bottom: right }
}

/**
 * Which box an arrow leads to: it must lie beyond my edge; one in my own row or column comes first, then the nearest
 * (frontend.md §6).
 */
export function nextBox(from: Box, boxes: readonly Box[], arrow: Arrow): number | undefined {
  const me = turned(from, arrow)
  const found = boxes.flatMap((box, index) => {
    const it = turned(box, arrow)
    if (it.left < me.right - 1) return []
    const apart = Math.max(0, it.top - me.bottom, me.top - it.bottom)
    const aside = Math.abs(it.top + it.bottom - me.top - me.bottom) / 2
    return [{ index, cost: it.left - me.right + aside * 0.3 + (apart > 0 ? 10_000 + apart * 2 : 0) }]
  })
  return found.sort((a, b) => a.cost - b.cost)[0]?.index
}

/** Which box lies nearest to where another was. */
export function nearestBox(from: Box, boxes: readonly Box[]): number | undefined {
  const away = (box: Box) =>
    Math.hypot(box.left + box.right - from.left - from.right, box.top + box.bottom - from.top - from.bottom)
  const found = boxes.map((box, index) => ({ index, cost: away(box) }))
  return found.sort((a, b) => a.cost - b.cost)[0]?.index
}

const isArrow = (key: string): key is Arrow => /^Arrow(Left|Right|Up|Down)$/.test(key)
const focusable = () => Array.from(document.querySelectorAll<HTMLElement>('main a[href], main button'))
const screenNow = () => document.querySelector<HTMLElement>('main')?.dataset['screen'] ?? ''

/**
 * Moves the real focus by the arrow keys of a remote, and never loses it: on a new screen (another `data-screen` of
 * `main`) the first button takes it, on one that was left the button it was left at, and when what has it goes away,
 * the nearest that is still there.
 */
export function useArrows(onBack: () => void): void {
  useEffect(() => {
    const left = new Map<string, Box>()
    let screen: string | undefined
    const focusNear = (box: Box | undefined) => {
      const here = focusable()
      const index =
        box &&
        nearestBox(
          box,
          here.map((element) => element.getBoundingClientRect()),
        )
      here[index ?? 0]?.focus()
    }
    const keep = () => {
      const now = screenNow()
      const isLost = document.activeElement === document.body || document.activeElement === null
      if (now === screen && !isLost) return
      screen = now
      focusNear(left.get(now))
    }
    const remember = ({ target }: FocusEvent) => {
      if (target instanceof HTMLElement && target !== document.body)
        left.set(screenNow(), target.getBoundingClientRect())
    }
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return
      if (['Escape', 'GoBack', 'BrowserBack'].includes(event.key)) {
        event.preventDefault()
        left.delete(screenNow())
        onBack()
        return
      }
      if (!isArrow(event.key)) return
      event.preventDefault()
      const active = document.activeElement
      if (!(active instanceof HTMLElement) || active === document.body) return focusNear(undefined)
      const others = focusable().filter((element) => element !== active)
      const boxes = others.map((element) => element.getBoundingClientRect())
      const next = nextBox(active.getBoundingClientRect(), boxes, event.key)
      if (next !== undefined) others[next]?.focus()
    }
    keep()
    const watch = new MutationObserver(keep)
    watch.observe(document.body, {
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: ['data-screen'],
    })
    document.addEventListener('focusin', remember)
    window.addEventListener('keydown', press)
    return () => {
      watch.disconnect()
      document.removeEventListener('focusin', remember)
      window.removeEventListener('keydown', press)
    }
  }, [onBack])
}
