import { conghua } from './conghua/pack.ts'
import { jiyuan } from './jiyuan/pack.ts'
import type { Pack } from './pack.ts'
import { yanliang } from './yanliang/pack.ts'
import { zhuhai } from './zhuhai/pack.ts'

export type { Pack, PackCatalogue } from './pack.ts'

/** Every county that comes with the house, by the name of its folder. */
export const PACKS: Readonly<Record<string, Pack>> = { yanliang, jiyuan, zhuhai, conghua }
