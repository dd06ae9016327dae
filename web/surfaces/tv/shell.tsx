import { useCallback, useEffect, useState } from 'react'
import { usePlaceName } from '#web/client/device.ts'
import { HomeTv, PhonesTv, ReportingTv, screenOfKey, type TvScreen } from '#web/features/home/tv.tsx'
import { TrackTv } from '#web/features/track/tv.tsx'
import { useArrows } from '#web/ui/use-arrows.ts'

/** The television: arrows, number keys and back; the focus is real, so a screen reader and a remote agree. */
export function Shell() {
  const place = usePlaceName()
  const [screen, setScreen] = useState<TvScreen>('home')
  const home = useCallback(() => setScreen('home'), [])
  useArrows(home)
  useEffect(() => {
    if (screen !== 'home') return undefined
    const press = ({ key }: KeyboardEvent) => setScreen((now) => screenOfKey(key) ?? now)
    window.addEventListener('keyup', press)
    return () => window.removeEventListener('keyup', press)
  }, [screen])
  return (
    <main className="h-dvh overflow-hidden bg-ground px-[2.6rem] py-[1.8rem]">
      {screen === 'home' && <HomeTv place={place} onGo={setScreen} />}
      {screen === 'track' && <TrackTv onHome={home} />}
      {screen === 'report' && <ReportingTv onHome={home} />}
      {screen === 'phones' && <PhonesTv onHome={home} />}
    </main>
  )
}
