import type { AnyTuning } from '#practice/kit/index.ts'

/** A county as data. Paths are below `packs/`; columns are in `read.ts`. */
export type Pack = {
  /** The county's division code. */
  code: string
  name: string
  /** Raised by whoever changes a list; what a county has tuned itself is overwritten only by a new version. */
  version: string
  /** The day from which its first lists are in force. */
  since: string
  /** Custom properties a county may set (web/tokens); everything else stays as it is. */
  theme: Readonly<Record<'brand', string>>
  /** By flow id; checked by `Tuning` where the pack is written. */
  tunings: Readonly<Record<string, AnyTuning>>
  lists: {
    calendar: string
    divisions: string
    boundaries: string
    units: string
    templates: string
  }
  catalogues: readonly PackCatalogue[]
}

/** A list of the county: `columns` says which form its file has. */
export type PackCatalogue = {
  id: string
  name: string
  file: string
  columns: 'grid-matters' | 'village-services'
}
