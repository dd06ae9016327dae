// Lends what the others use as soon as they are loaded.
// oxlint-disable-next-line import/no-unassigned-import
import './old-boxes.ts'
import '#web/tokens/tokens.css'
import { mount } from '../mount.tsx'
import { SafetyNet } from '../safety-net.tsx'
import { startScreenWorker } from '../screen-app.ts'
import { makeScreenCache } from '../screen-cache.ts'
import { Shell } from './shell.tsx'

mount(
  <SafetyNet>
    <Shell />
  </SafetyNet>,
  makeScreenCache(),
)
// Nobody reads where the first page or the rotation stands.
startScreenWorker(
  'tv',
  () => document.querySelector('main[data-screen="home"], main[data-screen="rotation"]') !== null,
)
