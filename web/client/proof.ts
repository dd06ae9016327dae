/**
 * Some calls are welcome only from somebody who has just proved to be there (`prove`). Whoever made such a call waits
 * with all that was typed while the surface asks for the proof.
 */
type Asker = () => Promise<boolean>

let asker: Asker | undefined
let asking: Promise<boolean> | undefined

/** How this surface asks; undefined: it cannot. */
export function askProofBy(ask: Asker | undefined): void {
  asker = ask
}

/** Whether whoever is at the screen has proved it. Of several calls at once each waits for the same answer. */
export function askForProof(): Promise<boolean> {
  asking ??= (asker?.() ?? Promise.resolve(false)).finally(() => (asking = undefined))
  return asking
}
