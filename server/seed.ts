import type { Services } from './core/app.ts'
import { seedVillage } from './modules/demo/index.ts'
import { loadPack } from './modules/packs/index.ts'

/** How much of a county is filled: one village with named people, one street, or all of it (blueprint §9). */
export const SIZES = ['village', 'town', 'county'] as const

/**
 * Loads a county's pack and fills it with its demo world; what is there already stays as it is. Answers with a
 * sentence for the console. Throws one when the pack or the size cannot be had.
 */
export async function seed(services: Services, packId: string, size: string, now?: Date): Promise<string> {
  if (size === 'town' || size === 'county') {
    throw new Error(`演示规模 ${size} 还没有：街道和全区的演示数据随第 3 期提供，现在请用 --size village`)
  }
  if (size !== 'village') throw new Error(`没有 ${size} 这种演示规模，可选：${SIZES.join('、')}`)
  await loadPack(services, packId)
  const { matters, entries, stopped } = await seedVillage(services, now ? { now } : {})
  const skipped = stopped.length > 0 ? `，${stopped.length} 件没有演完：${stopped.join('；')}` : ''
  return entries === 0 && stopped.length === 0
    ? '演示村已经有了，没有再添'
    : `演示村：新添 ${matters} 件事项、${entries} 条办理记录${skipped}`
}
