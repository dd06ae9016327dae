import { useEffect, useState } from 'react'
import type { Work } from './desk-editing.ts'

/** Below this a table is checked and told anew with every letter; above it, when typing rests. */
export const LONG_TABLE_ROWS = 2_000
const REST_MS = 700

/** The work as its checks and its summary look at it: in a long table a moment behind the hands. */
export function useSettled(work: Work): Work {
  const [settled, setSettled] = useState(work)
  const isLong = work.content.rows.length > LONG_TABLE_ROWS
  useEffect(() => {
    const timer = setTimeout(() => setSettled(work), isLong ? REST_MS : 0)
    return () => clearTimeout(timer)
  }, [work, isLong])
  return isLong ? settled : work
}
