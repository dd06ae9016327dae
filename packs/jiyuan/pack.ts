import type { Tuning } from '#practice/kit/index.ts'
import type { gridEvent } from '#practice/grid/grid-event.flow.ts'
import { disclosureItems, gridMatters, villageServices } from '../national/lists.ts'
import type { Pack } from '../pack.ts'

/**
 * 济源市: 5 streets, 11 towns, 733,000 people (seed 003); no county lies between the province and it. Its own classes
 * of grid events and lists of services are not published, so the national starter lists stand in.
 */
export const jiyuan = {
  code: '419001',
  name: '济源市',
  version: '2026.11',
  since: '2026-01-01',
  theme: { brand: '#1f6f54' },
  tunings: {
    // Most of its villages lie under towns, some under streets.
    'grid-event': { words: { handUp: '上报镇（街道）' } } satisfies Tuning<typeof gridEvent>,
  },
  lists: {
    calendar: 'national/calendar.csv',
    divisions: 'jiyuan/divisions.csv',
    boundaries: 'jiyuan/boundaries.geojson',
    units: 'jiyuan/units.csv',
    positions: 'jiyuan/positions.csv',
    templates: 'national/templates.csv',
  },
  catalogues: [gridMatters('网格事项清单'), villageServices, disclosureItems('村（居）务公开目录')],
  demo: {
    source:
      '733,000 people and 1,102,000 usage records are published (seed 003), events are not: so many events that their entries, 4.11 each as the seed writes them, come to about 1,102,000 records',
    events: { village: 240, town: 17_000, county: 268_000 },
    town: '419001101',
    village: '419001101210',
    days: 1277,
    households: 380,
    people: 733_000,
  },
} as const satisfies Pack
