import { useEffect, useState } from 'react'
import type { Values } from '#practice/kit/index.ts'
import { drafts as kept } from '#web/client/drafts.ts'
import { useMe } from '#web/client/session.ts'

/**
 * What was typed and not yet sent, by person, post and form. It outlives the panel it was typed into, a failed call, a
 * look at another matter and a page loaded anew: it is kept in this browser until it is sent or its person signs out.
 * Office machines are shared, so nobody else is shown it.
 */
const drafts = new Map<string, object>()

export function useDraft<Draft extends object = Values>(key: string, start: Draft) {
  const me = useMe()
  const name = `desk ${me?.person} ${me?.post} ${key}`
  // Under one name there is one form, which wrote what lies there.
  const [values, setValues] = useState<Draft>(() => (drafts.get(name) as Draft | undefined) ?? start)
  useEffect(() => {
    let gone = false
    const load = async () => {
      const before = drafts.has(name) ? undefined : ((await kept.get(name)) as Draft | undefined)
      // What was typed meanwhile is newer.
      if (gone || !before || drafts.has(name)) return
      drafts.set(name, before)
      setValues(before)
    }
    void load()
    return () => {
      gone = true
    }
  }, [name])
  return {
    values,
    change: <Name extends keyof Draft & string>(field: Name, value: Draft[Name]) =>
      setValues((before) => {
        const after = { ...before, [field]: value }
        drafts.set(name, after)
        void kept.keep(name, after)
        return after
      }),
    clear: () => {
      drafts.delete(name)
      void kept.remove(name)
      setValues(start)
    },
  }
}

/** Signing out leaves nothing behind; what the browser keeps goes with the rest (`forgetDevice`). */
export function forgetDrafts(): void {
  drafts.clear()
}
