import { useEffect, useState } from 'react'

/** Silence after which it asks whether somebody is there, and the time to answer (look.md, Kiosk). */
const SILENCE_MS = 30_000
const ANSWER_S = 10

const TOUCHES = ['pointerdown', 'keydown', 'wheel'] as const

/** Seconds left to answer “还在吗？”; undefined while nobody needs to be asked. Calls `onGone` when nobody did. */
export function useIdle(enabled: boolean, onGone: () => void): number | undefined {
  const [left, setLeft] = useState<number>()
  useEffect(() => {
    if (!enabled) return undefined
    let timer: ReturnType<typeof setTimeout>
    const ask = (seconds: number) => {
      setLeft(seconds)
      timer = setTimeout(() => (seconds > 1 ? ask(seconds - 1) : onGone()), 1000)
    }
    const wait = () => {
      clearTimeout(timer)
      setLeft(undefined)
      timer = setTimeout(() => ask(ANSWER_S), SILENCE_MS)
    }
    wait()
    for (const touch of TOUCHES) window.addEventListener(touch, wait)
    return () => {
      clearTimeout(timer)
      for (const touch of TOUCHES) window.removeEventListener(touch, wait)
    }
  }, [enabled, onGone])
  return enabled ? left : undefined
}
