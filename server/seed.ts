import type { Services } from './core/app.ts'
import { seedVillage } from './modules/demo/index.ts'
import { loadPack } from './modules/packs/index.ts'

/**
 * Fills the database with a county and, at size `village`, its demo village. Running it again adds nothing.
 * Throws a sentence for a size that is not built yet.
 */
export async function seed(services: Services, packId: string, size: string): Promise<void> {
  if (size !== 'village') throw new Error(`“${size}”规模的演示数据还没有做好，请先用 --size village`)
  await loadPack(services, packId)
  await seedVillage(services)
}
