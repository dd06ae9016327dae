import { useEffect, useRef } from 'react'

/** Single keys of the daily path. They rest while somebody types, or while a dialogue is open. */
export type Keys = Readonly<Record<string, (() => void) | undefined>>

const typing = 'input:not([type="checkbox"]), textarea, select, [contenteditable="true"], [role="combobox"]'
const busy = '.ant-modal-wrap:not([style*="display: none"]), dialog[open]'

/** Who listens, the innermost last: a form hears Escape before the page it lies on. */
const listeners: { current: Keys }[] = []

function press(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
  if (document.querySelector(busy)) return
  const target = event.target instanceof Element ? event.target : undefined
  if (event.key !== 'Escape' && target?.closest(typing)) return
  // Enter on a link or a button is that link's own.
  if (event.key === 'Enter' && target?.closest('a, button, summary, label')) return
  const act = listeners.findLast(({ current }) => current[event.key])?.current[event.key]
  if (!act) return
  event.preventDefault()
  act()
}

/** Calls the function named by the key pressed; Escape is heard while typing as well. */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    if (listeners.length === 0) addEventListener('keydown', press)
    listeners.push(latest)
    return () => {
      listeners.splice(listeners.indexOf(latest), 1)
      if (listeners.length === 0) removeEventListener('keydown', press)
    }
  }, [])
}
