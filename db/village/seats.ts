import type { Seat } from '#practice/meetings/posts.ts'
import { HOUSEHOLDS } from './people.ts'

/** Who sits in which body of 老寨村: a committee of three, twelve representatives chosen by the three groups. */
export type NamedSeat = { name: string; seat: Seat; decidedBy: string }

const of = (seat: Seat, decidedBy: string, ...names: string[]): NamedSeat[] =>
  names.map((name) => ({ name, seat, decidedBy }))

const ELECTED = '2025年1月村民委员会换届选举'
const CHOSEN = '2025年1月各村民小组推选'

/** The collective’s members are everybody of age who lived there when it was founded. */
const ADULT_BEFORE = '2007-01-01'
const members = HOUSEHOLDS.flatMap(({ people }) =>
  people.filter(([, , born]) => born < ADULT_BEFORE).map(([name]) => name),
)

export const NAMED_SEATS: readonly NamedSeat[] = [
  ...of('committee', ELECTED, '张军利', '王丽娟', '孙卫东'),
  ...of(
    'representative',
    CHOSEN,
    '刘桂兰',
    '王思雨',
    '同建利',
    '张敏',
    '雷振华',
    '张麦香',
    '孙红卫',
    '雷雪梅',
  ),
  ...of('representative', CHOSEN, '李秀梅', '杨秀英', '党选民', '刘科'),
  ...of('supervisor', '2025年2月村民代表会议推选', '屈建文', '雷晓东', '王春侠'),
  ...of('party-committee', '2025年1月党员大会选举', '王建国', '赵志强', '张会玲'),
  ...of(
    'party-member',
    '党员名册',
    '王建国',
    '赵志强',
    '张会玲',
    '张军利',
    '屈建文',
    '孙建民',
    '刘忠孝',
    '张百胜',
    '卫德全',
  ),
  ...of('board', '2025年6月成员大会选举', '王建国', '杨勇', '寇文涛'),
  ...of('board-supervisor', '2025年6月成员大会选举', '张新社'),
  ...of('member', '2025年5月成员名册', ...new Set(members)),
]
