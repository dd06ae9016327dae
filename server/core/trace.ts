import { AsyncLocalStorage } from 'node:async_hooks'
import { newId } from './ids.ts'
import type { Tx } from './db.ts'

/**
 * What a call leaves behind for the audit log. The call is known wherever it leads, so that its row is written by the
 * very transaction that changes something (core/db.ts) and nobody has to remember it; what is about is noted on the way
 * by whoever knows. Outside a call, in the worker say, all of this does nothing.
 */

/** A few codes and numbers; never words of people, secrets or numbers of theirs. */
export type Facts = Readonly<Record<string, string | number | boolean>>
type Noted = { record?: string; before?: Facts; after?: Facts }

/** Who calls from where and what; known before anything is done. */
export type Calling = {
  /** The number people are told when something fails. */
  call: string
  route: string
  address: string
  surface: string
  /** What the call itself says it is about, masked. */
  record: string | undefined
  said: Facts
  /** With an idempotency key: it, and the hash of what was said with it, in hex (core/call-keys.ts). */
  sent?: { key: string; hash: string } | undefined
}
export type TraceRow = Omit<Calling, 'record'> & {
  id: string
  at: string
  person: string | undefined
  post: string | undefined
  record: string | undefined
  before: Facts | undefined
  after: Facts | undefined
  outcome: Outcome
  status: number
  /** Why it was refused: the code of the problem and the names of the fields. */
  reason: string
}
export type Outcome = 'done' | 'refused' | 'failed'
/** Writes rows; with `ifChanged` only in a transaction that has changed something. Answers whether they were written. */
export type KeepRows = (
  tx: Pick<Tx, 'wrote'>,
  county: string,
  rows: readonly TraceRow[],
  ifChanged: boolean,
) => Promise<boolean>

/**
 * When a route leaves a row besides being refused: always when it changes something; when it shows what is personal of
 * others; when it was decided who signs in; or never.
 */
export type Leaves = 'change' | 'personal' | 'sign-in' | 'never' | 'refusals'

/** Mostly one; several while what they ask is done together (core/gather.ts). */
const running = new AsyncLocalStorage<readonly Trace[]>()

/** The calls that are being answered; none outside one. */
export const currentTraces = (): readonly Trace[] => running.getStore() ?? []

/** Runs work for all of these calls; what it commits leaves a row for each. */
export const runFor = <T>(traces: readonly Trace[], work: () => Promise<T>): Promise<T> =>
  running.run(traces, work)

/** Says which of those whose asks are done together were refused, in their order: with this transaction they leave none. */
export function noteRefusedOf(isRefused: readonly boolean[]): void {
  for (const [n, trace] of currentTraces().entries()) if (isRefused[n]) trace.holdBack()
}

/** Writes the rows of what a transaction did; the last thing before it is committed, or with it. */
export async function leaveRows(
  traces: readonly Trace[],
  tx: Pick<Tx, 'wrote'>,
  county: string,
): Promise<void> {
  const rows = traces.flatMap((trace) => trace.due())
  const isKept = rows.length > 0 && (await traces[0]?.keep(tx, county, rows, true))
  if (!isKept) for (const trace of traces) trace.notKept()
}

/** The one call that is being answered; what one notes is about none of several. */
function one(): Trace | undefined {
  const traces = currentTraces()
  return traces.length === 1 ? traces[0] : undefined
}

/** Says what was changed and how it stood before; of the same record again, the first before and the last after count. */
export function noteChange(record: string, after?: Facts, before?: Facts): void {
  one()?.note({ record, ...(before ? { before } : {}), ...(after ? { after } : {}) })
}

/** Says who it is, where the call itself does not: who signs in, whose key it is. */
export function noteWho(person: string, post?: string): void {
  one()?.noteWho(person, post)
}

/** The same, once it is decided that they come in; the session is written by this transaction. */
export function noteSignIn(person: string, post?: string): void {
  one()?.noteWho(person, post, true)
}

/** Says that the transaction under way decides nothing yet: it leaves no row, whatever it counts. */
export function noteUndecided(): void {
  one()?.holdBack()
}

/** Adds to what the call said of itself; masked before it comes here. */
export function noteSaid(said: Facts): void {
  one()?.noteSaid(said)
}

/** Says that this time nothing personal of anybody else was shown. */
export function spareTrace(): void {
  one()?.spare()
}

/** Says that one of several was refused while the call goes on. */
export function noteRefused(record: string, reason: string): void {
  one()?.refused.push({ record, reason })
}

