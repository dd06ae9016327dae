import type { devices } from '#contract/devices.ts'
import { DEVICE_KINDS } from '#contract/words.ts'
import { minute, type Sheets } from '#server/core/sheet.ts'
import { DEVICES_MAX } from './store.ts'

export const sheets: Sheets<typeof devices> = {
  list: {
    most: DEVICES_MAX,
    columns: [
      ['设备', 24, ({ name }) => name],
      ['种类', 12, ({ kind }) => DEVICE_KINDS[kind]],
      ['村、社区', 20, ({ divisionName }) => divisionName],
      ['最近报到', 18, ({ seenAt }) => minute(seenAt)],
      ['正在显示', 16, ({ shows }) => shows],
      ['故障', 30, ({ trouble }) => trouble],
      [
        '内容',
        12,
        ({ upToDate }) => (upToDate === undefined ? '没有读过' : upToDate ? '是最新的' : '还是旧的'),
      ],
      ['屏幕', 14, ({ width, height }) => (width && height ? `${width}×${height}` : '')],
      ['登记时间', 18, ({ registeredAt }) => minute(registeredAt)],
      ['登记人', 28, ({ registeredBy }) => registeredBy],
      ['注销时间', 18, ({ revokedAt }) => minute(revokedAt)],
    ],
  },
}
