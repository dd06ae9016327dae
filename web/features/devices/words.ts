import type { Output } from '#web/client/call.ts'

export type Listed = Output<'devices.list'>[number]

export { DEVICE_KINDS as KINDS } from '#contract/words.ts'

/** It reports each minute; three missed reports are no accident. */
const SILENT_MS = 3 * 60_000

export type Standing = { tone: 'good' | 'warn' | 'bad' | 'off'; says: string }

/** How a screen is, at that moment, in the words of the list. */
export function standingOf(device: Listed, now: number): Standing {
  if (device.revokedAt) return { tone: 'off', says: '已注销' }
  if (device.seenAt === undefined) return { tone: 'warn', says: '登记后还没有报到' }
  if (now - Date.parse(device.seenAt) > SILENT_MS) return { tone: 'bad', says: '断线' }
  if (device.trouble) return { tone: 'bad', says: '有故障' }
  return { tone: 'good', says: '正常' }
}
