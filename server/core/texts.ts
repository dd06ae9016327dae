import { appendFile, mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'

/** How words reach a phone that is not looking at the screen. A county plugs its own SMS gateway in here. */
export type Texts = {
  /** Hands a message over for delivery. Rejects when the gateway does not take it. */
  send: (phone: string, text: string) => Promise<void>
}

/**
 * Stands in for a gateway: appends each message to a file as a JSON line, so that a demo's codes can be read there.
 * Only its owner may read the file, because phone numbers and sign-in codes stand in it.
 */
export function openTexts(file: string): Texts {
  return {
    send: async (phone, text) => {
      await mkdir(dirname(file), { recursive: true })
      await appendFile(file, JSON.stringify({ at: new Date().toISOString(), phone, text }) + '\n', {
        mode: 0o600,
      })
    },
  }
}
