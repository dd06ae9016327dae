import { useEffect, useState } from 'react'
import { drafts } from '#web/client/drafts.ts'

/** Long enough to have noticed which ones were new. */
const SEEN_MS = 2_000
const KEY = 'broadcasts seen'

/**
 * When this telephone last showed the list, so that new ones have a dot. It stays here, and goes with whoever signs
 * out: nobody is told who opened an ordinary broadcast. Undefined while it is looked up.
 */
export function useSeenAt(newest: string | undefined): string | undefined {
  const [seenAt, setSeenAt] = useState<string>()
  useEffect(() => {
    void drafts.get(KEY).then((kept) => setSeenAt(typeof kept === 'string' ? kept : ''))
  }, [])
  useEffect(() => {
    if (newest === undefined) return undefined
    const timer = setTimeout(() => void drafts.keep(KEY, newest), SEEN_MS)
    return () => clearTimeout(timer)
  }, [newest])
  return seenAt
}
