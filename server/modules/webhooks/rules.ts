import { createHmac } from 'node:crypto'
import type { EVENTS } from '#contract/webhooks.ts'

/** What is signed, and how often it is tried. */

export type EventName = (typeof EVENTS)[number]

/** What was sent holds what a unit answered; whoever received it has it, and whoever did not has asked by then. */
export const BODY_DAYS = 30

/** Minutes until the next try: a restart, a lunch, a night, a weekend. Eight tries in three and a half days. */
const WAITS = [1, 5, 30, 120, 480, 1440, 2880]

/** When to try again after so many tries; undefined when it is given up. */
export function nextTry(tries: number, now: Date): Date | undefined {
  const minutes = WAITS[tries - 1]
  return minutes === undefined ? undefined : new Date(now.getTime() + minutes * 60_000)
}

/**
 * The header that proves where a message comes from: seconds since 1970, and HMAC-SHA-256 over `seconds.body`. Whoever
 * checks it refuses old seconds, so that what was overheard cannot be played again.
 */
export function signatureOf(secret: string, body: string, at: Date): string {
  const seconds = Math.floor(at.getTime() / 1000)
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`
}

/** A message as it travels; the same bytes at each try. */
export const bodyOf = (event: EventName, at: Date, data: object): string =>
  JSON.stringify({ event, at: at.toISOString(), data })
