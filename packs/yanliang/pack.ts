import type { Tuning } from '#practice/kit/index.ts'
import type { gridEvent } from '#practice/grid/grid-event.flow.ts'
import { disclosureItems, gridMatters, villageServices } from '../national/lists.ts'
import type { Pack } from '../pack.ts'

/**
 * 阎良区: 7 streets, 105 villages and communities, 48 departments on one command platform (seed 002).
 * The spans of the flows stay as they are: the seed names none of its own.
 */
export const yanliang = {
  code: '610114',
  name: '阎良区',
  version: '2026.11',
  since: '2026-01-01',
  theme: { brand: '#1f6f54' },
  tunings: {
    // “全科网格” and “综合指挥” are what the district calls them; what lies above its villages are streets.
    'grid-event': {
      name: '全科网格事件',
      words: { handUp: '上报街道', disputed: '待指挥中心裁定' },
    } satisfies Tuning<typeof gridEvent>,
  },
  // Leasing what is the collective’s: the application carries the adviser’s opinion (handbook 集体资产出租, step 2). The
  // county’s own list was not obtained, so what else is named is ours.
  opinions: {
    'asset-lease': { kinds: ['lawyer'], source: '集体资产出租立项要附村法律顾问意见' },
    'building-land': { kinds: ['lawyer'], source: '集体资产出租立项要附村法律顾问意见' },
    investment: { kinds: ['expert', 'lawyer'], source: '重大投资先听专家、法律顾问意见' },
  },
  lists: {
    calendar: 'national/calendar.csv',
    divisions: 'yanliang/divisions.csv',
    boundaries: 'yanliang/boundaries.geojson',
    units: 'yanliang/units.csv',
    positions: 'yanliang/positions.csv',
    templates: 'national/templates.csv',
  },
  catalogues: [
    gridMatters('全科网格事项清单'),
    villageServices,
    // “3+1+N”: 109 items in 19 classes (seed 002); which they are was not obtained, so the choice is ours.
    disclosureItems('“三公开”目录', { arrangement: 'yanliang/disclosure-items.csv' }),
  ],
  demo: {
    source:
      '阎良 published 258,055 events of about three and a half years (seed 002); a street has its seventh',
    events: { town: 36_865, county: 258_055 },
    town: '610114006',
    village: '610114006205',
    days: 1277,
    households: 230,
  },
} as const satisfies Pack
