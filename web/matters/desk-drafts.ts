import { useState } from 'react'
import type { Values } from '#practice/kit/index.ts'

/**
 * What was typed and not yet sent, by form. It outlives the panel it was typed into, a failed call and a look at
 * another matter; it is gone with the page, because office machines are shared.
 */
const drafts = new Map<string, object>()

export function useDraft<Draft extends object = Values>(key: string, start: Draft) {
  // Under one key there is one form, which wrote what lies there.
  const [values, setValues] = useState<Draft>(() => (drafts.get(key) as Draft | undefined) ?? start)
  return {
    values,
    change: <Name extends keyof Draft & string>(name: Name, value: Draft[Name]) =>
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
