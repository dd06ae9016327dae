import type { Posted } from '#web/client/board.ts'

/** Where the kiosk is: not an address, because nobody types one there and a reload begins at home. */
export type KioskPlace =
  | {
      at:
        'home' | 'track' | 'guide' | 'report' | 'phones' | 'points' | 'covenant' | 'about' | 'search' | 'live'
    }
  | { at: 'board'; kind?: Posted['kind'] | undefined; page?: number }
  | { at: 'calendar'; month?: number }
  | { at: 'publication'; id: string }

/** The screen’s name, as the desk sees what is shown. */
export const NAMES: Readonly<Record<KioskPlace['at'], string>> = {
  home: '首页',
  track: '查进度',
  guide: '办事指南',
  report: '怎么报事',
  phones: '常用电话',
  points: '我的积分',
  covenant: '村规民约',
  about: '本机设置',
  search: '按拼音找',
  live: '会议直播',
  board: '村务公开',
  calendar: '公开日历',
  publication: '看一项公开',
}
