import type { Services } from './core/app.ts'
import { loadPack } from './modules/packs/index.ts'

export async function seed(services: Services, packId: string, _size: string): Promise<void> {
  await loadPack(services, packId)
}
