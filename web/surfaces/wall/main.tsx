import '@fontsource/barlow-condensed/latin-600.css'
import { WallScreen } from '#web/features/wall/wall.tsx'
import '#web/tokens/tokens.css'
import { mount } from '../mount.tsx'
import { Stage } from './stage.tsx'

mount(
  <Stage>
    <WallScreen />
  </Stage>,
)
