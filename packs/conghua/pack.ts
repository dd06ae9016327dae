import type { Tuning } from '#practice/kit/index.ts'
import type { gridEvent } from '#practice/grid/grid-event.flow.ts'
import { disclosureItems, gridMatters, villageServices } from '../national/lists.ts'
import type { Pack } from '../pack.ts'

/**
 * 从化区 of Guangzhou: 3 streets, 5 towns, 279 villages and communities, on the platform “仁里集” (seed 000). Its own lists
 * are not published, so the national starter lists stand in.
 */
export const conghua = {
  code: '440117',
  name: '从化区',
  version: '2026.11',
  since: '2026-01-01',
  theme: { brand: '#1f6f54' },
  tunings: {
    // Most of its villages lie under towns, some under streets.
    'grid-event': { words: { handUp: '上报镇（街道）' } } satisfies Tuning<typeof gridEvent>,
  },
  lists: {
    calendar: 'national/calendar.csv',
    divisions: 'conghua/divisions.csv',
    boundaries: 'conghua/boundaries.geojson',
    units: 'conghua/units.csv',
    templates: 'national/templates.csv',
  },
  catalogues: [
    gridMatters('网格事项清单'),
    villageServices,
    // What its seed counts: 政务公开, 村务公开, 党务公开, 财务公开.
    disclosureItems('“四公开”目录', {
      kinds: { benefit: '政务公开', village: '村务公开', party: '党务公开', finance: '财务公开' },
    }),
  ],
  demo: {
    source:
      'publications by kind are published, for 100 villages and communities (seed 000); events are not, their numbers are ours',
    events: { village: 120, town: 4_000, county: 34_000 },
    publications: { benefit: 36_782, village: 33_647, party: 13_926, finance: 9_823 },
    town: '440117107',
    village: '440117107210',
    days: 365,
    households: 300,
  },
} as const satisfies Pack
