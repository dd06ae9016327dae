import { files } from './files.ts'
import { indicators } from './indicators.ts'
import { matters, track } from './matters.ts'
import { notices } from './notices.ts'
import { places } from './places.ts'
import { session } from './session.ts'
import { views } from './views.ts'
import { wall } from './wall.ts'

/** Every route of the house, by noun. Screens import its type only: validators stay on the server. */
export const contract = { session, places, files, matters, track, notices, views, wall, indicators }
export type Contract = typeof contract
