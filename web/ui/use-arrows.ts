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

const isArrow = (key: string): key is Arrow => /^Arrow(Left|Right|Up|Down)$/.test(key)

/**
 * Moves the real focus by the arrow keys of a remote, and never loses it: when nothing has it, as on a new screen, the
 * first button takes it.
 */
export function useArrows(onBack: () => void): void {
  useEffect(() => {
    const focusable = () => [...document.querySelectorAll<HTMLElement>('main :is(a[href], button)')]
    const first = () => focusable()[0]?.focus()
    first()
    const press = (event: KeyboardEvent) => {
      if (['Escape', 'GoBack', 'BrowserBack'].includes(event.key)) {
        event.preventDefault()
        onBack()
        return
      }
      if (!isArrow(event.key)) return
      event.preventDefault()
      const active = document.activeElement
      if (!(active instanceof HTMLElement) || active === document.body) return first()
      const others = focusable().filter((element) => element !== active)
      const boxes = others.map((element) => element.getBoundingClientRect())
      const next = nextBox(active.getBoundingClientRect(), boxes, event.key)
      if (next !== undefined) others[next]?.focus()
    }
    const watch = new MutationObserver(() => document.activeElement === document.body && first())
    watch.observe(document.body, { childList: true, subtree: true })
    window.addEventListener('keydown', press)
    return () => {
      watch.disconnect()
      window.removeEventListener('keydown', press)
    }
  }, [onBack])
}