export class Trace {
  readonly refused: { record: string; reason: string }[] = []
  #who: { person?: string; post?: string }
  #said: Facts
  #noted: Noted[] = []
  /** Rows in the transaction that is about to be committed, and in those that were. */
  #written = 0
  #kept = 0
  #isOpen = true
  #isSpared = false
  #isDecided = false
  #isHeldBack = false
  #calling: Calling
  readonly #leaves: Leaves
  readonly keep: KeepRows

  constructor(
    calling: Calling,
    leaves: Leaves,
    who: { person?: string | undefined; post?: string | undefined },
    keep: KeepRows,
  ) {
    this.#calling = calling
    this.#leaves = leaves
    this.#said = calling.said
    this.#who = { ...(who.person ? { person: who.person } : {}), ...(who.post ? { post: who.post } : {}) }
    this.keep = keep
  }

  /** Whether anything was written for this call. */
  get hasChanged(): boolean {
    return this.#kept > 0
  }

  /** Who it is, as far as it is known. */
  get person(): string | undefined {
    return this.#who.person
  }

  /** With which key it says what it says. */
  noteSent(sent: NonNullable<Calling['sent']>): void {
    this.#calling = { ...this.#calling, sent }
  }

  run<T>(work: () => Promise<T>): Promise<T> {
    return runFor([this], work)
  }

  note(noted: Noted & { record: string }): void {
    const known = this.#noted.find(({ record }) => record === noted.record)
    if (!known) this.#noted.push(noted)
    else if (noted.after) known.after = { ...known.after, ...noted.after }
  }

  noteWho(person: string, post?: string, isDecided = false): void {
    this.#isDecided = isDecided
    this.#who = { person, ...(post === undefined ? {} : { post }) }
  }

  noteSaid(said: Facts): void {
    this.#said = { ...this.#said, ...said }
  }

  spare(): void {
    this.#isSpared = true
  }

  /** Leaves no row with the transaction that is under way: what came of it is told when it is answered. */
  holdBack(): void {
    this.#isHeldBack = true
  }

  /** The rows of what this transaction did. */
  due(): TraceRow[] {
    const isDue =
      this.#leaves === 'change' ||
      this.#leaves === 'personal' ||
      (this.#leaves === 'sign-in' && this.#isDecided)
    const noted = this.#noted.splice(0)
    const isHeldBack = this.#isHeldBack
    this.#isHeldBack = false
    if (!this.#isOpen || !isDue || isHeldBack || (this.#kept > 0 && noted.length === 0)) return []
    const rows = (noted.length > 0 ? noted : [{}]).map((each) => this.#row(each, 'done', 200, ''))
    this.#written = rows.length
    return rows
  }

  /** Nothing was changed after all; whether it was refused is known when it is answered. */
  notKept(): void {
    this.#written = 0
  }

  committed(): void {
    this.#kept += this.#written
    this.#written = 0
  }

  rolledBack(): void {
    this.#noted = []
    this.#written = 0
  }

  /**
   * The rows that are still due when the answer is known: refusals, reads of what is personal, and calls that changed
   * nothing because they had been done before. After it the trace leaves none.
   */
  rest(status: number, reason: string): TraceRow[] {
    if (!this.#isOpen) return []
    this.#isOpen = false
    const outcome: Outcome = status < 400 ? 'done' : status < 500 ? 'refused' : 'failed'
    const isDue = outcome === 'done' ? this.#isDone() : this.#leaves !== 'refusals' || status === 403
    if (this.#leaves === 'never') return []
    return [
      ...(isDue ? [this.#row(this.#noted[0] ?? {}, outcome, status, reason)] : []),
      ...this.refused.map((each) => this.#row(each, 'refused', status, each.reason)),
    ]
  }

  /** Done, and not written yet. */
  #isDone(): boolean {
    if (this.#kept > 0) return false
    return (
      this.#leaves === 'change' ||
      this.#leaves === 'sign-in' ||
      (this.#leaves === 'personal' && !this.#isSpared)
    )
  }

  #row(noted: Noted, outcome: Outcome, status: number, reason: string): TraceRow {
    const now = new Date()
    const { call, route, address, surface, record, sent } = this.#calling
    // Field by field: every change makes one, and spreading costs several times as much.
    return {
      id: newId(now),
      at: now.toISOString(),
      call,
      person: this.#who.person,
      post: this.#who.post,
      address,
      surface,
      route,
      record: noted.record ?? record,
      said: this.#said,
      before: noted.before,
      after: noted.after,
      outcome,
      status,
      reason,
      // What was refused was not done, and may be sent with other words.
      sent: outcome === 'done' ? sent : undefined,
    }
  }
}
