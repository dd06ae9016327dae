import { paths as phone } from '#web/surfaces/phone/paths.ts'
import { paths as wall } from '#web/surfaces/wall/paths.ts'

/** Addresses of other surfaces, which open in another browser: absolute where a telephone scans them. */
export const doorOf = (id: string, code: string): string => `${location.origin}${phone.door(id, code)}`

/** The hall’s own screen, on the wall surface. */
export const hallOf = wall.hall
