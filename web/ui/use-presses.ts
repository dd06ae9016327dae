import { useLayoutEffect, useRef } from 'react'

/**
 * Hears keys of a remote before the arrows move the focus. A handler that answers true has used the key up. The last
 * one given counts.
 */
export function usePresses(handle: (key: string) => boolean): void {
  const newest = useRef(handle)
  // Before the screen is painted: a key pressed at what is seen must find its listener.
  useLayoutEffect(() => {
    newest.current = handle
  })
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (newest.current(event.key)) event.preventDefault()
    }
    window.addEventListener('keydown', press, true)
    return () => window.removeEventListener('keydown', press, true)
  }, [])
}
