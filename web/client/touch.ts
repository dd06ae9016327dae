/** Without a hand on it for that long, what a page asks it asks by itself. */
const UNTOUCHED_MS = 60_000
const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const

let touchedAt: number | undefined

/**
 * From now on calls say when nobody has touched the page for a while, so that one which goes on reading by itself does
 * not keep a session alive. For desks in offices; a wall is lit without anybody’s hand.
 */
export function watchTouches(): void {
  touchedAt = Date.now()
  for (const sign of SIGNS)
    addEventListener(sign, () => (touchedAt = Date.now()), { capture: true, passive: true })
}

/** What a call says of it. */
export function touchHeader(): Record<string, string> {
  return touchedAt !== undefined && Date.now() - touchedAt > UNTOUCHED_MS ? { 'x-untouched': '1' } : {}
}
