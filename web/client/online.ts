import { useSyncExternalStore } from 'react'

function listen(listener: () => void): () => void {
  window.addEventListener('online', listener)
  window.addEventListener('offline', listener)
  return () => {
    window.removeEventListener('online', listener)
    window.removeEventListener('offline', listener)
  }
}

/** Whether the telephone says it has a network. It may be wrong; sending never relies on it. */
export function useOnline(): boolean {
  return useSyncExternalStore(listen, () => navigator.onLine)
}
