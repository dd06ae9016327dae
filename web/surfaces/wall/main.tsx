import '@fontsource/barlow-condensed/latin-600.css'
import { lazy, Suspense } from 'react'
import { HallScreen } from '#web/features/meetings/hall.tsx'
import '#web/tokens/tokens.css'
import { mount } from '../mount.tsx'
import { meetingOf } from './paths.ts'
import { Stage } from './stage.tsx'

// A hall needs none of the wall's maps and charts.
const WallScreen = lazy(() =>
  import('#web/features/wall/wall.tsx').then(({ WallScreen: screen }) => ({ default: screen })),
)

const meeting = meetingOf(location.pathname)

mount(
  <Stage>
    {meeting === undefined ? (
      <Suspense fallback={null}>
        <WallScreen />
      </Suspense>
    ) : (
      <HallScreen id={meeting} />
    )}
  </Stage>,
)
