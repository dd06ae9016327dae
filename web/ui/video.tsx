import { useEffect, useRef, useState } from 'react'

/** As much of hls.js as is used here. */
type Player = {
  loadSource: (url: string) => void
  attachMedia: (video: HTMLVideoElement) => void
  on: (event: 'hlsError', listener: (event: string, data: { fatal: boolean; type: string }) => void) => void
  recoverMediaError: () => void
  destroy: () => void
}
/** Brings the player (web/client/hls.ts; on television a script of its own); undefined where the browser cannot play. */
export type LoadHls = () => Promise<(() => Player) | undefined>

const NATIVE = 'application/vnd.apple.mpegurl'
/** After a picture was lost it is looked for again so often. */
const AGAIN_MS = 3_000

type Standing = 'waiting' | 'playing' | 'unable'

/**
 * Plays HLS: by the browser itself where it can, else with hls.js. Says in words when there is no picture; whatever
 * else is on the page goes on without it.
 */
export function Video({
  src,
  label,
  load,
  muted = false,
  className = '',
}: {
  src: string
  label: string
  load: LoadHls
  muted?: boolean
  className?: string
}) {
  const video = useRef<HTMLVideoElement>(null)
  const [standing, setStanding] = useState<Standing>('waiting')
  useEffect(() => {
    const element = video.current
    if (!element) return undefined
    setStanding('waiting')
    const end = play(element, src, load, setStanding)
    return end
  }, [src, load])
  return (
    <div className={`relative grid overflow-hidden rounded-card bg-black ${className}`}>
      <video
        ref={video}
        aria-label={label}
        controls
        autoPlay
        playsInline
        muted={muted}
        className="aspect-video w-full"
        onPlaying={() => setStanding('playing')}
      />
      {standing !== 'playing' && (
        <p
          role="status"
          className="pointer-events-none absolute inset-0 grid place-content-center p-6 text-center text-white"
        >
          {standing === 'unable'
            ? '这个浏览器放不了视频，提问和征求意见照常'
            : '正在等画面，提问和征求意见照常'}
        </p>
      )}
    </div>
  )
}

/** Starts playing and answers with how to stop. */
function play(
  element: HTMLVideoElement,
  src: string,
  load: LoadHls,
  onStanding: (standing: Standing) => void,
): () => void {
  let isOver = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let player: Player | undefined
  const later = (work: () => void) => {
    timer = setTimeout(() => isOver || work(), AGAIN_MS)
  }
  const tryAgain = () => later(byItself)
  const byItself = () => {
    element.src = src
    element.addEventListener('error', tryAgain)
  }
  const withHls = async () => {
    const make = await load()
    if (isOver) return
    if (!make) return onStanding('unable')
    player = make()
    player.on('hlsError', (_event, { fatal, type }) => {
      if (!fatal) return
      onStanding('waiting')
      if (type === 'mediaError') player?.recoverMediaError()
      else later(() => player?.loadSource(src))
    })
    player.loadSource(src)
    player.attachMedia(element)
  }
  if (element.canPlayType(NATIVE) !== '') byItself()
  else withHls().catch(() => onStanding('unable'))
  return () => {
    isOver = true
    clearTimeout(timer)
    player?.destroy()
    element.removeEventListener('error', tryAgain)
    element.removeAttribute('src')
  }
}
