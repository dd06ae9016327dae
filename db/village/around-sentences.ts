import type { SceneId } from './scenes.ts'

/** What people report in the rest of the county, and what is answered; `{where}` is one of the places of its kind. */
export type Kind = {
  item: string
  in: 'village' | 'community' | 'both'
  words: readonly string[]
  where: readonly string[]
  /** Who handles it: absent the village itself, `street` the street's office, otherwise a department. */
  unit?: string
  contact: string
  results: readonly string[]
  photo?: SceneId
  proof?: SceneId
}

export const KINDS: readonly Kind[] = [
  {
    item: '0401',
    in: 'both',
    photo: 'rubbish-near',
    proof: 'rubbish-cleared',
    words: [
      '{where}的垃圾两天没拉了，桶都满出来了。',
      '{where}有人半夜倒了一车建筑垃圾，路都占了一半。',
      '{where}垃圾桶少，大家都往地上堆，狗刨得到处都是。',
      '{where}的垃圾桶轮子坏了，倒在路中间。',
    ],
    where: ['巷子口', '小桥边', '健身广场后面', '幼儿园对面', '市场西头'],
    contact: '说了下午车就来，请把散的归拢一下。',
    results: ['已经清运干净，又加了两个桶。', '垃圾拉走了，地面冲洗过，每天早晚各收一次。'],
  },
  {
    item: '0602',
    in: 'both',
    photo: 'lamp',
    proof: 'lamp-lit',
    words: [
      '{where}的路灯坏了快一礼拜了，老人晚上不敢出门。',
      '{where}路灯大白天亮着，晚上反倒不亮。',
      '{where}灯杆上的线露出来了，看着危险。',
      '{where}三个路灯只亮一个',
    ],
    where: ['主巷道', '学校后墙', '十字路口', '南环路拐弯处', '广场边'],
    contact: '联系了电工，今明两天来看。',
    results: ['换了灯头，晚上试亮了。', '控制器受潮，已经更换，时间也调好了。'],
  },
  {
    item: '0402',
    in: 'both',
    unit: 'department-water',
    photo: 'drain-wide',
    proof: 'drain-fixed',
    words: [
      '{where}的污水井往外冒，流了半条街。',
      '{where}下水道一下雨就反水，院子里都是脏水。',
      '{where}排水沟堵死了，水发黑发臭，蚊子一堆。',
    ],
    where: ['菜市场门口', '二巷中间', '公园旁边', '学校北门'],
    contact: '到现场看过，需要疏通车，约了明天。',
    results: ['主管已经疏通，井盖也换了。', '清掏了四十米排水沟，现在水走得利。'],
  },
  {
    item: '0601',
    in: 'village',
    unit: 'department-transport',
    photo: 'pothole',
    proof: 'road-fixed',
    words: [
      '{where}的水泥路压烂了，坑里全是水，骑车的摔过好几个。',
      '{where}路面裂得像地图，收庄稼的车不好走。',
      '{where}修完管子没把路填平，颠得很。',
    ],
    where: ['进村那段', '生产路', '果园边上', '过渠的小桥两头'],
    contact: '量了面积，排进这批修补计划。',
    results: ['坏的路面已经切割重铺，养护后放行。', '填平压实，铺了沥青。'],
  },
  {
    item: '0606',
    in: 'village',
    unit: 'department-water',
    photo: 'canal',
    proof: 'canal-running',
    words: [
      '{where}的渠淤满了，水上不来，麦地浇不上。',
      '{where}闸门锈死了，水都跑到别的渠里去了。',
      '{where}渠帮子塌了一截，一放水就漏。',
    ],
    where: ['三支渠', '村北', '四斗渠', '机井边'],
    contact: '跟组长一起到渠上看了。',
    results: ['清淤二百米，水已经到地头。', '闸门除锈上油，开关灵活了。'],
  },
  {
    item: '0603',
    in: 'both',
    unit: 'department-tap-water',
    proof: 'pipe',
    words: [
      '{where}早上停水没通知，现在还没来。',
      '{where}水压小得很，二楼上不去水。',
      '{where}水管子爆了，水流了一路。',
    ],
    where: ['我们巷子', '临街那排', '东头几户', '整条巷子'],
    contact: '说明是主管检修，预计傍晚恢复。',
    results: ['漏点已经修好，水压正常。', '更换了老化的阀门，已恢复供水。'],
  },
  {
    item: '0604',
    in: 'both',
    unit: 'department-power',
    photo: 'pole-wires',
    words: [
      '{where}天天晚上跳闸，电磁炉都不敢用。',
      '{where}的电线垂下来快挨着车顶了。',
      '{where}一刮风就停电，一停就是半天。',
    ],
    where: ['我们这一片', '东头', '三巷', '冷库那边'],
    contact: '抢修班已经出发。',
    results: ['换了变压器的跌落保险，负荷也调了。', '电线重新收紧，加了一根杆。'],
  },
  {
    item: '0201',
    in: 'community',
    photo: 'scrap',
    proof: 'lane-clear',
    words: [
      '{where}堆的旧家具把消防通道堵了。',
      '{where}有人把电动车停在安全出口。',
      '{where}的灭火器箱里是空的。',
    ],
    where: ['三号楼二单元', '地下室入口', '五号楼一层', '老家属院'],
    contact: '跟住户说好今天挪走。',
    results: ['杂物清走了，贴了禁停标线。', '和物业一起清理，补了灭火器。'],
  },
  {
    item: '0202',
    in: 'community',
    proof: 'lane-clear',
    words: ['{where}从窗子往下拉电线给电动车充电，太危险。', '{where}楼道里好几辆电瓶车充一夜。'],
    where: ['七号楼', '航空小区东门那栋', '老楼四单元'],
    contact: '上门讲了道理，先把线收了。',
    results: ['飞线已经拆除，告诉住户车棚充电桩的位置。', '拆了三处飞线，车棚加了两个充电位。'],
  },
  {
    item: '0408',
    in: 'community',
    unit: 'department-urban-management',
    words: [
      '{where}的烧烤摊半夜两点还在响，油烟往家里灌。',
      '{where}广场舞音响太大，娃写不成作业。',
      '{where}装修的周末早上六点就开始敲墙。',
    ],
    where: ['小区南门', '文化广场', '楼上', '步行街'],
    contact: '今晚去现场看。',
    results: ['和摊主约定十点收摊，装了油烟净化器。', '音响调到六十分贝以下，九点散场。'],
  },
  {
    item: '0404',
    in: 'village',
    unit: 'department-agriculture',
    photo: 'puddle',
    words: ['{where}养猪的粪水流到渠里了，味道大得很。', '{where}鸡粪堆在路边，苍蝇成堆。'],
    where: ['村南养殖场', '果园旁边', '渠岸上'],
    contact: '跟养殖户见了面，限三天清理。',
    results: ['粪堆已经拉走还田，渠道冲洗过。', '做了防渗池，加了盖。'],
  },
  {
    item: '0405',
    in: 'village',
    photo: 'scrap',
    proof: 'lane-clear',
    words: [
      '{where}的柴火堆到路中间了，车过不去。',
      '{where}有一堵烂墙快倒了，没人管。',
      '{where}砖头瓦块堆了半年。',
    ],
    where: ['二巷', '老庄基', '村委会后头', '大槐树底下'],
    contact: '跟主家说好了，帮着一起挪。',
    results: ['已经清走，巷道通了。', '烂墙推了，砖码整齐了。'],
  },
  {
    item: '0406',
    in: 'village',
    words: ['{where}的公厕没水冲。', '{where}的厕所灯坏了，门也关不住。'],
    where: ['广场', '市场', '村口'],
    contact: '今天就去修。',
    results: ['换了水箱浮球，灯也换了。'],
  },
  {
    item: '0701',
    in: 'both',
    unit: 'department-civil-affairs',
    words: ['老汉病了一年，家里没进项，问能不能吃低保。', '我低保上个月停了，不知道为啥。'],
    where: ['家里'],
    contact: '约了入户时间，把材料清单念给他听了。',
    results: ['入户核查后已受理申请，材料齐全，转入审核。'],
  },
  {
    item: '0707',
    in: 'both',
    unit: 'department-medical-insurance',
    words: [
      '住院花了两万多，合疗只报了三千，想问一下是咋算的。',
      '慢病本办了两个月还没下来，药费都是自己垫的。',
    ],
    where: ['家里'],
    contact: '把报销单子一项一项讲了。',
    results: ['重新核算，补报一千二百六十元，已到卡。', '慢病资格已通过，下月起直接结算。'],
  },
  {
    item: '0905',
    in: 'village',
    unit: 'department-agriculture',
    words: ['耕地补贴面积跟确权证上的不一样，少了一亩三。', '卡换了以后补贴就没到过。'],
    where: ['家里'],
    contact: '让把卡号和证拍照发来。',
    results: ['面积已改正，差额随下批发放。', '卡号更新了，补发到账。'],
  },
  {
    item: '1001',
    in: 'village',
    unit: 'department-agriculture',
    words: ['甜瓜叶子发黄卷起来了，打药不管用。', '麦地里一片一片发黄，怕是条锈病。'],
    where: ['地里'],
    contact: '技术员下午到地里。',
    results: ['确认是蚜虫带的病毒，给了用药办法，三天后回看。', '已经组织统防，一周后复查。'],
  },
  {
    item: '1201',
    in: 'both',
    words: [
      '退伍军人坐公交免费要办啥手续？',
      '独生子女的奖励扶助啥时候发？',
      '新农合明年交多少钱，啥时候截止？',
      '老人八十了，高龄补贴咋申请？',
    ],
    where: ['家里'],
    contact: '当面讲清楚了。',
    results: ['把条件、材料和窗口都说清了，表也打印给了。'],
  },
  {
    item: '0102',
    in: 'village',
    words: ['邻家的狗不拴，见人就扑，娃不敢上学。', '隔壁的树枝伸到我家房上，一刮风就砸瓦。'],
    where: ['巷子里'],
    contact: '两家都说好了，周末坐下来谈。',
    results: ['主家答应把狗拴好，写了保证。', '把伸过来的枝子修了，两家都没意见。'],
  },
  {
    item: '1203',
    in: 'both',
    words: [
      '建议在十字路口装个凸面镜，看不见来车。',
      '希望把快递点挪到路边，老年人好取。',
      '能不能在公园多装几个凳子。',
    ],
    where: ['十字', '快递点', '公园'],
    contact: '谢谢建议，我们商量一下。',
    results: ['已经装好了。', '跟快递公司说通了，下月一号搬。'],
  },
]

/** What grid workers put right on their rounds. */
export const ROUNDS: readonly { item: string; words: string; photo?: SceneId }[] = [
  { item: '0405', words: '巡查时把巷道边的玉米秆劝主家拉走了。', photo: 'lane-clear' },
  { item: '0202', words: '看见一户用插线板在院里充电瓶车，帮着换到屋外专用插座。' },
  { item: '0303', words: '老人接到“领养老补贴”的电话，劝住没转钱。' },
  { item: '0401', words: '渠边一堆塑料袋，顺手捡了装走。', photo: 'rubbish-cleared' },
  { item: '0704', words: '去看卧床的老人，帮着量了血压，一切正常。', photo: 'home-visit' },
  { item: '0602', words: '路灯定时不对，调回晚上六点亮。' },
  { item: '0403', words: '有人烧树叶，劝灭了，叶子装袋拉走。' },
  { item: '1202', words: '帮村民在手机上办了社保卡补换申请。' },
]
