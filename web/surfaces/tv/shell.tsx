import { useCallback, useEffect, useState } from 'react'
import { countsText, useVillageDuties, useWholeBoard } from '#web/client/board.ts'
import { useIsBoard, useOffices, usePlaceName, useVillage } from '#web/client/device.ts'
import { OldContent } from '#web/features/devices/parts.tsx'
import { useScreen, type Screen } from '#web/features/devices/screen.ts'
import { AboutTv } from '#web/features/devices/tv.tsx'
import { HomeTv, PhonesTv, ReportingTv, screenOfKey } from '#web/features/home/tv.tsx'
import { PublicationTv } from '#web/features/publications/tv-one.tsx'
import { RotationTv } from '#web/features/publications/tv-rotation.tsx'
import { BoardTv } from '#web/features/publications/tv.tsx'
import { useOpenMeeting } from '#web/features/streams/parts-open.tsx'
import { StreamTv } from '#web/features/streams/tv.tsx'
import { TrackTv } from '#web/features/track/tv.tsx'
import { useArrows } from '#web/ui/use-arrows.ts'
import { usePresses } from '#web/ui/use-presses.ts'
import { loadHlsScript } from './hls-script.ts'
import { rememberResort } from '../safety-net.tsx'
import { NAMES, type TvPlace } from './paths.ts'

const HOME: TvPlace = { at: 'home' }
/** A hall's board goes on by itself when nobody has pressed anything for so long. */
const REST_MS = 120_000

/** The television: arrows, number keys and back; the focus is real, so a screen reader and a remote agree. */
export function Shell() {
  const place = usePlaceName()
  const village = useVillage()
  const isBoard = useIsBoard()
  const offices = useOffices()
  const [path, setPath] = useState<readonly TvPlace[]>(() => startOf(village, isBoard))
  const here = path[path.length - 1] ?? HOME
  const board = useWholeBoard(village)
  const duties = useVillageDuties(village).data
  const counts = duties && countsText(duties)
  const meeting = useOpenMeeting(village)
  const kind = isBoard ? 'board' : 'tv'
  const screen = useScreen({ kind, shows: NAMES[here.at], isWaiting: here.at === 'about' })
  const go = useCallback((to: TvPlace) => setPath((all) => [...all, to]), [])
  const turn = (to: TvPlace) => setPath((all) => [...all.slice(0, -1), to])
  const back = useCallback(() => setPath((all) => (all.length > 1 ? all.slice(0, -1) : [HOME])), [])
  const home = useCallback(() => setPath([HOME]), [])
  useArrows(back)
  useNumbers(here, go)
  useDesk(screen, village, isBoard, setPath)
  useRest(isBoard && !['rotation', 'about', 'live'].includes(here.at), setPath)
  useEffect(() => {
    if (place !== '') rememberResort(place, offices)
  })
  const isHanging = (id: string) => board.data === undefined || board.data.some((row) => row.id === id)
  const open = (id: string) => go({ at: 'publication', id })
  return (
    <div className="grid h-screen grid-rows-[auto_minmax(0,1fr)] bg-ground">
      <div>
        <OldContent
          isLost={screen.isLost}
          readAt={village === undefined ? undefined : board.dataUpdatedAt || undefined}
        />
      </div>
      <main
        data-screen={here.at === 'publication' ? here.id : here.at}
        className="min-h-0 overflow-hidden px-[2.6rem] py-[1.6rem]"
      >
        {here.at === 'home' && (
          <HomeTv {...{ place, counts }} live={meeting?.title} posted={board.data} onGo={go} />
        )}
        {here.at === 'board' &&
          (village === undefined ? (
            <AboutTv self={screen.self} onDone={home} />
          ) : (
            <BoardTv {...{ board, counts }} place={here} onTurn={turn} onOpen={open} />
          ))}
        {here.at === 'publication' && (
          <PublicationTv key={here.id} id={here.id} isHanging={isHanging(here.id)} onBack={back} />
        )}
        {here.at === 'rotation' && (
          <RotationTv rows={board.data ?? []} phones={offices} {...{ place, counts }} onOpen={open} />
        )}
        {here.at === 'about' && <AboutTv self={screen.self} onDone={home} />}
        <More at={here.at} meeting={meeting} onHome={home} />
      </main>
    </div>
  )
}

/** Pages of the first page that need little but a way back. */
const More = ({
  at,
  meeting,
  onHome,
}: {
  at: TvPlace['at']
  meeting: ReturnType<typeof useOpenMeeting>
  onHome: () => void
}) => (
  <>
    {at === 'live' && <StreamTv meeting={meeting} load={loadHlsScript} onHome={onHome} />}
    {at === 'track' && <TrackTv onHome={onHome} />}
    {at === 'report' && <ReportingTv onHome={onHome} />}
    {at === 'phones' && <PhonesTv onHome={onHome} />}
  </>
)

function startOf(village: string | undefined, isBoard: boolean): readonly TvPlace[] {
  if (village === undefined) return [HOME, { at: 'about' }]
  return isBoard ? [HOME, { at: 'rotation' }] : [HOME]
}

/** Number keys open the tiles of the first page. */
function useNumbers(here: TvPlace, go: (to: TvPlace) => void): void {
  usePresses((key) => {
    const to = here.at === 'home' ? screenOfKey(key) : undefined
    if (to) go(to)
    return to !== undefined
  })
}

/** What the desk does to the screen: gives it a village, opens something on it, or takes it out of use. */
function useDesk(
  { called }: Screen,
  village: string | undefined,
  isBoard: boolean,
  setPath: (path: readonly TvPlace[]) => void,
): void {
  const [shown, setShown] = useState(village)
  if (shown !== village) {
    setShown(village)
    setPath(startOf(village, isBoard))
  }
  useEffect(() => {
    if (called?.publication !== undefined) setPath([HOME, { at: 'publication', id: called.publication }])
  }, [called, setPath])
}

/** Back to the rotation when nobody has pressed a key for a while. */
function useRest(isAway: boolean, setPath: (path: readonly TvPlace[]) => void): void {
  useEffect(() => {
    if (!isAway) return undefined
    let timer = setTimeout(() => undefined)
    const wait = () => {
      clearTimeout(timer)
      timer = setTimeout(() => setPath([HOME, { at: 'rotation' }]), REST_MS)
    }
    wait()
    window.addEventListener('keydown', wait)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('keydown', wait)
    }
  }, [isAway, setPath])
}
