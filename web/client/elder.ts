import { useSyncExternalStore } from 'react'

/** Whether large characters are on, remembered on this telephone and applied before anything is drawn. */
const KEY = 'elder'
const listeners = new Set<() => void>()

function isElder(): boolean {
  return document.documentElement.classList.contains('elder')
}

/** Called once before the first drawing. */
export function restoreElder(): void {
  document.documentElement.classList.toggle('elder', localStorage.getItem(KEY) === 'on')
}

export function setElder(on: boolean): void {
  localStorage.setItem(KEY, on ? 'on' : 'off')
  document.documentElement.classList.toggle('elder', on)
  for (const listener of listeners) listener()
}

export function useElder(): boolean {
  return useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, isElder)
}
