import { useEffect, useRef } from 'react'

/** A scanner types a whole address within this; fingers do not. */
const BURST_MS = 400

/**
 * What is typed anywhere on the page: single signs from a keyboard or the number keys of a remote, and whole lines
 * from a code scanner, which is a keyboard that ends with Enter. Erasing is told as an empty sign.
 */
export function useTyping(onSign: (sign: string) => void, onLine: (line: string) => void): void {
  const latest = useRef({ onSign, onLine })
  useEffect(() => {
    latest.current = { onSign, onLine }
  })
  useEffect(() => {
    let line = ''
    let last = 0
    const hear = (event: KeyboardEvent) => {
      const now = Date.now()
      if (now - last > BURST_MS) line = ''
      last = now
      if (event.ctrlKey || event.altKey || event.metaKey) return
      if (event.key === 'Enter' && line.length > 3) {
        event.preventDefault()
        latest.current.onLine(line)
        line = ''
      } else if (event.key === 'Backspace') {
        event.preventDefault()
        latest.current.onSign('')
      } else if (event.key.length === 1 && event.key !== ' ') {
        line += event.key
        latest.current.onSign(event.key)
      }
    }
    window.addEventListener('keydown', hear)
    return () => window.removeEventListener('keydown', hear)
  }, [])
}
