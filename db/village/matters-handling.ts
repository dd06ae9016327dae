import { VILLAGE_UNIT } from './grids.ts'
import { assist, record, report, step, type Story } from './story.ts'

/** Reports somebody is working on, smoothly or not. */

export const HANDLING: readonly Story[] = [
  report(
    'drain-south-lane',
    '5w 07:50',
    '杨秀英',
    {
      words: '南巷第二家门口的下水道堵了，污水从井盖往外冒，都流到路当中了，味道大得很，车过去溅人一身。',
      item: '0402',
      photos: ['drain', 'puddle'],
      place: 'south-lane',
      privacy: 'open',
    },
    step('5w 08:45', '陈晓东', 'dispatch', {
      unit: 'department-water',
      advice: '群众门口，请今天先到现场。',
    }),
    step('5w 10:20', '郭涛', 'accept'),
    step('5w 14:30', '郭涛', 'contact', {
      contactWay: 'visit',
      contactResult: '到门口看了，主管被塑料和麦草堵死，要用疏通车，跟秀英姨说了三天内来。',
    }),
    step('3w 10:00', '郭涛', 'askAssist', {
      helper: 'street-610114006',
      request: '疏通车要进南巷，请协调巷口停的两辆农用车，并安排人看护交通。',
    }),
    assist('2w 09:10', '丁小刚', 'help', {
      result: '已经跟车主说好，明早八点前挪走，网格员党亚妮在巷口值守。',
    }),
    step('1w 11:00', '郭涛', 'askAssist', {
      helper: VILLAGE_UNIT,
      request: '疏通后请村里把南巷三个雨水篦子清一遍，防止再堵。',
    }),
    step('20h', '杨秀英', 'add', { note: '车来了，通了一半，前头还有一截没通，水小多了。' }),
  ),
  report(
    'land-border',
    '15w 09:30',
    '党秋菊',
    {
      words: '九八年分地时我家是四亩二，确权证上少了三分，西边那家多了三分，问了几回没人说得清。',
      item: '0104',
      place: 'south-road',
      privacy: 'village',
    },
    step('15w 11:00', '马丽', 'dispatch', { unit: 'department-agriculture', advice: '请调当年的分地底册。' }),
    step('14w 09:15', '党永平', 'accept'),
    step('14w 09:50', '党永平', 'contact', {
      contactWay: 'phone',
      contactResult: '约了月底一起到地里量，她说户口簿和老地契都还在。',
    }),
    step('6w 10:20', '党永平', 'contact', {
      contactWay: 'visit',
      contactResult: '和两家、组长一起拉皮尺量了，底册复印件已取，等测绘结果。',
    }),
  ),
  report(
    'lane-pavement',
    '9w 08:10',
    '张宝田',
    {
      words: '三组通新庄的水泥路中间裂了二十几米，一下雨就积水，电动车骑过去打滑。',
      item: '0601',
      photos: ['pothole-wet'],
      place: 'south-road',
      privacy: 'open',
    },
    step('9w 09:00', '陈晓东', 'dispatch', { unit: 'department-transport' }),
    step('9w 10:30', '严明', 'accept'),
    step('9w 16:20', '严明', 'contact', {
      contactWay: 'phone',
      contactResult: '说明了修补办法：先灌缝，再铺一层，路断半天，提前一天通知。',
    }),
  ),
  report(
    'cracked-house',
    '9w 10:40',
    '屈根生',
    {
      words: '上房后墙裂缝越来越宽，手指头都能伸进去，晚上睡觉听见掉土，怕塌。',
      item: '0204',
      photos: ['wall'],
      place: 'crossing',
      privacy: 'village',
    },
    step('9w 11:10', '陈晓东', 'dispatch', { unit: 'department-housing', advice: '老人独住，请优先鉴定。' }),
    step('9w 14:00', '高鹏', 'accept'),
    step('9w 14:20', '高鹏', 'contact', {
      contactWay: 'phone',
      contactResult: '请老人先搬到儿子家住，约好后天带鉴定公司来。',
    }),
    step('6w 11:20', '高鹏', 'contact', {
      contactWay: 'visit',
      contactResult: '鉴定初步意见为 C 级，报告还没出来，老人已搬到儿子家。',
    }),
    step('1w 08:20', '屈根生', 'urge'),
  ),
  report(
    'lamp-west-lane',
    '2d 20:40',
    '王德厚',
    {
      words: '西巷第三个电杆上的灯一闪一闪，照得人眼花，怕是要坏了',
      item: '0602',
      photos: ['lamp-dusk'],
      place: 'west-lane',
    },
    step('1d 08:30', '赵春燕', 'claim'),
    step('1d 09:10', '赵春燕', 'contact', {
      contactWay: 'visit',
      contactResult: '看了，是灯头接触不好，配件明天到。',
    }),
  ),
  report(
    'hail-insurance',
    '3w 10:50',
    '郗文斌',
    {
      words: '前几天刮大风把两个甜瓜棚的膜撕了，保险公司电话打了没人来看，棚里苗子冻着呢。',
      item: '1005',
      photos: ['greenhouse'],
      place: 'greenhouses',
      privacy: 'open',
    },
    step('3w 11:30', '马丽', 'dispatch', { unit: 'department-agriculture' }),
    step('2w 10:00', '薛敏', 'accept'),
    step('10h', '郗文斌', 'add', {
      note: '到现在没人联系我，苗子再冻一晚上就完了。',
      notePhotos: ['greenhouse'],
    }),
  ),
  report(
    'canal-lining',
    '8w 09:00',
    '赵拴牢',
    {
      words: '南斗渠三号口渠帮塌了两米多，放一渠水漏半渠。',
      item: '0606',
      photos: ['canal-broken'],
      place: 'south-canal',
      privacy: 'open',
    },
    step('8w 09:40', '陈晓东', 'dispatch', { unit: 'department-water' }),
    step('8w 11:00', '田晓宁', 'accept'),
    step('8w 15:10', '田晓宁', 'contact', {
      contactWay: 'visit',
      contactResult: '看过现场，要停水才能砌，跟拴牢叔说了等这轮冬灌完。',
    }),
    step('4w 09:30', '田晓宁', 'suspend', {
      reason: '冬灌期间渠里有水，砌不成，等停水后马上动工。',
      informed: 'visit',
    }),
  ),
  report(
    'wage-arrears',
    '6w 19:10',
    '赵鹏飞',
    {
      words: '在阎良一个装修队干了四十天，包工头欠我一万二工钱，打电话不接了。有微信记工的截图。',
      item: '0109',
      place: 'west-pond',
      privacy: 'village',
    },
    step('5w 09:00', '何永刚', 'dispatch', { unit: 'department-human-resources' }),
    step('5w 09:40', '韩冰', 'accept'),
    step('5w 10:30', '韩冰', 'contact', {
      contactWay: 'phone',
      contactResult: '核了记工截图和工地地址，当天通知包工头来劳动监察大队。',
    }),
    step('1w 16:30', '韩冰', 'askExtension', {
      reason: '包工头人在外地，答应回来对账，要等双方核对工时。',
      moreDays: 5,
    }),
  ),
  report(
    'street-trees',
    '3w 10:10',
    '孙莉',
    {
      words: '三组十字的行道树枝子把路灯和电线都缠住了，刮风就打火花。',
      item: '0604',
      photos: ['pole-wires'],
      place: 'crossing',
      privacy: 'open',
    },
    step('3w 11:00', '何永刚', 'dispatch', { unit: 'department-power' }),
    step('3w 14:30', '石磊', 'object', {
      reason: '树木属村集体种植，线路距离符合规程，修枝应由产权单位做。',
      basis: '《电力设施保护条例实施细则》第十八条',
      suggestedUnit: 'department-urban-management',
    }),
    step('2w 09:40', '周静', 'arbitrate', {
      unit: 'department-power',
      ruling: '树枝碰线打火花属线路安全隐患，由供电分公司先断电修枝，村里配合清运。裁定为最终意见。',
    }),
    step('2w 10:20', '石磊', 'accept'),
    step('1w 11:00', '石磊', 'contact', {
      contactWay: 'phone',
      contactResult: '定了停电时间，会提前一天在村里大喇叭通知。',
    }),
  ),
  report(
    'fitness-gear',
    '4d 18:20',
    '雷小艳',
    {
      words: '文化广场的扭腰器掉了一个踏板，露着铁茬子，娃们还在上头耍。',
      item: '0607',
      place: 'square',
      privacy: 'open',
    },
    step('3d 08:20', '王小峰', 'claim'),
    step('3d 08:50', '王小峰', 'contact', {
      contactWay: 'message',
      contactResult: '先拿绳子围起来了，厂家配件下周到。',
    }),
  ),
  report(
    'pension-where',
    '2d 11:00',
    '刘新年',
    {
      words: '我今年六十整，养老金咋领，要拿啥材料，到哪办？',
      item: '1202',
    },
    step('1d 09:00', '党亚妮', 'claim'),
  ),
  // Confidential by their class: seen by the asker, the secretary, the dispatchers and the unit alone.
  report(
    'favours',
    '5w 21:30',
    '刘彩霞',
    {
      words:
        '反映一件事：评低保的时候没开评议会，组长的兄弟家有小车还评上了，希望上面查一查，不要让我露名字。',
      item: '0903',
      privacy: 'village',
    },
    step('4w 09:10', '陈晓东', 'dispatch', { unit: 'department-discipline', advice: '按保密渠道办理。' }),
    step('4w 10:00', '冯倩', 'accept'),
    step('4w 10:30', '冯倩', 'contact', {
      contactWay: 'phone',
      contactResult: '已告知受理，约了当面谈，姓名只有经办人知道。',
    }),
  ),
  report(
    'alone-elder',
    '3d 10:30',
    '赵春燕',
    {
      words: '一组李引娣老人一个人住，昨天敲门半天没人应，后来说是耳朵背了。想安排每天有人看一眼。',
      item: '0805',
      place: 'west-lane',
    },
    step('3d 10:50', '王建国', 'claim'),
    step('2d 09:00', '王建国', 'contact', {
      contactWay: 'visit',
      contactResult: '和引娣婶商量好，志愿者张敏每天下午去看一眼，儿子每晚打电话。',
    }),
  ),
  record('gas-hose', '6h', '赵春燕', {
    words: '给李引娣老人家检查，煤气灶皮管老化，现场帮着换了新管，试了不漏。',
    item: '0203',
    photos: ['home-visit'],
  }),
  record('scam-call', '1d 15:10', '王小峰', {
    words: '雷雪梅接到冒充公安的电话让转账到安全账户，当场劝住了，帮着装了反诈软件。',
    item: '0303',
    place: 'east-lane',
  }),
]
