import { expect, it } from 'vitest'
import { BODIES } from './meetings/bodies.ts'
import { minutesOf } from './meetings/minutes.ts'
import { ROLLS } from './meetings/roll.ts'

it('every body has its roll, and the minutes say what happened', () => {
  expect(Object.keys(ROLLS)).toEqual(Object.keys(BODIES))
  const says = minutesOf({
    title: '十一月村民代表会议',
    villageName: '武屯街道老寨村',
    body: 'village-representatives',
    basis: 'persons',
    place: '村委会二楼',
    meetsAt: '2026-11-26 09:00',
    caller: '会议召集人',
    noticedOn: '2026-11-20',
    paper: true,
    chair: '王建国（村支书）',
    due: 15,
    present: 10,
    byMeans: [{ name: '纸质签到', count: 10 }],
    handed: [{ by: '王某', count: 10 }],
    takenBack: [{ name: '李某', by: '王某', reason: '认错了人' }],
    proxies: [],
    challenges: [
      {
        kind: 'extra',
        about: '周某',
        words: '户口迁走了。',
        upheld: false,
        answer: '迁走的是他弟弟',
      },
    ],
    returned: [{ title: '修桥', words: '验收', lateDays: 3 }],
    orders: [],
    topics: [],
    asked: [],
    polls: [],
    remarks: '',
    motions: [
      {
        n: 1,
        title: '修渠',
        words: '修东渠三百米。',
        decision: 'public-works',
        proposer: '党组织',
        means: 'hands',
        recused: ['张某'],
        tellers: ['李某', '孙某'],
        enteredTallies: [{ teller: '李某', by: '王某' }],
        entered: [
          { name: '赵某', by: '王某', confirmedBy: '孙某', withdrawn: false },
          { name: '钱某', by: '王某', confirmedBy: null, withdrawn: true },
        ],
        counts: { inFavour: 9, against: 0, abstained: 1 },
        paper: { given: 4, inFavour: 2, against: 0, abstained: 0, spoiled: 1, missing: '一位先走了' },
        verdict: { lines: [], says: '通过' },
        withdrawn: undefined,
      },
    ],
  }).join('\n')
  expect(says).toContain('补录标记永久保留')
  expect(says).toContain('应到 15 人，实到 10 人（纸质签到 10 人）')
  expect(says).toContain('其中代签到 10 人，由王某登记。\n王某撤回了李某的代签到，理由：认错了人')
  expect(says).toContain('其中代录 1 票：赵某的由王某登记，孙某核对。')
  expect(says).toContain('代录以后撤回 1 票，撤回的没有计入。')
  expect(says).toContain('计票数由他人代录：李某的由王某登记。')
  expect(says).toContain('监票计票：李某、孙某：同意 9，反对 0，弃权 1')
  expect(says).toContain('回避：张某')
  expect(says).toContain(
    '其中纸票：发出 4 张，收回 3 张，同意 2，反对 0，弃权 0，废票 1。没有收回的：一位先走了。',
  )
  expect(says).toContain('名册异议：不该在名册上的在（周某）：户口迁走了。　答复（不成立）：迁走的是他弟弟')
  expect(says).toContain('上次决议未办结：修桥，验收，已逾期 3 天')
})
