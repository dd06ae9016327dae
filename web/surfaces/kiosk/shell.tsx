import { useCallback, useEffect, useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { countsText, useVillageDuties, useWholeBoard } from '#web/client/board.ts'
import { useOffices, usePlaceName, useVillage } from '#web/client/device.ts'
import { CovenantKiosk } from '#web/features/covenants/kiosk.tsx'
import { AboutKiosk } from '#web/features/devices/kiosk.tsx'
import { OldContent } from '#web/features/devices/parts.tsx'
import { useScreen, type Screen } from '#web/features/devices/screen.ts'
import { CalendarKiosk } from '#web/features/disclosure/kiosk.tsx'
import { HomeKiosk, PhonesKiosk, PointsKiosk, ReportingKiosk } from '#web/features/home/kiosk.tsx'
import { PublicationKiosk } from '#web/features/publications/kiosk-one.tsx'
import { SearchKiosk } from '#web/features/publications/kiosk-search.tsx'
import { BoardKiosk } from '#web/features/publications/kiosk.tsx'
import { GuideKiosk } from '#web/features/services/kiosk.tsx'
import { StreamKiosk } from '#web/features/streams/kiosk.tsx'
import { useOpenMeeting, type OpenMeeting } from '#web/features/streams/parts-open.tsx'
import { TrackKiosk } from '#web/features/track/kiosk.tsx'
import { Icon } from '#web/ui/icon.tsx'
import { useIdle } from '#web/ui/use-idle.ts'
import { rememberResort } from '../safety-net.tsx'
import { NAMES, type KioskPlace } from './paths.ts'

const HOME: KioskPlace = { at: 'home' }

/** The kiosk: one screen at a time, back in the same place, and forgetful: the next person sees nothing of the last. */
export function Shell() {
  const village = useVillage()
  const cache = useQueryClient()
  const [visit, setVisit] = useState(0)
  const [path, setPath] = useState<readonly KioskPlace[]>(
    village === undefined ? [HOME, { at: 'about' }] : [HOME],
  )
  const here = path.at(-1) ?? HOME
  const board = useWholeBoard(village)
  const meeting = useOpenMeeting(village)
  const screen = useScreen({ kind: 'kiosk', shows: NAMES[here.at], isWaiting: here.at === 'about' })
  const leave = useCallback(() => {
    setPath([HOME])
    setVisit((last) => last + 1)
    cache.removeQueries({ queryKey: ['track.look'] })
  }, [cache])
  const go = useCallback((to: KioskPlace) => setPath((all) => [...all, to]), [])
  const turn = (to: KioskPlace) => setPath((all) => [...all.slice(0, -1), to])
  // Whoever watches a meeting touches nothing; when it is over the screen goes home like any other.
  const isWatching = here.at === 'live' && meeting !== undefined
  const left = useIdle(here.at !== 'home' && here.at !== 'about' && !isWatching, leave)
  useDesk({ screen, village, leave, go, setPath })
  useResort()
  return (
    <div className="flex h-dvh flex-col bg-ground" {...(here.at === 'home' ? { 'data-home': '' } : {})}>
      <OldContent
        isLost={screen.isLost}
        readAt={village === undefined ? undefined : board.dataUpdatedAt || undefined}
      />
      <main key={visit} className="min-h-0 flex-1 overflow-y-auto px-9 pt-10 pb-6">
        <Place {...{ here, board, screen, village, meeting, leave, go, turn }} />
      </main>
      <Foot
        here={here}
        depth={path.length}
        onBack={() => setPath((all) => all.slice(0, -1))}
        onHome={leave}
        onAbout={() => go({ at: 'about' })}
      />
      {left !== undefined && <StillThere seconds={left} />}
    </div>
  )
}

interface PlaceProps {
  here: KioskPlace
  board: ReturnType<typeof useWholeBoard>
  screen: Screen
  village: string | undefined
  meeting: OpenMeeting | undefined
  leave: () => void
  go: (to: KioskPlace) => void
  turn: (to: KioskPlace) => void
}

function Place({ here, board, screen, village, meeting, leave, go, turn }: PlaceProps) {
  const place = usePlaceName()
  const { data } = useVillageDuties(village)
  const open = (id: string) => go({ at: 'publication', id })
  switch (here.at) {
    case 'home':
      return (
        <HomeKiosk
          {...{ place }}
          live={meeting?.title}
          posted={board.data}
          counts={data && countsText(data)}
          onGo={go}
        />
      )
    case 'live':
      return <StreamKiosk meeting={meeting} />
    case 'board':
      if (village === undefined) return <AboutKiosk self={screen.self} onDone={leave} />
      return <BoardKiosk board={board} place={here} onTurn={turn} onGo={go} />
    case 'calendar':
      return <CalendarKiosk village={village} place={here} onTurn={turn} onOpen={open} />
    case 'search':
      return <SearchKiosk rows={board.data ?? []} onOpen={open} />
    case 'publication': {
      const isHanging = board.data === undefined || board.data.some(({ id }) => id === here.id)
      return <PublicationKiosk key={here.id} id={here.id} isHanging={isHanging} />
    }
    case 'about':
      return <AboutKiosk self={screen.self} onDone={leave} />
    case 'track':
      return <TrackKiosk />
    case 'guide':
      return <GuideKiosk />
    case 'report':
      return <ReportingKiosk />
    case 'phones':
      return <PhonesKiosk />
    case 'points':
      return <PointsKiosk />
    case 'covenant':
      if (village === undefined) return <AboutKiosk self={screen.self} onDone={leave} />
      return <CovenantKiosk village={village} />
  }
}

type Deskward = {
  screen: Screen
  village: string | undefined
  leave: () => void
  go: (to: KioskPlace) => void
  setPath: (path: readonly KioskPlace[]) => void
}

/** What the desk does to the screen: gives it a village, opens something on it, or takes it out of use. */
function useDesk({ screen: { called }, village, leave, go, setPath }: Deskward): void {
  const [shown, setShown] = useState(village)
  if (shown !== village) {
    setShown(village)
    setPath(village === undefined ? [HOME, { at: 'about' }] : [HOME])
  }
  useEffect(() => {
    if (called?.publication === undefined) return
    leave()
    go({ at: 'publication', id: called.publication })
  }, [called, leave, go])
}

/** Remembers the village and its telephones for the day nothing else works. */
function useResort(): void {
  const place = usePlaceName()
  const offices = useOffices()
  useEffect(() => {
    if (place !== '') rememberResort(place, offices)
  })
}

interface FootProps {
  here: KioskPlace
  depth: number
  onBack: () => void
  onHome: () => void
  onAbout: () => void
}

/** Back and home, always in the same place. */
function Foot({ here, depth, onBack, onHome, onAbout }: FootProps) {
  const look = `flex min-h-[4rem] items-center gap-3 rounded-card border-2 border-brand px-8 text-lead font-bold
    text-brand active:bg-brand-soft`
  return (
    <footer className="flex h-[6rem] shrink-0 items-center gap-6 border-t border-line bg-paper px-9">
      {here.at === 'home' ? (
        <>
          <p className="min-w-0 flex-1 text-lead text-ink-2">
            急事请打 110、119、120；不会用，请喊值班的人。
          </p>
          <button
            type="button"
            onClick={onAbout}
            aria-label="本机设置"
            className="grid size-[3.4rem] shrink-0 place-items-center rounded-card text-ink-3"
          >
            <Icon name="lock" />
          </button>
        </>
      ) : (
        <>
          {depth > 2 && (
            <button type="button" onClick={onBack} className={look}>
              <Icon name="back" /> 返回
            </button>
          )}
          <button type="button" onClick={onHome} className={look}>
            <Icon name="home" /> 回首页
          </button>
        </>
      )}
    </footer>
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
