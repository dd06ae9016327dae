import type { z } from 'zod'
import type { Door } from '#contract/places.ts'
import type { DisclosureItem } from '#practice/disclosure/content.ts'
import type { AnyTuning } from '#practice/kit/index.ts'
import type { OpinionList } from '#practice/meetings/opinions.ts'

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
  /** The doors of the villagers’ first page where the county has its own; else the five verbs. */
  doors?: readonly z.infer<typeof Door>[]
  /** Which decisions wait for an expert’s or a lawyer’s opinion, and where that is written; absent: none. */
  opinions?: OpinionList
  lists: {
    calendar: string
    divisions: string
    boundaries: string
    units: string
    /** 职位 (positions.ts). */
    positions: string
    templates: string
  }
  catalogues: readonly PackCatalogue[]
  demo: DemoPlan
}

/** How large the county's demo world is; `source` says which numbers are published and which are ours. */
export type DemoPlan = {
  source: string
  /** How many grid events each size has; absent: the village with named people is told instead. */
  events: { village?: number; town: number; county: number }
  /** What the county says it has published of each kind of disclosure. */
  publications?: Readonly<Record<DisclosureItem['kind'], number>>
  /** The small sizes fill this street, or this village of it. */
  town: string
  village: string
  /** Over how many days the events are spread, up to the last midnight. */
  days: number
  /** Households of a village of ordinary weight; one person of each reports things. */
  households: number
  /** Everybody in the county; absent: only who reports or works. */
  people?: number
}

/** A list of the county: `columns` says which form its file has. */
export type PackCatalogue = {
  id: string
  name: string
  file: string
  columns: 'grid-matters' | 'village-services' | 'disclosure-items'
  /** The county's headings over the items of `file`; without it the list is taken whole. */
  arrangement?: string
  /** Day of the month on which everything of the calendar is published; never later than the item's own day. */
  disclosureDay?: number
  /** What the county calls each kind of disclosure; absent: 党务 村务 财务 政务惠民. */
  kinds?: Readonly<Record<DisclosureItem['kind'], string>>
}
