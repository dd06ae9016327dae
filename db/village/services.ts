import { apply, onBehalfOf, step, type Story } from './story.ts'

/** What villagers have had done at the village hall, or handed on from there. */

export const SERVICES: readonly Story[] = [
  onBehalfOf(
    '刘桂兰',
    'present',
    apply('old-age-liu', '4h', '李会芳', {
      item: 'old-age-allowance',
      words: '老人今年七十五，头一回申请，不会用手机。',
      materials: ['document'],
    }),
  ),
  apply(
    'residence-wang',
    '26h',
    '王思雨',
    {
      item: 'residence-proof',
      words: '单位办居住证要用，能不能把章盖好拍照给我，我人在西安。',
      materials: ['document'],
    },
    step('22h', '李会芳', 'accept'),
  ),
  apply(
    'claim-zhang',
    '6w 10:00',
    '张小兵',
    {
      item: 'medical-claim',
      words: '娃在外省住院，没有直接结算。',
      materials: ['invoice'],
    },
    step('6w 11:00', '李会芳', 'accept'),
    step('5w 09:30', '李会芳', 'askMaterials', {
      missing: '还差两样：一是住院费用清单（盖章），二是出院小结。发票是原件，可以用。',
    }),
  ),
  apply(
    'living-tong',
    '20w 09:30',
    '同养田',
    {
      item: 'minimum-living',
      words: '老伴透析，一年药费三万多，我也干不动了。',
      materials: ['document', 'invoice'],
    },
    step('20w 10:40', '李会芳', 'accept'),
    step('19w 11:00', '李会芳', 'handOver', { unit: 'department-civil-affairs', receipt: '民救〔2026〕318' }),
    step('12w 15:00', '秦岚', 'contact', {
      contactWay: 'visit',
      contactResult: '入户看过，家庭情况和声明一致，正在做经济状况核对。',
    }),
  ),
  apply(
    'away-lei',
    '2w 08:50',
    '雷军民',
    {
      item: 'medical-away',
      words: '要去广州儿子那住半年，先备个案。',
      materials: ['document'],
    },
    step('2w 09:10', '李会芳', 'accept'),
    step('2w 09:40', '李会芳', 'handOver', { unit: 'department-medical-insurance' }),
    step('1w 16:20', '邢燕', 'sendBack', {
      result: '备案办好了，广东省内定点医院可以直接结算，有效期六个月。',
      document: ['document'],
    }),
  ),
  onBehalfOf(
    '王世昌',
    'phone',
    apply('pension-wang', '2d 09:00', '赵春燕', {
      item: 'pension-check',
      words: '老人耳背，视频认证总不过，想请人上门。',
    }),
  ),
  apply(
    'disability-li',
    '12w 09:00',
    '李引娣',
    {
      item: 'disability-card',
      words: '耳朵听不见了，想评一下。',
      materials: ['document'],
    },
    step('12w 10:30', '李会芳', 'accept'),
    step('12w 11:30', '李会芳', 'handOver', { unit: 'department-disabled', receipt: '残评 1107' }),
    step('3w 10:00', '申红', 'sendBack', { result: '听力残疾三级，证已制好。', document: ['document'] }),
    step('2d 10:20', '李会芳', 'deliver', { delivery: 'visit' }),
  ),
  apply(
    'veteran-qu',
    '28d 10:00',
    '屈满仓',
    {
      item: 'veteran-card',
      words: '当过五年铁道兵，退役证还在。',
      materials: ['document'],
    },
    step('28d 11:00', '李会芳', 'accept'),
    step('27d 10:00', '李会芳', 'handOver', { unit: 'department-veterans' }),
    step('16d 15:00', '蔺华', 'sendBack', {
      result: '优待证已制发，凭证坐公交免费。',
      document: ['document'],
    }),
    step('15d 10:00', '李会芳', 'deliver', { delivery: 'visit' }),
    step('15d 12:30', '屈满仓', 'receive', { stars: 5 }),
  ),
  apply(
    'hardship-kou',
    '19d 09:20',
    '寇佳怡',
    {
      item: 'hardship-proof',
      words: '大学申请助学金用。',
      materials: ['document'],
    },
    step('19d 10:00', '李会芳', 'accept'),
    step('18d 16:00', '李会芳', 'stamp', { result: '入户看过，情况属实，已盖章。', document: ['document'] }),
    step('18d 16:30', '李会芳', 'deliver', { delivery: 'online' }),
  ),
  apply(
    'no-proof-zhao',
    '11d 10:30',
    '赵鹏飞',
    {
      item: 'no-need-proof',
      words: '要开一个和我妈的亲属关系证明。',
    },
    step('11d 11:00', '李会芳', 'decline', {
      reason:
        '亲属关系证明已经不由村里开了（民发〔2020〕20号）。您拿户口簿就能证明；要公证的，到阎良公证处，电话在区政务服务目录里。',
    }),
  ),
  apply(
    'room-yang',
    '9d 19:00',
    '杨志明',
    {
      item: 'public-room',
      words: '下月初六给孙子过满月，想借大舞台和三十张桌子。',
    },
    step('8d 08:00', '杨志明', 'cancel'),
  ),
  apply(
    'subsidy-dang',
    '5w 09:40',
    '党选民',
    {
      item: 'subsidy-area',
      words: '今年流转出去两亩，面积要核一下。',
      materials: ['document'],
    },
    step('5w 10:20', '李会芳', 'accept'),
    step('4w 15:00', '李会芳', 'stamp', { result: '到地里核过，自种四亩八，流转两亩，已登记。' }),
  ),
]
