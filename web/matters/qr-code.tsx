import { useEffect, useState } from 'react'

type Square = { size: number; path: string }

/** A QR code drawn as one path; its library comes only when one is shown. */
export function QrCode({
  text,
  label,
  className = 'size-40 bg-paper',
}: {
  text: string
  label: string
  className?: string
}) {
  const [square, setSquare] = useState<Square>()
  useEffect(() => {
    let gone = false
    const draw = async () => {
      const { create } = await import('qrcode')
      const { modules } = create(text, { errorCorrectionLevel: 'M' })
      if (!gone) setSquare({ size: modules.size, path: pathOf(modules.size, modules.data) })
    }
    // Without it the code below it can still be typed.
    draw().catch(() => undefined)
    return () => {
      gone = true
    }
  }, [text])
  if (!square) return <div className={className} />
  const { size, path } = square
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`-2 -2 ${size + 4} ${size + 4}`}
      className={className}
      shapeRendering="crispEdges"
    >
      <path d={path} fill="currentColor" />
    </svg>
  )
}

function pathOf(size: number, data: ArrayLike<number>): string {
  return Array.from(data, (dark, at) => (dark ? `M${at % size} ${Math.floor(at / size)}h1v1h-1z` : '')).join(
    '',
  )
}
