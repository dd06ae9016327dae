import { randomFillSync } from 'node:crypto'
import { v7, validate, version } from 'uuid'

/** Asking the system for randomness costs as much for a thousand bytes as for sixteen. */
const pool = new Uint8Array(4096)
let taken = pool.length

/** A new UUIDv7: sorts by time, so indexes stay compact. */
export function newId(at?: Date): string {
  return at ? v7({ msecs: at.getTime(), random: random() }) : v7()
}

/** Whether a string is a UUIDv7, as idempotency keys must be. */
export function isId(value: string): boolean {
  return validate(value) && version(value) === 7
}

function random(): Uint8Array {
  if (taken === pool.length) {
    randomFillSync(pool)
    taken = 0
  }
  return pool.subarray(taken, (taken += 16))
}
