import type { Content } from '#practice/disclosure/content.ts'
import { CallError } from '#web/client/call.ts'
import { saysOf } from './desk-words.ts'

/**
 * A draft under somebody's hands: what is typed is kept in the browser at once and on the server a moment later, and
 * neither a broken line, a refusal nor a colleague who was faster takes any of it away.
 */

export type Work = { title: string; content: Content; continues?: string }
export type Kept = Work & { rev: number; keptAt: number }
export type Status = 'saved' | 'typing' | 'saving' | 'waiting' | 'refused' | 'conflict'
export type EditingState = {
  work: Work
  rev: number
  status: Status
  /** When the server last had all of it, in ms. */
  savedAt?: number
  /** Why it was not saved. */
  says?: string
  changed?: CallError['changed']
  canUndo: boolean
}

/** What the world outside does for it; tests bring their own. */
export type Hands = {
  save: (rev: number, work: Work) => Promise<{ rev: number }>
  keep: (kept: Kept) => void
  forget: () => void
}

/** Typing rests this long before it is saved; a long table takes a while to send, and waits longer. */
const PAUSE_MS = 1_200
const LONG_PAUSE_MS = 6_000
const LONG_ROWS = 3_000
const AGAIN_MS = 5_000
const UNDO_STEPS = 100

export class Editing {
  #state: EditingState
  #past: Work[] = []
  #lastPlace: string | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #sending: Promise<void> | undefined
  readonly #hands: Hands
  readonly #listeners = new Set<() => void>()

  constructor(start: { work: Work; rev: number }, hands: Hands) {
    this.#state = { ...start, status: 'saved', canUndo: false }
    this.#hands = hands
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly read = (): EditingState => this.#state

  /** Takes a change. `place` names where it was typed: the letters of one cell are undone together. */
  change(work: Work, place?: string): void {
    if (place === undefined || place !== this.#lastPlace)
      this.#past = [...this.#past, this.#state.work].slice(-UNDO_STEPS)
    this.#lastPlace = place
    this.#become(work)
  }

  undo(): void {
    const work = this.#past.pop()
    if (!work) return
    this.#lastPlace = undefined
    this.#become(work)
  }

  /** Another hand of this page changed the draft on the server, as an import does; what was before can be undone. */
  taken(work: Work, rev: number): void {
    this.#past = [...this.#past, this.#state.work]
    this.#lastPlace = undefined
    this.#hands.forget()
    this.#set({ work, rev, status: 'saved', savedAt: Date.now() })
  }

  /** After somebody else was faster: go on from their revision with what was typed here. */
  insist(rev: number): void {
    this.#set({ rev, status: 'typing' })
    this.#later(0)
  }

  /** Saves what is not saved yet. False when it could not be. */
  async flush(): Promise<boolean> {
    clearTimeout(this.#timer)
    await this.#sending
    if (this.#state.status === 'typing' || this.#state.status === 'waiting') await this.#send()
    return this.#state.status === 'saved'
  }

  #become(work: Work): void {
    const { rev, status } = this.#state
    this.#hands.keep({ ...work, rev, keptAt: Date.now() })
    // A conflict stays until somebody decides; what is typed meanwhile is kept all the same.
    this.#set({ work, ...(status === 'conflict' ? {} : { status: 'typing' }) })
    if (status !== 'conflict') this.#later(work.content.rows.length > LONG_ROWS ? LONG_PAUSE_MS : PAUSE_MS)
  }

  #later(ms: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#send(), ms)
  }

  async #send(): Promise<void> {
    // One after the other: two at once would be each other's conflict.
    if (this.#sending) await this.#sending
    this.#sending = this.#sendOnce()
    await this.#sending
    this.#sending = undefined
  }

  async #sendOnce(): Promise<void> {
    const { work, rev } = this.#state
    this.#set({ status: 'saving' })
    try {
      const saved = await this.#hands.save(rev, work)
      const isAll = this.#state.work === work
      if (isAll) this.#hands.forget()
      else this.#later(PAUSE_MS)
      this.#set({ rev: saved.rev, savedAt: Date.now(), status: isAll ? 'saved' : 'typing' })
    } catch (error) {
      this.#failed(error)
    }
  }

  #failed(error: unknown): void {
    const says = saysOf(error)
    const isKnown = error instanceof CallError
    if (isKnown && error.status === 409) {
      this.#set({ status: 'conflict', says, ...(error.changed ? { changed: error.changed } : {}) })
      return
    }
    const passes = isKnown && (error.isPassing || error.status === 429)
    this.#set({ status: passes ? 'waiting' : 'refused', says })
    if (passes) this.#later(AGAIN_MS)
  }

  #set(next: Partial<EditingState>): void {
    const { says: _, changed: __, ...kept } = this.#state
    const told = next.status === undefined && this.#state.status === 'conflict' ? this.#state : kept
    this.#state = { ...told, ...next, canUndo: this.#past.length > 0 }
    for (const listener of this.#listeners) listener()
  }
}
