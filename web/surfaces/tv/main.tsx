import '#web/tokens/tokens.css'
import { mount } from '../mount.tsx'
import { Shell } from './shell.tsx'

mount(<Shell />)
