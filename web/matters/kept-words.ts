import { useEffect, useState } from 'react'
import { newKey } from '#web/client/call.ts'
import { draftsOf } from '#web/client/drafts.ts'
import { useWriter } from '#web/client/session.ts'

type Kept = { words: string; key: string }

/**
 * What somebody is writing in one field, kept on the telephone under `name` while they sign in or have no network. The
 * key stays with it, so that sending it again sends it once.
 */
export function useKeptWords(name: string) {
  const writer = useWriter()
  const [draft, setDraft] = useState<Kept>()
  useEffect(() => {
    if (writer === undefined) return undefined
    let gone = false
    const load = async () => {
      // Only this field keeps anything under that name.
      const kept = (await draftsOf(writer).get(name)) as Kept | undefined
      if (!gone) setDraft(kept ?? { words: '', key: newKey() })
    }
    void load()
    return () => {
      gone = true
    }
  }, [name, writer])
  const write = (words: string) => {
    if (!draft || writer === undefined) return
    const next = { ...draft, words }
    setDraft(next)
    void draftsOf(writer).keep(name, next)
  }
  const forget = () => void (writer !== undefined && draftsOf(writer).remove(name))
  return { draft, write, forget }
}

/** What the server or the network said; the words stay where they are. */
export const refusalOf = (error: { message: string; isPassing: boolean } | null): string | undefined =>
  error
    ? error.isPassing
      ? '现在连不上网，没有发出去。您写的已经存在手机里，有网时再按一次'
      : error.message
    : undefined
