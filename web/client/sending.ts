import { useSyncExternalStore } from 'react'
import { call, CallError, upload } from './call.ts'
import { Outbox, type Parcel, type Verdict } from './outbox.ts'
import { openShelf } from './shelf.ts'

/** Too many at once, or too slow: the same parcel may go a little later. */
const LATER = [408, 425, 429]

function judge(error: unknown): Verdict {
  if (!(error instanceof CallError)) return { says: '没有发出去，请再试一次', fields: {} }
  if (error.status === 401) return 'sign-in'
  if (error.isPassing || LATER.includes(error.status)) return 'wait'
  return { says: error.message, fields: error.fields }
}

/** The telephone’s one outbox. */
export const outbox = new Outbox(openShelf('outbox'), {
  upload: (blob) => upload(blob),
  open: (body, key) => call('matters.open', { body }, { key }),
  judge,
})

/** Restores what waits and tries it now, when the network is back, and when the page is looked at again. */
export function keepSending(person: string): () => void {
  const flush = () => void outbox.flush(person)
  const look = () => {
    if (document.visibilityState === 'visible') flush()
  }
  void outbox.restore().then(flush)
  window.addEventListener('online', flush)
  document.addEventListener('visibilitychange', look)
  // Some telephones say nothing when a weak network comes back.
  const timer = setInterval(flush, 60_000)
  return () => {
    window.removeEventListener('online', flush)
    document.removeEventListener('visibilitychange', look)
    clearInterval(timer)
  }
}

/** One parcel as it stands, on the screen it was sent from: whose session has just ended still sees what became of it. */
export function useParcel(key: string): Parcel | undefined {
  return useSyncExternalStore(outbox.listen, outbox.parcels).find((parcel) => parcel.key === key)
}

/** What of this person waits on the telephone, newest first. */
export function useWaiting(person: string | undefined): readonly Parcel[] {
  const parcels = useSyncExternalStore(outbox.listen, outbox.parcels)
  return parcels.filter((parcel) => parcel.person === person).sort((a, b) => (a.at < b.at ? 1 : -1))
}
