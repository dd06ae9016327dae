import { useEffect, useState, useSyncExternalStore } from 'react'
import { call } from '#web/client/call.ts'
import { drafts } from '#web/client/drafts.ts'
import { Editing, type Kept, type Work } from './desk-editing.ts'
import { LONG_TABLE_ROWS } from './desk-settled.ts'
import type { Draft } from './desk-words.ts'

/** The draft's editing on this page, and what the browser had kept of an earlier one. */
export function useEditing(draft: Draft, person: string) {
  const [editing] = useState(
    () => new Editing({ work: workOf(draft), rev: draft.rev }, handsOf(draft, person)),
  )
  const [found, setFound] = useState<Kept>()
  const state = useSyncExternalStore(editing.subscribe, editing.read)
  const key = keyOf(draft, person)
  useEffect(() => {
    const look = async () => {
      const kept = await drafts.get(key)
      if (!isKept(kept) || editing.read().status !== 'saved') return
      // It did arrive, only nobody was there any more to hear so.
      if (isSame(kept, editing.read().work)) void drafts.remove(key)
      else setFound(kept)
    }
    void look()
    const leave = () => void editing.flush()
    addEventListener('pagehide', leave)
    return () => {
      removeEventListener('pagehide', leave)
      leave()
    }
  }, [editing, key])
  // Nobody types here, and the server has a newer one: a colleague’s, which is simply shown.
  useEffect(() => {
    const { status, rev } = editing.read()
    if (status === 'saved' && draft.rev > rev) editing.taken(workOf(draft), draft.rev)
  }, [editing, draft])
  return {
    editing,
    state,
    /** What an earlier page could not save any more. */
    found,
    takeBack: () => {
      if (found) editing.change({ title: found.title, content: found.content })
      setFound(undefined)
    },
    letGo: () => {
      void drafts.remove(key)
      setFound(undefined)
    },
  }
}

export const workOf = ({ title, content }: Pick<Draft, 'title' | 'content'>): Work => ({ title, content })

const keyOf = ({ id }: Draft, person: string) => `publication ${id} ${person}`

function handsOf(draft: Draft, person: string) {
  const key = keyOf(draft, person)
  const { id } = draft
  let waiting: ReturnType<typeof setTimeout> | undefined
  return {
    save: (rev: number, { title, content, continues }: Work) =>
      call('publications.save', {
        params: { id },
        body: { rev, title, content, ...(continues === undefined ? {} : { continues }) },
      }),
    // The shelf copies the whole table: once for a word, not once for a letter.
    keep: (kept: Kept) => {
      clearTimeout(waiting)
      const isLong = kept.content.rows.length > LONG_TABLE_ROWS
      waiting = setTimeout(() => void drafts.keep(key, kept), isLong ? 2_000 : 300)
    },
    forget: () => {
      clearTimeout(waiting)
      void drafts.remove(key)
    },
  }
}

const isKept = (value: unknown): value is Kept =>
  typeof value === 'object' && value !== null && 'content' in value && 'rev' in value && 'title' in value

const isSame = (a: Work, b: Work) =>
  a.title === b.title && JSON.stringify(a.content) === JSON.stringify(b.content)
