import type { NamedMeeting } from './meetings.ts'

/** What 老寨村 has on its way and what it has decided: a proposal, tasks, and its covenant in two versions. */

export const PROPOSAL = {
  title: '村部旧仓库出租',
  words:
    '村部东侧旧仓库三间，二百四十平方米，空了四年。方案：公开竞租，底价每年九千元，租期五年，租金每年一付，用来给六十岁以上老人交医保补助。承租人自己维修，不得转租，不得存放易燃物。',
  proposer: '刘忠孝等 5 名党员',
  daysAgo: 12,
  signatures: [18, 13],
  consulted: {
    daysAgo: 9,
    says: '两委商议：底价按镇上两处同类仓库的租金定，每年九千元；增加“不得转租”一条。',
    present: 6,
    inFavour: 6,
  },
  question: '竞租办法、租期五年和“承租人自己维修”的约定是否合法？合同样本附后。',
} as const

/** Put forward last week and still gathering supporters: a page of signatures, and some who tapped. */
export const GATHERING = {
  title: '村口公交站修候车亭',
  words:
    '村口公交站没有遮挡，上学的娃娃和看病的老人下雨天只能淋着。提议在站牌后面修一座四米长的候车亭，带长椅和灯，用村集体的钱，大约一万八千元，再向区交通局申请一部分。',
  proposer: '张麦香等 6 户',
  daysAgo: 6,
  signatures: [6],
  tapped: ['同建利', '雷雪梅', '王思雨'],
} as const

/** Tasks given for what the committee decided this morning, and for what was decided three weeks ago. */
export const TASKS = {
  rubbish: {
    words: '通知保洁公司改时间，广播到户三遍',
    executor: '孙卫东',
    budgetFen: 0,
    dueInDays: 3,
    progress: '保洁公司答应了，周三上午八点到一组路口。',
  },
  voter: {
    words: '把周大勇登记进选民名单，张榜公布',
    executor: '王丽娟',
    budgetFen: 12_000,
    dueInDays: 8,
    paid: { amountFen: 4_500, voucher: '记-31', words: '付广告部红榜两张' },
  },
} as const

export const COVENANT_MEETING: NamedMeeting = {
  body: 'village-assembly',
  basis: 'persons',
  title: '修订村规民约村民会议',
  place: '老寨村文化广场',
  came: 68,
  tellers: ['屈建文', '王春侠'],
  remarks: '大家对礼金一百元议论最多，最后说定先试一年。',
  motions: [
    {
      decision: 'covenant',
      title: '老寨村村规民约（2026 年修订）',
      words: '草稿上月已经逐户发过，收回意见十四条，采纳九条。现提请村民会议通过。',
      proposer: '村民委员会',
      means: 'hands',
      studied: { daysBefore: 20, says: '党支部研究，同意提交村民会议表决' },
      votes: { for: 63, against: 2, abstain: 3 },
    },
  ],
}

const TITLE = '老寨村村规民约'
const FIRST = [
  '第一条 爱国守法，遇事找法，不信邪教，不参与赌博。',
  '第二条 孝敬老人，爱护儿童，夫妻平等，家事好好商量。',
  '第三条 邻里和睦，有矛盾先找调解员，不堵路，不断别人家的水。',
  '第四条 房前屋后各自打扫，垃圾分好类，周三、周六上午等清运车。',
  '第五条 喜事新办，丧事简办：酒席不超过二十桌，礼金不超过一百元。',
  '第六条 出嫁女、离婚和丧偶妇女、到女方家落户的男子，和别的村民权益一样，谁也不得取消。',
  '第七条 灌溉用水按次序，不抢水，不破坏渠道。',
  '第八条 村里的公共设施人人爱护，损坏了照价修好。',
]

export const COVENANT = {
  title: TITLE,
  words: FIRST.join('\n'),
  why: '原来的村规民约是 2014 年定的，有罚款的内容，按新修订的《村民委员会组织法》重写。',
  number: '武屯备〔2026〕11 号',
} as const

/** A draft with a term the town would refuse: what the lint is for. */
export const NEXT_COVENANT = {
  title: TITLE,
  words: [
    ...FIRST.slice(0, 4),
    '第五条 喜事新办，丧事简办：酒席不超过十五桌，礼金不超过一百元。',
    ...FIRST.slice(5),
    '第九条 出嫁女户口没有迁走的，从第二年起不再参加集体分红。',
  ].join('\n'),
  why: '有人提出酒席再减五桌，出嫁女分红的事也写进去，先起草讨论。',
} as const
