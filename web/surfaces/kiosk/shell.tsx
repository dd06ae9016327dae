import { useCallback, useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { usePlaceName } from '#web/client/device.ts'
import {
  HomeKiosk,
  LaterKiosk,
  PhonesKiosk,
  ReportingKiosk,
  type KioskScreen,
} from '#web/features/home/kiosk.tsx'
import { GuideKiosk } from '#web/features/services/kiosk.tsx'
import { TrackKiosk } from '#web/features/track/kiosk.tsx'
import { Icon } from '#web/ui/icon.tsx'
import { useIdle } from '#web/ui/use-idle.ts'

/** The kiosk: one screen at a time, back in the same place, and forgetful: the next person sees nothing of the last. */
export function Shell() {
  const place = usePlaceName()
  const cache = useQueryClient()
  const [screen, setScreen] = useState<KioskScreen>('home')
  const [visit, setVisit] = useState(0)
  const leave = useCallback(() => {
    setScreen('home')
    setVisit((last) => last + 1)
    cache.removeQueries({ queryKey: ['track.look'] })
  }, [cache])
  const left = useIdle(screen !== 'home', leave)
  return (
    <div className="flex h-dvh flex-col bg-ground">
      <main key={visit} className="min-h-0 flex-1 overflow-y-auto px-9 pt-12 pb-6">
        {screen === 'home' && <HomeKiosk place={place} onGo={setScreen} />}
        {screen === 'track' && <TrackKiosk />}
        {screen === 'guide' && <GuideKiosk />}
        {screen === 'report' && <ReportingKiosk />}
        {screen === 'phones' && <PhonesKiosk />}
        {(screen === 'open' || screen === 'points') && <LaterKiosk what={screen} />}
      </main>
      <footer className="flex h-[6rem] shrink-0 items-center gap-6 border-t border-line bg-paper px-9">
        {screen === 'home' ? (
          <p className="text-lead text-ink-2">急事请打 110、119、120；不会用，请喊值班的人。</p>
        ) : (
          <button
            type="button"
            onClick={leave}
            className="flex min-h-[4rem] items-center gap-3 rounded-card border-2 border-brand px-8 text-lead font-bold
              text-brand active:bg-brand-soft"
          >
            <Icon name="home" /> 回首页
          </button>
        )}
      </footer>
      {left !== undefined && <StillThere seconds={left} />}
    </div>
  )
}

/** Touching anywhere answers; the words say what happens otherwise. */
function StillThere({ seconds }: { seconds: number }) {
  return (
    <div role="alertdialog" aria-label="还在吗？" className="fixed inset-0 grid place-items-center bg-veil">
      <div className="grid w-[30rem] justify-items-center gap-4 rounded-card bg-paper p-10 text-center shadow-float">
        <p className="text-display font-bold">还在吗？</p>
        <p className="text-lead text-ink-2">点一下屏幕继续。{seconds} 秒后回到首页，您看的内容会清掉。</p>
      </div>
    </div>
  )
}
