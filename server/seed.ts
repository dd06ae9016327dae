import type { Services } from './core/app.ts'
import { PACKS, type Pack } from '#packs/index.ts'
import {
  hasBegun,
  seedCounty,
  seedDecisions,
  seedDisclosure,
  seedMeetings,
  seedPublications,
  seedVillage,
  type Progress,
  type Size,
} from './modules/demo/index.ts'
import { countEntries } from './modules/indicators/index.ts'
import { passOver, tellPeople } from './modules/notices/index.ts'
import { loadPack } from './modules/packs/index.ts'

/** How much of a county is filled: one village with named people, one street, or all of it (blueprint §9). */
export const SIZES = ['village', 'town', 'county'] as const satisfies Size[]

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
  const pack = PACKS[packId]
  if (!pack) throw new Error(`no pack ${packId} was loaded`)
  // A village without stories of its own is drawn like the larger sizes.
  if (pack.demo.events.village !== undefined) return seedDrawn(services, pack, size, now, onProgress)
  const { matters, entries, stopped } = await seedVillage(services, { now })
  await seedDisclosure(services, { now })
  await seedMeetings(services, { now })
  await seedDecisions(services, { now })
  if (size !== 'village') return seedDrawn(services, pack, size, now, onProgress)
  const skipped = stopped.length > 0 ? `，${stopped.length} 件没有演完：${stopped.join('；')}` : ''
  return entries === 0 && stopped.length === 0
    ? '演示村已经有了，没有再添'
    : `演示村：新添 ${matters} 件事项、${entries} 条办理记录${skipped}`
}

const SIZE_NAMES: Record<Size, string> = { village: '村', town: '镇街', county: '县区' }

const isSize = (size: string): size is (typeof SIZES)[number] => SIZES.some((known) => known === size)

/** Events drawn from chances, and their numbers; nobody is told of what happened years ago. */
async function seedDrawn(
  services: Services,
  pack: Pack,
  size: Size,
  now: Date,
  onProgress: Progress,
): Promise<string> {
  // What was there before is told; what a run that was cut off has written is not.
  await ((await hasBegun(services, pack.code, size)) ? passOver(services) : tellPeople(services))
  const from = performance.now()
  const { matters, entries, total } = await seedCounty(services, pack, size, { now, onProgress })
  const hung = await seedPublications(services, pack, size, { now, onProgress })
  const seconds = (performance.now() - from) / 1000
  await passOver(services)
  await countEntries(services, {
    onBatch: (read) => onProgress('计数', read, Math.max(read, entries)),
  })
  const rate =
    matters === 0 ? '' : `，用时 ${seconds.toFixed(0)} 秒，每秒 ${Math.round(entries / seconds)} 条`
  return `演示${SIZE_NAMES[size]}：共 ${total} 件网格事件，新添 ${matters} 件、${entries} 条办理记录${rate}${hung > 0 ? `；新添公开 ${hung} 条` : ''}`
}
