import type { Body } from './bodies.ts'

/** A request in its parts, before it is written out. */
export type Draft = { method: string; target: string; headers: [name: string, value: string][]; body: Body }

/** Half signs become the sign for what cannot be read: an address has no place for them. */
export const encoded = (text: string) => encodeURIComponent(Buffer.from(text).toString())
