import { VILLAGE_UNIT } from './grids.ts'
import { onBehalfOf, report, step, type Story } from './story.ts'

/** Reports that wait for somebody: to be taken up, accepted, ruled on or confirmed. */

export const WAITING: readonly Story[] = [
  report('rubbish-east-lane', '30h', '王秀芳', {
    words: '二组东巷口的垃圾桶满了三天没人拉，苍蝇乱飞，风一刮塑料袋满巷道都是。',
    item: '0401',
    photos: ['rubbish'],
    place: 'east-lane',
    privacy: 'open',
  }),
  report(
    'rubbish-again',
    '5h',
    '寇志刚',
    {
      words: '东巷口垃圾没人管，臭得门都不敢开',
      item: '0401',
      photos: ['rubbish-near'],
      place: 'east-lane',
    },
    step('3h', '王建国', 'merge', { earlier: 'rubbish-east-lane' }),
  ),
  report('yellow-water', '5h', '张麦香', {
    words: '昨晚开始自来水是黄的，放了半天还有股铁锈味，家里有吃奶的娃，能不能吃？',
    place: 'school-gate',
  }),
  report('strange-sound', '7h', '寇改转', {
    words: '村口那个铁皮箱子嗡嗡嗡响了两夜了，不知道是啥，听着怕得很。',
    place: 'bus-stop',
  }),
  report('bus-skips', '1d 18:40', '杨志明', {
    words:
      '武屯到阎良的班车这礼拜甩了两回站，老年人站在路边招手都不停。站牌上写的末班六点，五点半就没车了。我老伴每礼拜二要去区医院透析，误一回就麻烦了。希望给司机说说，或者在站牌跟前画个停车线。',
    item: '0608',
    place: 'bus-stop',
    privacy: 'open',
  }),
  report(
    'seed-subsidy',
    '4w 09:20',
    '屈满仓',
    {
      words: '我种了十一亩麦，别人家的种粮补贴六月就到卡上了，我的到现在没到。去村上问过两回，说报上去了。',
      item: '0905',
      place: 'crossing',
      privacy: 'village',
    },
    step('1w 08:30', '屈满仓', 'urge'),
  ),
  report('eaves-water', '1d 19:30', '赵桂琴', {
    words: '隔壁翻盖房，后檐水直接滴到我墙根，墙都泡软了。我跟老汉年纪大了，不想跟人骂仗，想请村上来评个理。',
    item: '0103',
    photos: ['wall'],
    place: 'old-well',
    privacy: 'village',
  }),
  report(
    'farm-road-holes',
    '2w 08:40',
    '孙文革',
    {
      words: '生产路东段让拉土方的大车碾了几个大坑，收苞谷的三轮都翻过一回。',
      item: '0601',
      photos: ['pothole'],
      place: 'farm-road',
      privacy: 'open',
    },
    step('1w 09:50', '陈晓东', 'dispatch', {
      unit: 'department-transport',
      advice: '收种季节，请先填平再安排修补，并查一下过路土方车。',
    }),
  ),
  report(
    'north-canal-dry',
    '9h',
    '杨建设',
    {
      words: '北斗渠放水三天了，水流不到我们组，渠里头全是淤泥和麦草，冬灌要误了。',
      item: '0606',
      photos: ['canal'],
      place: 'north-canal',
      privacy: 'open',
    },
    step('4h', '马丽', 'dispatch', { unit: 'department-water', advice: '冬灌时节，请尽快清淤。' }),
  ),
  report(
    'kiln-noise',
    '4w 16:10',
    '雷雪梅',
    {
      words: '老砖厂后面那个洗沙机半夜十二点还在响，娃第二天要上学，睡不着。',
      item: '0408',
      place: 'brick-kiln',
      privacy: 'anonymous',
    },
    step('3w 09:05', '陈晓东', 'dispatch', { unit: 'department-urban-management' }),
    step('1w 20:10', '雷雪梅', 'urge'),
    step('14h', '雷雪梅', 'add', { note: '昨晚又响到一点多，我录了视频。' }),
  ),
  report(
    'leaning-pole',
    '2w 08:20',
    '雷军民',
    {
      words: '三组十字那根电杆让拉砖车撞斜了，线都挨着房檐了，娃们放学天天从底下过。',
      item: '0604',
      photos: ['pole'],
      place: 'crossing',
      privacy: 'open',
    },
    step('2w 08:50', '周静', 'dispatch', { unit: 'department-power', advice: '有安全风险，请今天到现场。' }),
    step('2w 10:30', '石磊', 'contact', {
      contactWay: 'visit',
      contactResult: '到现场看了，跟报事人说清是通信杆，先拉了警戒线。',
    }),
    step('1w 11:10', '石磊', 'object', {
      reason: '现场核实这根杆上是通信光缆，不是供电线路，杆号牌是电信的。',
      basis: '《电力设施保护条例》第八条，以及区里杆线权属台账第 217 号',
      suggestedUnit: 'department-telecom',
    }),
  ),
  report(
    'land-in-court',
    '2w 10:15',
    '同养田',
    {
      words: '我家三亩承包地的地畔让西邻犁过来一尺多，去年法院判过一回，他还是犁。',
      item: '0104',
      place: 'farm-road',
      privacy: 'village',
    },
    step('2w 11:00', '马丽', 'contact', {
      contactWay: 'phone',
      contactResult: '他说今年三月又向法院申请了执行，还没有结果。',
    }),
    step('1w 15:20', '马丽', 'proposeEnd', {
      endReason: 'court',
      informed: 'phone',
      explanation:
        '您这块地的纠纷法院已经判过、正在执行，按规定不能再由街道另外处理。执行的事请找法院执行局，需要写材料可以找村法律顾问，不收费。',
    }),
  ),
  report(
    'lamp-north-lane',
    '7d 20:15',
    '刘桂兰',
    {
      words: '北巷中间的路灯不亮了，黑灯瞎火的，我晚上去倒水绊了一跤。',
      item: '0602',
      photos: ['lamp'],
      place: 'north-lane',
      privacy: 'open',
    },
    step('6d 08:10', '赵春燕', 'claim'),
    step('6d 08:25', '赵春燕', 'contact', {
      contactWay: 'visit',
      contactResult: '到家里看了，老人膝盖蹭破点皮，已经抹了药。路灯是控制器坏了。',
    }),
    step('1d 17:30', '赵春燕', 'finish', {
      result: '换了路灯控制器和灯头，昨晚试过，六点半准时亮。巷子另外两盏也一块检查了。',
      proof: ['lamp-lit'],
    }),
  ),
  report(
    'toilet-square',
    '9d 10:00',
    '张粉绒',
    {
      words: '广场上的公厕一个月没人掏了，味太大，跳舞的都不敢往跟前站。',
      item: '0406',
      place: 'square',
    },
    step('8d 08:40', '王建国', 'dispatch', { unit: VILLAGE_UNIT, advice: '小峰，今天联系吸污车。' }),
    step('8d 09:20', '王小峰', 'accept'),
    step('8d 09:30', '王小峰', 'contact', {
      contactWay: 'phone',
      contactResult: '跟粉绒姨说了，下午吸污车就到。',
    }),
    step('6d 17:10', '王小峰', 'finish', {
      result: '吸污车来抽了，地面冲洗消毒，换了坏掉的水箱。以后每周三清一次，时间贴在门口。',
    }),
  ),
  report(
    'no-water-lane',
    '4d 07:20',
    '惠巧玲',
    {
      words: '三组南巷从昨天下午停水到现在，没人通知，做饭都是去我哥家提的水。',
      item: '0603',
      place: 'south-lane',
    },
    step('4d 08:35', '陈晓东', 'dispatch', { unit: 'department-tap-water' }),
    step('4d 09:10', '谢军', 'accept'),
    step('4d 09:20', '谢军', 'contact', {
      contactWay: 'phone',
      contactResult: '主管漏了，正在挖，预计下午四点来水，先送了一车水。',
    }),
    step('3d 10:40', '谢军', 'finish', {
      result: '南巷入口主管接头老化漏水，已更换，昨天下午三点四十恢复供水，水质测过正常。',
      proof: ['pipe'],
    }),
  ),
  report(
    'manure-smell',
    '11w 15:30',
    '李引娣',
    {
      words: '巷子后头那家羊圈的粪水流到路上，我快八十的人了，出门要踩着砖头走。',
      item: '0404',
      photos: ['puddle'],
      place: 'west-lane',
      privacy: 'anonymous',
    },
    step('11w 16:20', '马丽', 'dispatch', { unit: 'department-agriculture' }),
    step('10w 09:00', '薛敏', 'accept'),
    step('10w 11:30', '薛敏', 'contact', {
      contactWay: 'visit',
      contactResult: '跟引娣婆和养羊户都见了面，答应一周内砌沉淀池。',
    }),
    step('5d 16:00', '薛敏', 'finish', { result: '养殖户已经清理路面粪水，并砌了沉淀池。' }),
    step('1d 09:40', '李引娣', 'reject', { unsolved: '池子砌得太小，一下雨又漫出来了，昨天路上还是粪水。' }),
  ),
  onBehalfOf(
    '刘忠孝',
    'present',
    report('old-house-crack', '20h', '党亚妮', {
      words: '替忠孝爷报：老房后墙裂了一指宽的缝，梁头也朽了，前两天下雨掉土块。',
      item: '0204',
      photos: ['wall'],
      place: 'south-lane',
      privacy: 'village',
    }),
  ),
]
