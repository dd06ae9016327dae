import type { Tuning } from '#practice/kit/index.ts'
import type { gridEvent } from '#practice/grid/grid-event.flow.ts'
import { disclosureItems, gridMatters, villageServices } from '../national/lists.ts'
import type { Pack } from '../pack.ts'

const BOTH = {
  kinds: ['expert', 'lawyer'],
  source: '村民会议讨论事项须先提交书面方案，听取专家和律师的建议',
} as const

/**
 * 斗门区 of Zhuhai: 1 street, 5 towns, 133 villages and communities. Everything of the month before is published on the
 * 10th and handed to every household as a leaflet, 明白纸 (seed 004). Its own lists are not published, so the national
 * starter lists stand in.
 */
export const zhuhai = {
  code: '440403',
  name: '斗门区',
  version: '2026.11',
  since: '2026-01-01',
  theme: { brand: '#1f6f54' },
  tunings: {
    // Most of its villages lie under towns, some under streets.
    'grid-event': { words: { handUp: '上报镇（街道）' } } satisfies Tuning<typeof gridEvent>,
  },
  // “使用、建设承包、土地承包发包经营、宅基地的分配使用、留用地的开发使用……必须听取有关专家和律师的建议” (seed 004).
  opinions: {
    'collective-gains': BOTH,
    'public-works': BOTH,
    'land-contracting': BOTH,
    'asset-lease': BOTH,
    'building-land': BOTH,
  },
  lists: {
    calendar: 'national/calendar.csv',
    divisions: 'zhuhai/divisions.csv',
    boundaries: 'zhuhai/boundaries.geojson',
    units: 'zhuhai/units.csv',
    positions: 'zhuhai/positions.csv',
    templates: 'national/templates.csv',
  },
  catalogues: [
    gridMatters('网格事项清单'),
    villageServices,
    // “每月10日定为村务公开日” (seed 004)
    disclosureItems('村务公开目录', { disclosureDay: 10 }),
  ],
  demo: {
    source: 'all ours: no number of events is published (seed 004)',
    events: { village: 120, town: 2_400, county: 16_000 },
    town: '440403103',
    village: '440403103209',
    days: 365,
    households: 300,
  },
} as const satisfies Pack
