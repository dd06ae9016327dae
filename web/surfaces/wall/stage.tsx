import { useEffect, useState, type ReactNode } from 'react'

const WIDTH = 1920
const HEIGHT = 1080

const scaleNow = () => Math.min(window.innerWidth / WIDTH, window.innerHeight / HEIGHT)

/**
 * A stage of 1920 × 1080 that fills whatever screen it hangs on. Everything on it is text and vectors, which the
 * browser draws anew at the scale, so 4K is sharp.
 */
export function Stage({ children }: { children: ReactNode }) {
  const [scale, setScale] = useState(scaleNow)
  useEffect(() => {
    const fit = () => setScale(scaleNow())
    window.addEventListener('resize', fit)
    return () => window.removeEventListener('resize', fit)
  }, [])
  return (
    <div className="grid h-dvh place-items-center overflow-hidden bg-ground">
      <div style={{ width: WIDTH * scale, height: HEIGHT * scale }}>
        <div
          style={{
            width: WIDTH,
            height: HEIGHT,
            position: 'relative',
            transform: `scale(${scale})`,
            transformOrigin: '0 0',
          }}
        >
          {children}
        </div>
      </div>
    </div>
  )
}
