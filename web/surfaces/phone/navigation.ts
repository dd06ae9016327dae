import { useCallback, useEffect, useRef } from 'react'
import { useLocation } from 'wouter'

/**
 * Follows addresses inside the phone. Going to the page one has just come from goes back instead of on, so that the
 * telephone’s own back button never walks in circles.
 */
export function useNavigation(): (href: string) => void {
  const [path, go] = useLocation()
  const trail = useRef<string[]>([])
  const goesBack = useRef(true)
  const shown = useRef(path)

  useEffect(() => {
    const back = () => {
      trail.current.pop()
      goesBack.current = true
    }
    window.addEventListener('popstate', back)
    return () => window.removeEventListener('popstate', back)
  }, [])

  // A new page starts at its top and is read from there; one gone back to stays where the browser puts it.
  useEffect(() => {
    if (shown.current !== path && !goesBack.current) {
      window.scrollTo(0, 0)
      document.getElementById('main')?.focus({ preventScroll: true })
    }
    shown.current = path
    goesBack.current = false
  }, [path])

  return useCallback(
    (href: string) => {
      if (trail.current.at(-1) === href) return window.history.back()
      trail.current.push(location.pathname + location.search)
      go(href)
    },
    [go],
  )
}
