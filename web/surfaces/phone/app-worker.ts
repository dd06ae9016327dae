/**
 * Keeps the screens on the telephone so that it opens without a network. A new version waits until the person takes
 * it: a reload must not eat half a report.
 */
export function startAppWorker(onNewVersion: (take: () => void) => void): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  const offer = (worker: ServiceWorker | null) => {
    if (!worker || !navigator.serviceWorker.controller) return
    onNewVersion(() => {
      navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
      // A worker takes no origin: it is always this page’s own.
      // oxlint-disable-next-line unicorn/require-post-message-target-origin
      worker.postMessage({ type: 'SKIP_WAITING' })
    })
  }
  const start = async () => {
    const registration = await navigator.serviceWorker.register('/sw.js')
    offer(registration.waiting)
    registration.addEventListener('updatefound', () => {
      const worker = registration.installing
      worker?.addEventListener('statechange', () => worker.state === 'installed' && offer(worker))
    })
  }
  // Where workers are refused everything works but opening without a network.
  start().catch(() => undefined)
}
