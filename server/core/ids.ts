import { v7, validate, version } from 'uuid'

/** A new UUIDv7: sorts by time, so indexes stay compact. */
export function newId(at?: Date): string {
  return at ? v7({ msecs: at.getTime() }) : v7()
}

/** Whether a string is a UUIDv7, as idempotency keys must be. */
export function isId(value: string): boolean {
  return validate(value) && version(value) === 7
}
