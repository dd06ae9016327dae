import { useEffect, useRef, useState } from 'react'
import type { Values } from '#practice/kit/index.ts'
import { newKey, type Input } from '#web/client/call.ts'
import { draftsOf } from '#web/client/drafts.ts'
import type { LocalPhoto } from '#web/client/outbox.ts'
import { useWriter } from '#web/client/session.ts'
import { shrink } from '#web/client/shrink.ts'
import { toast } from '#web/ui/toast.tsx'

/** Typing is kept this long after the last key: at most one syllable is at risk. */
const KEEP_MS = 300

export type Behalf = NonNullable<Input<'matters.open'>['body']['behalf']>

/** A form as far as it has been filled in. Pictures are apart: they are files of this telephone until sent. */
export type Filled = {
  answers: Values
  photos: Readonly<Record<string, readonly LocalPhoto[]>>
  behalf?: Partial<Behalf>
  /** The village chosen by someone who has none of their own. */
  division?: string
}

export interface FilledForm {
  filled: Filled
  /** Whether a half-written form of an earlier visit was found. */
  isRestored: boolean
  setAnswer: (field: string, value: Values[string]) => void
  setBehalf: (behalf: Partial<Behalf> | undefined) => void
  setDivision: (division: string) => void
  addPhoto: (field: string, file: Blob) => Promise<{ lng: number; lat: number } | undefined>
  removePhoto: (field: string, id: string) => void
  /** Throws the form away: it was sent, or is begun anew. */
  clear: (start?: Filled) => Promise<void>
}

const EMPTY: Filled = { answers: {}, photos: {} }

/**
 * Holds a form and keeps it on the telephone while it is being filled in. Undefined until what an earlier visit left
 * has been looked for, which takes a few milliseconds.
 */
export function useFilled(draftKey: string, start: Filled = EMPTY): FilledForm | undefined {
  const [begun] = useState(start)
  const kept = useKept(draftKey, begun)
  if (!kept) return undefined
  const { change, reset, ...state } = kept
  return {
    ...state,
    setAnswer: (field, value) =>
      change(({ answers, ...rest }) => ({ ...rest, answers: { ...answers, [field]: value } })),
    setBehalf: (behalf) =>
      change(({ behalf: _, ...rest }) => (behalf === undefined ? rest : { ...rest, behalf })),
    setDivision: (division) => change((filled) => ({ ...filled, division })),
    addPhoto: async (field, file) => {
      try {
        const { blob, place } = await shrink(file)
        change((form) => withPhotos(form, field, (list) => [...list, { id: newKey(), blob }]))
        return place
      } catch (error) {
        toast(error instanceof Error ? error.message : '这张照片没有处理成功', 'trouble')
        return undefined
      }
    },
    removePhoto: (field, id) =>
      change((form) => withPhotos(form, field, (list) => list.filter((photo) => photo.id !== id))),
    clear: (afresh = begun) => reset(afresh),
  }
}

/** The form itself: restored first, then kept a moment after every change and at once when the page is left. */
function useKept(draftKey: string, begun: Filled) {
  const writer = useWriter()
  const [state, setState] = useState<{ filled: Filled; isRestored: boolean }>()
  const latest = useRef(begun)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  useEffect(() => {
    if (writer === undefined) return undefined
    const drafts = draftsOf(writer)
    let gone = false
    const restore = async () => {
      // Only this hook puts anything under its key.
      const found = (await drafts.get(draftKey)) as Filled | undefined
      if (gone) return
      latest.current = found ?? begun
      setState({ filled: latest.current, isRestored: found !== undefined })
    }
    const keepNow = () => {
      if (timer.current === undefined) return
      clearTimeout(timer.current)
      timer.current = undefined
      void drafts.keep(draftKey, latest.current)
    }
    void restore()
    document.addEventListener('visibilitychange', keepNow)
    return () => {
      gone = true
      keepNow()
      document.removeEventListener('visibilitychange', keepNow)
    }
  }, [draftKey, begun, writer])

  const change = (next: (filled: Filled) => Filled) => {
    const filled = next(latest.current)
    latest.current = filled
    setState((before) => ({ filled, isRestored: before?.isRestored ?? false }))
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      timer.current = undefined
      if (writer !== undefined) void draftsOf(writer).keep(draftKey, filled)
    }, KEEP_MS)
  }
  const reset = async (afresh: Filled) => {
    clearTimeout(timer.current)
    timer.current = undefined
    latest.current = afresh
    if (writer !== undefined) await draftsOf(writer).remove(draftKey)
    setState({ filled: afresh, isRestored: false })
  }
  return state && { ...state, change, reset }
}

function withPhotos(
  form: Filled,
  field: string,
  change: (list: readonly LocalPhoto[]) => readonly LocalPhoto[],
): Filled {
  return { ...form, photos: { ...form.photos, [field]: change(form.photos[field] ?? []) } }
}

/** The answers with the pictures counted in, as the kit’s checks want them. */
export function checkable({ answers, photos }: Filled): Values {
  const lists = Object.entries(photos)
    .filter(([, list]) => list.length > 0)
    .map(([field, list]) => [field, list.map(({ id }) => id)] as const)
  return { ...answers, ...Object.fromEntries(lists) }
}

const urls = new WeakMap<Blob, string>()

/** An address under which a picture of this telephone can be shown; one per picture, as long as the page lives. */
export function urlOf(blob: Blob): string {
  const known = urls.get(blob)
  if (known) return known
  const url = URL.createObjectURL(blob)
  urls.set(blob, url)
  return url
}
