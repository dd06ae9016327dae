import { useState } from 'react'
import type { Values } from '#practice/kit/index.ts'

/**
 * What was typed and not yet sent, by form. It outlives the panel it was typed into, a failed call and a look at
 * another matter; it is gone with the page, because office machines are shared.
 */
const drafts = new Map<string, Values>()

export function useDraft(key: string, start: Values) {
  const [values, setValues] = useState<Values>(() => drafts.get(key) ?? start)
  return {
    values,
    change: (name: string, value: Values[string]) =>
      setValues((before) => {
        const after = { ...before, [name]: value }
        drafts.set(key, after)
        return after
      }),
    clear: () => {
      drafts.delete(key)
      setValues(start)
    },
  }
}

/** Signing out leaves nothing behind. */
export function forgetDrafts(): void {
  drafts.clear()
}
