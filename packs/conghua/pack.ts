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
  // Eight boards of 仁里集, of which 我要知道 and 我要说话 are named in seed 000; the names of the other six are ours.
  doors: [
    { opens: 'know', name: '我要知道', says: '公开的都在这里' },
    { opens: 'speak', name: '我要说话', says: '拍照报给村里' },
    { opens: 'services', name: '我要办事', says: '开证明办补贴' },
    { opens: 'discuss', name: '我要议事', says: '大家一起商量' },
    { opens: 'oversee', name: '我要监督', says: '看办得怎么样' },
    { opens: 'help', name: '我要帮忙', says: '许愿、帮人圆愿' },
    { opens: 'trade', name: '我要买卖', says: '卖货、找货' },
    { opens: 'learn', name: '我要学习', says: '政策、农技' },
  ],
  lists: {
    calendar: 'national/calendar.csv',
    divisions: 'conghua/divisions.csv',
    boundaries: 'conghua/boundaries.geojson',
    units: 'conghua/units.csv',
    positions: 'conghua/positions.csv',
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
