import type { Services } from './core/app.ts'
import { verifyAudit } from './modules/audit/index.ts'
import { verifyFiles } from './modules/files/index.ts'
import { recount } from './modules/indicators/index.ts'
import { verifyMatters } from './modules/matters/index.ts'
import { verifyMeetings } from './modules/meetings/index.ts'
import { verifyPublications } from './modules/publications/index.ts'
import { verifyRecordings } from './modules/streams/index.ts'

/** How much was looked at and found wrong, in a sentence, and each fault by its name. */
export type Proved = { says: string; faults: readonly string[] }

/**
 * Whether every matter is its entries, every number the matters, what hangs what was published, what was filed what was
 * decided, and the log what was done. `disk`: whether each picture and recording is what was added, too, which reads all
 * of them.
 */
export async function* proveCounty(
  services: Services,
  county: string,
  { disk }: { disk: boolean },
): AsyncGenerator<Proved> {
  const matters = await verifyMatters(services, county)
  const faults = matters.faults.map(({ number, says }) => `${number}：${says}`)
  yield { says: `核验 ${matters.checked} 件，${faults.length} 件有问题`, faults }
  const numbers = await recount(services, county)
  yield {
    says: `重数 ${numbers.matters} 件，${numbers.faults.length} 个数对不上`,
    faults: numbers.faults,
  }
  yield proved('公开', '版', await verifyPublications(services, county))
  yield proved('议事档案', '份', await verifyMeetings(services, county))
  if (disk) {
    yield proved('照片', '张', await verifyFiles(services, county))
    yield proved('会议录像', '场', await verifyRecordings(services, county))
  }
  const log = await verifyAudit(services, county)
  yield {
    says: `核验审计日志 ${log.rows} 行、${log.seals} 次封存，${log.waiting} 行待封存，${log.faults.length} 处有问题；链尾 ${log.head || '还没有'}`,
    faults: log.faults,
  }
}

const proved = (what: string, unit: string, { checked, faults }: { checked: number; faults: string[] }) => ({
  says: `核验${what} ${checked} ${unit}，${faults.length} 处有问题`,
  faults,
})
