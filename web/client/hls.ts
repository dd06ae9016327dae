/** As much of hls.js as a page uses. */
export type HlsPlayer = {
  loadSource: (url: string) => void
  attachMedia: (video: HTMLVideoElement) => void
  on: (event: 'hlsError', listener: (event: string, data: { fatal: boolean; type: string }) => void) => void
  recoverMediaError: () => void
  destroy: () => void
}

/** hls.js, in a chunk that only those load who look at a meeting whose browser plays no HLS by itself. */
export async function loadHls(): Promise<(() => HlsPlayer) | undefined> {
  const { default: Hls } = await import('hls.js/light')
  if (!Hls.isSupported()) return undefined
  // Two pieces behind the newest: near, and one late piece does not stop the picture. Its worker would be a blob.
  const settings = { liveSyncDurationCount: 2, liveMaxLatencyDurationCount: 6, enableWorker: false }
  // Its events are an enumeration of the strings they are sent as.
  return () => new Hls(settings) as unknown as HlsPlayer
}
