import type { Services } from './core/app.ts'
import { hasBegun, seedCounty, seedVillage } from './modules/demo/index.ts'
import { countEntries } from './modules/indicators/index.ts'
import { passOver, tellPeople } from './modules/notices/index.ts'
import { loadPack } from './modules/packs/index.ts'

/** How much of a county is filled: one village with named people, one street, or all of it (blueprint §9). */
export const SIZES = ['village', 'town', 'county'] as const

/** Hears how far a long seed has come. */
export type Progress = (doing: string, done: number, of: number) => void

/**
 * Loads a county's pack and fills it with its demo world; what is there already stays as it is. Answers with a
 * sentence for the console. Throws one when the pack or the size cannot be had.
 */
export async function seed(
  services: Services,
  packId: string,
  size: string,
  { now = new Date(), onProgress = () => undefined }: { now?: Date; onProgress?: Progress } = {},
): Promise<string> {
  if (!isSize(size)) throw new Error(`没有 ${size} 这种演示规模，可选：${SIZES.join('、')}`)
  await loadPack(services, packId)
  const { matters, entries, stopped } = await seedVillage(services, { now })
  if (size !== 'village') return seedLarge(services, size, now, onProgress)
  const skipped = stopped.length > 0 ? `，${stopped.length} 件没有演完：${stopped.join('；')}` : ''
  return entries === 0 && stopped.length === 0
    ? '演示村已经有了，没有再添'
    : `演示村：新添 ${matters} 件事项、${entries} 条办理记录${skipped}`
}

const isSize = (size: string): size is (typeof SIZES)[number] => SIZES.some((known) => known === size)

/** The events of a street or the county, and their numbers; nobody is told of what happened years ago. */
async function seedLarge(
  services: Services,
  size: 'town' | 'county',
  now: Date,
  onProgress: Progress,
): Promise<string> {
  // What was there before is told; what a run that was cut off has written is not.
  await ((await hasBegun(services, size)) ? passOver(services) : tellPeople(services))
  const from = performance.now()
  const { matters, entries, total } = await seedCounty(services, size, {
    now,
    onProgress: (done, of) => onProgress('生成', done, of),
  })
  const seconds = (performance.now() - from) / 1000
  await passOver(services)
  await countEntries(services, (read) => onProgress('计数', read, Math.max(read, entries)))
  const rate =
    matters === 0 ? '' : `，用时 ${seconds.toFixed(0)} 秒，每秒 ${Math.round(entries / seconds)} 条`
  return `演示${size === 'town' ? '街道' : '县区'}：共 ${total} 件网格事件，新添 ${matters} 件、${entries} 条办理记录${rate}`
}
