import type { HlsPlayer } from '#web/client/hls.ts'

/** hls.js as the script it is published as (ES5), which a box without modules loads when a meeting is watched. */
type Global = { Hls?: { new (settings: object): HlsPlayer; isSupported: () => boolean } }

export function loadHlsScript(): Promise<(() => HlsPlayer) | undefined> {
  const made = () => {
    // What the script leaves behind; nothing else names it.
    const { Hls } = window as Global
    if (!Hls || !Hls.isSupported()) return undefined
    return () => new Hls({ liveSyncDurationCount: 2, enableWorker: false })
  }
  if ((window as Global).Hls) return Promise.resolve(made())
  return new Promise((resolve) => {
    const script = document.createElement('script')
    script.src = '/assets/tv/hls.js'
    script.addEventListener('load', () => resolve(made()))
    script.addEventListener('error', () => resolve(undefined))
    document.head.appendChild(script)
  })
}
