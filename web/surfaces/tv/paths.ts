import type { Posted } from '#web/client/board.ts'

/** Where the television is; a reload begins at home, or at the rotation where it is a hall's board. */
export type TvPlace =
  | { at: 'home' | 'track' | 'report' | 'phones' | 'about' | 'rotation' | 'live' }
  | { at: 'board'; kind?: Posted['kind'] | undefined; page?: number }
  | { at: 'publication'; id: string }

/** The screen’s name, as the desk sees what is shown. */
export const NAMES: Readonly<Record<TvPlace['at'], string>> = {
  home: '首页',
  track: '查进度',
  report: '怎么报事',
  phones: '常用电话',
  about: '本机设置',
  rotation: '自动轮播',
  live: '会议直播',
  board: '村务公开',
  publication: '看一项公开',
}
