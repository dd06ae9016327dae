import { createPrivateKey, type KeyObject } from 'node:crypto'

/**
 * Signing keys at hand while a hall fetches its papers: unsealing and reading one takes longer than signing with it.
 * They are in memory only, and gone a minute after the last paper: the box forgets its key when casting begins, and a
 * process that does not hear of it must not remember much longer.
 */

const KEPT_MS = 60_000
type Kept = { key: KeyObject; timer: NodeJS.Timeout }
const kept = new Map<string, Kept>()

/** The signing key of a box; `read` gives its PEM. The caller has seen that papers are being handed out. */
export function signingKeyOf(motion: string, read: () => string): KeyObject {
  const known = kept.get(motion)
  if (known) {
    known.timer.refresh()
    return known.key
  }
  const key = createPrivateKey(read())
  const timer = setTimeout(() => kept.delete(motion), KEPT_MS).unref()
  kept.set(motion, { key, timer })
  return key
}

/** Casting has begun: nothing is signed any more. */
export function forgetKey(motion: string): void {
  clearTimeout(kept.get(motion)?.timer)
  kept.delete(motion)
}
