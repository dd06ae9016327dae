import { useSyncExternalStore } from 'react'
import { Icon } from './icon.tsx'

interface Message {
  id: number
  words: string
  kind: 'done' | 'trouble'
}

/** Long enough for an older reader to finish one sentence. */
const staysMs = 6000

let shown: Message | undefined
let lastId = 0
const listeners = new Set<() => void>()

function show(message: Message | undefined) {
  shown = message
  for (const listener of listeners) listener()
}

function listen(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Says one short sentence below the header, clear of what the thumb presses next; a newer one takes its place. */
export function toast(words: string, kind: Message['kind'] = 'done') {
  const message = { id: ++lastId, words, kind }
  show(message)
  setTimeout(() => {
    if (shown === message) show(undefined)
  }, staysMs)
}

/** Where the sentences appear. One per shell: the live region must be there before it speaks. */
export function Toasts() {
  const message = useSyncExternalStore(listen, () => shown)
  return (
    <div
      role="status"
      aria-live="polite"
      className="pointer-events-none fixed inset-x-0 top-[calc(4.25rem+env(safe-area-inset-top))] z-20 px-page"
    >
      {message && (
        <p
          key={message.id}
          className="mx-auto flex w-fit max-w-[32rem] items-center gap-2 rounded-card bg-ink px-4 py-3 text-paper
            shadow-float rise"
        >
          <Icon name={message.kind === 'done' ? 'check' : 'warning'} />
          {message.words}
        </p>
      )}
    </div>
  )
}
