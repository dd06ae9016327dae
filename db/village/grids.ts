/** 老寨村 of 武屯街道: three grids, one a villagers' group, and the places its people speak of. All of it is ours. */

export const COUNTY = '610114'
export const STREET = '610114006'
export const VILLAGE = '610114006205'
export const VILLAGE_UNIT = `village-${VILLAGE}`

/** Codes are the village's and three digits. The name goes after the village's: “老寨村一组网格”. */
export const GRIDS = [
  { code: `${VILLAGE}001`, name: '一组网格', lng: 109.3116, lat: 34.6436 },
  { code: `${VILLAGE}002`, name: '二组网格', lng: 109.3155, lat: 34.642 },
  { code: `${VILLAGE}003`, name: '三组网格', lng: 109.3125, lat: 34.6388 },
] as const

const at = (grid: 1 | 2 | 3, lng: number, lat: number, address: string) => ({
  division: `${VILLAGE}00${grid}`,
  lng,
  lat,
  address,
})

export const PLACES = {
  'old-well': at(1, 109.3113, 34.6434, '一组老井台旁'),
  'north-lane': at(1, 109.3121, 34.6441, '一组北巷中间'),
  'west-pond': at(1, 109.3099, 34.6427, '一组涝池边'),
  'north-canal': at(1, 109.3128, 34.6468, '一组北斗渠'),
  'west-lane': at(1, 109.3107, 34.6445, '一组西巷第三个电杆'),
  hall: at(2, 109.3138, 34.6419, '村委会门口'),
  square: at(2, 109.3146, 34.6413, '文化广场'),
  'east-lane': at(2, 109.3163, 34.6422, '二组东巷口'),
  'school-gate': at(2, 109.3152, 34.6429, '村小学门口'),
  'farm-road': at(2, 109.3198, 34.643, '生产路东段，过机井房一百米'),
  'bus-stop': at(2, 109.3171, 34.6408, '老寨村站牌'),
  'brick-kiln': at(2, 109.3186, 34.6449, '老砖厂后面'),
  'south-lane': at(3, 109.3127, 34.6386, '三组南巷，第二家门口'),
  crossing: at(3, 109.3121, 34.6397, '三组十字'),
  transformer: at(3, 109.3108, 34.6384, '三组变压器台下'),
  greenhouses: at(3, 109.3149, 34.6359, '三组甜瓜大棚'),
  'south-canal': at(3, 109.3165, 34.6372, '南斗渠三号口'),
  'south-road': at(3, 109.3136, 34.6341, '三组通新庄的水泥路'),
} as const
export type PlaceId = keyof typeof PLACES
