import { useSyncExternalStore } from 'react'
import { call, CallError, type Input } from './call.ts'
import { openShelf } from './shelf.ts'

/**
 * Secret ballots on the telephone: each is kept from the moment its paper is asked for until it is counted, through a
 * reload, a cut network and a flat battery. What waits is sent by itself, without the session, and again until it is
 * counted, because the server holds ballots in memory (docs/decisions/0014-secret-ballots.md).
 */

export type Choice = Input<'ballots.cast'>['body']['choice']

export type KeptBallot = {
  motion: string
  /** For whom: of the meeting’s roll. */
  member: string
  /** base64url; what the paper is recognised by, once it is in the box. */
  serial: string
  /** The paper as it was sent to be signed, until it is. */
  asked?: { blinded: string; inverse: string }
  signature?: string
  receipt?: string
  /** Kept until it is counted, and shown to nobody. */
  choice?: Choice
  /** The server said it has it, last at. */
  castAt?: number
  /** Refused for good: too late, or not of this vote. */
  refused?: string
  /** Counted: whether the list holds it, as it was cast. */
  found?: 'same' | 'other' | 'missing'
}

/** A box that lost its memory gets every ballot again within a minute. */
const AGAIN_MS = 60_000
const LOOK_MS = 5_000

const shelf = openShelf('ballots')
let all: readonly KeptBallot[] = []
let restoring: Promise<void> | undefined
const listeners = new Set<() => void>()

const keyOf = ({ motion, member }: Pick<KeptBallot, 'motion' | 'member'>) => `${motion} ${member}`
const listen = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function show(next: readonly KeptBallot[]): void {
  all = next
  for (const listener of listeners) listener()
}

/** Reads what an earlier visit kept; once. */
export function restoreBallots(): Promise<void> {
  restoring ??= shelf
    .all()
    // Only this file puts anything on the shelf.
    .then((kept) => show(kept as KeptBallot[]))
    .catch(() => undefined)
  return restoring
}

/** The ballot of somebody in a vote, if this telephone has one. */
export function useBallot(motion: string, member: string): KeptBallot | undefined {
  const kept = useSyncExternalStore(listen, () => all)
  return kept.find((one) => one.motion === motion && one.member === member)
}

/** Keeps a ballot as it stands now; it is on the telephone before anything is sent. */
export async function keepBallot(ballot: KeptBallot): Promise<void> {
  await restoreBallots()
  show([...all.filter((one) => keyOf(one) !== keyOf(ballot)), ballot])
  await shelf.put(keyOf(ballot), ballot).catch(() => undefined)
}

/** Forgets a paper that was never signed, or whose box is never opened. */
export async function dropBallot(ballot: Pick<KeptBallot, 'motion' | 'member'>): Promise<void> {
  show(all.filter((one) => keyOf(one) !== keyOf(ballot)))
  await shelf.remove(keyOf(ballot)).catch(() => undefined)
}

/** Puts a ballot in. What may pass is tried again; a refusal for good is kept beside it. */
export async function castBallot(ballot: KeptBallot): Promise<void> {
  const { motion, serial, signature, choice } = ballot
  if (!signature || !choice) return
  try {
    const input = { params: { motion }, body: { serial, signature, choice } }
    const { receipt } = await call('ballots.cast', input, { asNobody: true })
    await keepBallot({ ...ballot, receipt, castAt: Date.now() })
  } catch (error) {
    const isForGood =
      error instanceof CallError && !error.isPassing && ![408, 425, 429].includes(error.status)
    if (isForGood && error.status !== 404) await keepBallot({ ...ballot, refused: error.message })
  }
}

const NOT_ARRIVED = '计票的时候这张票还没有送到，没有计入'

const isDue = ({ choice, found, refused, castAt }: KeptBallot) =>
  choice !== undefined &&
  found === undefined &&
  refused === undefined &&
  (castAt === undefined || Date.now() - castAt > AGAIN_MS)

/** Sends what waits now, when the network is back, and while anything waits. Answers with what stops it. */
export function keepCasting(): () => void {
  let isSending = false
  const flush = async (): Promise<void> => {
    if (isSending) return
    isSending = true
    for (const ballot of all.filter(isDue)) await castBallot(ballot)
    isSending = false
  }
  const send = () => void flush()
  void restoreBallots().then(send)
  window.addEventListener('online', send)
  const timer = setInterval(send, LOOK_MS)
  return () => {
    window.removeEventListener('online', send)
    clearInterval(timer)
  }
}

/** Looks a ballot up in the counted list; then the choice is needed no more and leaves the telephone. */
export async function settleBallot(ballot: KeptBallot, counted: Counted): Promise<void> {
  const settled = settledBy(ballot, counted)
  if (settled) await keepBallot(settled)
}

type Counted = readonly { receipt: string; choice: Choice; serial: string }[]

/** What a ballot becomes once the list is known; undefined where the list says nothing new. */
export function settledBy(ballot: KeptBallot, counted: Counted): KeptBallot | undefined {
  const { choice, refused, asked: _, ...rest } = ballot
  const own = counted.find(({ receipt, serial }) => receipt === ballot.receipt && serial === ballot.serial)
  if (own) return { ...rest, found: own.choice === choice ? 'same' : 'other' }
  // Nobody said this one had arrived: it is late, not missing. A paper that was never filled in is neither.
  if (choice === undefined || refused !== undefined) return undefined
  return ballot.castAt === undefined ? { ...rest, refused: NOT_ARRIVED } : { ...rest, found: 'missing' }
}
