import { appendFile, chmod, mkdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/** How words reach a phone that is not looking at the screen. A county plugs its own SMS gateway in here. */
export type Texts = {
  /** Hands a message over for delivery. Rejects when the gateway does not take it. */
  send: (phone: string, text: string) => Promise<void>
  /** How many messages are kept longer than their term. */
  outlived: () => Promise<number>
  /** Lets those go. */
  dropOutlived: () => Promise<void>
}

/** Codes are good for minutes; whoever plays the demo reads them on the same day. */
const KEPT_MS = 24 * 3_600_000

/**
 * Stands in for a gateway: appends each message to a file as a JSON line, so that a demo's codes can be read there.
 * Only its owner may read the file, because phone numbers and sign-in codes stand in it, and they stand there for a day.
 */
export function openTexts(file: string): Texts {
  const linesOf = async (path: string) =>
    (await readFile(path, 'utf8').catch(none)).split('\n').filter(Boolean)
  const append = async (text: string) => {
    await mkdir(dirname(file), { recursive: true })
    await appendFile(file, text, { mode: 0o600 })
  }
  return {
    send: (phone, text) => append(`${JSON.stringify({ at: new Date().toISOString(), phone, text })}\n`),
    outlived: async () => (await linesOf(file)).filter(isOutlived).length,
    dropOutlived: async () => {
      // Put aside first: what another process sends meanwhile begins a new file and is not written over.
      const aside = `${file}.aside`
      await rename(file, aside).catch(none)
      const kept = (await linesOf(aside)).filter((line) => !isOutlived(line))
      await append(kept.map((line) => `${line}\n`).join(''))
      await chmod(file, 0o600)
      await rm(aside, { force: true })
    },
  }
}

/** A file that is not there has nothing in it. */
function none(error: NodeJS.ErrnoException): string {
  if (error.code !== 'ENOENT') throw error
  return ''
}

/** A line that says no moment is kept by nobody. */
function isOutlived(line: string): boolean {
  const [, at = ''] = /^\{"at":"([^"]+)"/.exec(line) ?? []
  return !(Date.now() - Date.parse(at) < KEPT_MS)
}
