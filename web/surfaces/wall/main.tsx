import '@fontsource/barlow-condensed/latin-600.css'
import { lazy, Suspense } from 'react'
import { AgendaHall } from '#web/features/agenda/hall.tsx'
import { FloorHall } from '#web/features/floor/hall.tsx'
import { HallScreen } from '#web/features/meetings/hall.tsx'
import '#web/tokens/tokens.css'
import { mount } from '../mount.tsx'
import { meetingOf, watchedIn } from './paths.ts'
import { Stage } from './stage.tsx'

// A hall needs none of the wall's maps and charts.
const WallScreen = lazy(() =>
  import('#web/features/wall/wall.tsx').then(({ WallScreen: screen }) => ({ default: screen })),
)

// Nor its player, which is large.
const StreamWall = lazy(() =>
  import('#web/features/streams/wall.tsx').then(({ StreamWall: screen }) => ({ default: screen })),
)

const meeting = meetingOf(location.pathname)
const watched = watchedIn(location.pathname)

mount(
  <Stage>
    {watched !== undefined ? (
      <Suspense fallback={null}>
        <StreamWall id={watched} floor={<FloorHall meeting={watched} />} />
      </Suspense>
    ) : meeting === undefined ? (
      <Suspense fallback={null}>
        <WallScreen />
      </Suspense>
    ) : (
      <HallScreen
        id={meeting}
        floor={<FloorHall meeting={meeting} />}
        agenda={<AgendaHall meeting={meeting} />}
      />
    )}
  </Stage>,
)
