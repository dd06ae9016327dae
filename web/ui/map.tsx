import { useEffect, useRef, useState } from 'react'
import type { MapCanvas, MapContent, MapStart } from './map-canvas.ts'

interface MapViewProps extends MapStart, MapContent {
  /** What the map shows, for those who do not see it; the same things should stand in a list nearby. */
  label: string
  /** A CSS height; the width is the parent's. */
  height?: string
}

/** A map that loads its library only when it is first on screen. Without tiles it draws the county's own lines. */
export function MapView({ label, height = '18rem', centre, zoom, tiles, ...content }: MapViewProps) {
  const box = useRef<HTMLDivElement>(null)
  const [canvas, setCanvas] = useState<MapCanvas>()
  const [failed, setFailed] = useState(false)
  // Where it opens is decided once; afterwards the view is the reader's own.
  const [start] = useState<MapStart>({ centre, zoom, tiles })

  useEffect(() => {
    let closed = false
    let opened: MapCanvas | undefined
    const open = async () => {
      const { openMap } = await import('./map-canvas.ts')
      if (closed || !box.current) return
      opened = openMap(box.current, start)
      setCanvas(opened)
    }
    open().catch(() => setFailed(true))
    return () => {
      closed = true
      opened?.close()
    }
  }, [start])

  useEffect(() => canvas?.show(content))

  return (
    <div
      role="region"
      aria-label={content.onPick ? `${label}，移动地图后按回车选中间的位置` : label}
      className="isolate overflow-hidden rounded-card border border-line bg-well"
    >
      {failed ? (
        <p className="p-4 text-ink-2">地图没有打开。可以先填文字地址，不影响提交。</p>
      ) : (
        <div ref={box} style={{ height }} />
      )}
    </div>
  )
}
