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
// Whoever stands before it has left the first page.
startScreenWorker('kiosk', () => document.querySelector('[data-home]') !== null)
