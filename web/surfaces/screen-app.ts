const HOUR_MS = 3_600_000
const LOOK_MS = 5_000

/**
 * Keeps a shared screen's program on its machine and takes a new version by itself, at a moment when nobody is using
 * it: such a screen stays open for months. Over plain http browsers refuse workers; then it lives as long as its page.
 */
export function startScreenWorker(surface: 'kiosk' | 'tv', isIdle: () => boolean): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  const { serviceWorker } = navigator
  // The first worker of a new machine changes nothing.
  let isFirst = serviceWorker.controller === null
  serviceWorker.addEventListener('controllerchange', () => {
    if (!isFirst) setInterval(() => isIdle() && navigator.onLine && window.location.reload(), LOOK_MS)
    isFirst = false
  })
  const start = async () => {
    const registration = await serviceWorker.register(`/${surface}-sw.js`, { scope: `/${surface}` })
    setInterval(() => void registration.update().catch(() => undefined), HOUR_MS)
  }
  start().catch(() => undefined)
}
