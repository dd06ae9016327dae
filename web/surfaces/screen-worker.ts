/**
 * Keeps one shared screen's page and program on the machine, so that it opens after a power cut while the network is
 * still away. It touches nothing under /api: contents are kept by the page itself (client/kept.ts), which knows what
 * was withdrawn. bin/screen-app-plugin.ts builds it into `/kiosk-sw.js` and `/tv-sw.js`.
 */
declare const SHELL: { page: string; files: readonly string[]; version: string }

/** A worker's events, as far as this one knows them; the page's own types have none of a worker's. */
interface Waiting extends Event {
  waitUntil: (work: Promise<unknown>) => void
}
interface Fetching extends Waiting {
  request: Request
  respondWith: (answer: Promise<Response>) => void
}
interface Happening {
  install: Waiting
  activate: Waiting
  fetch: Fetching
}
export interface ScreenWorker {
  addEventListener: <Type extends keyof Happening>(
    type: Type,
    listener: (event: Happening[Type]) => void,
  ) => void
  skipWaiting: () => Promise<void>
  clients: { claim: () => Promise<void> }
}
// This file runs as a worker; the page's types know only the page.
const worker = globalThis as unknown as ScreenWorker

const { page, files, version } = SHELL
const PREFIX = `${page} `
const NAME = PREFIX + version
/** A line that is down but does not say so; the kept page is up to date within an hour anyway. */
const PATIENCE_MS = 4_000

worker.addEventListener('install', (event) => {
  const keep = async () => {
    const cache = await caches.open(NAME)
    await cache.addAll([page, ...files].map((url) => new Request(url, { cache: 'reload' })))
    await worker.skipWaiting()
  }
  event.waitUntil(keep())
})

worker.addEventListener('activate', (event) => {
  const tidy = async () => {
    const names = await caches.keys()
    await Promise.all(
      names.filter((name) => name.startsWith(PREFIX) && name !== NAME).map((name) => caches.delete(name)),
    )
    await worker.clients.claim()
  }
  event.waitUntil(tidy())
})

worker.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin) return
  if (request.mode === 'navigate') event.respondWith(pageAnew(request))
  else if (files.includes(pathname)) event.respondWith(keptOr(request, pathname))
})

/** The newest page, or the kept one when the network or the server is away. */
async function pageAnew(request: Request): Promise<Response> {
  const late = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), PATIENCE_MS))
  const answer = await Promise.race([fetch(request).catch(() => undefined), late])
  if (answer && answer.status < 500) return answer
  return keptOr(request, page)
}

async function keptOr(request: Request, name: string): Promise<Response> {
  return (await caches.match(name)) ?? fetch(request)
}
