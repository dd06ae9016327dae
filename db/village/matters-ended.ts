import { VILLAGE_UNIT } from './grids.ts'
import { assist, record, report, step, type Story } from './story.ts'

/** Reports that have ended, in every way one can. */

export const ENDED: readonly Story[] = [
  report('lamp-school', '20d 19:30', '雷雪梅', {
    words: '学校门口的路灯坏了，娃们上晚自习回来看不见，昨天还有个骑车的摔了。',
    item: '0602', photos: ['lamp'], place: 'school-gate', privacy: 'open',
  }, step('19d 08:10', '王小峰', 'claim'),
    step('19d 08:40', '王小峰', 'contact', { contactWay: 'phone', contactResult: '说今天下午电工来。' }),
    step('19d 17:50', '王小峰', 'finish', { result: '换了太阳能灯的蓄电池，晚上试亮了。', proof: ['lamp-lit'] }),
    step('18d 20:30', '雷雪梅', 'confirm', { stars: 5, thanks: '当天报当天修，给小峰点个赞。' })),
  report('drain-hall', '27d 09:00', '杨菊玲', {
    words: '村委会门口的下水井盖翻了，污水漫出来，进去办事要跳着走。',
    item: '0402', photos: ['drain-wide'], place: 'hall', privacy: 'open',
  }, step('26d 09:00', '马丽', 'dispatch', { unit: 'department-water' }),
    step('26d 09:50', '田晓宁', 'accept'),
    step('26d 10:20', '田晓宁', 'contact', { contactWay: 'phone', contactResult: '下午带疏通车到。' }),
    step('26d 10:40', '田晓宁', 'askAssist', { helper: 'street-610114006', request: '请街道联系吸污车一起来。' }),
    assist('26d 14:10', '苏婷', 'help', { result: '吸污车已到现场。' }),
    step('25d 17:00', '田晓宁', 'finish', { result: '疏通主管六十米，更换井盖一个，路面冲洗干净。', proof: ['drain-fixed'] }),
    step('24d 19:20', '杨菊玲', 'confirm', { stars: 5, thanks: '修得好，路也冲干净了。' })),
  report('canal-silt', '38d 08:30', '杨建设', {
    words: '北斗渠口子上让人倒了建筑垃圾，水过不来。',
    item: '0606', photos: ['canal'], place: 'north-canal', privacy: 'open',
  }, step('37d 09:10', '陈晓东', 'dispatch', { unit: 'department-water' }),
    step('37d 10:00', '郭涛', 'accept'),
    step('37d 11:00', '郭涛', 'contact', { contactWay: 'phone', contactResult: '明天带挖机来清。' }),
    step('34d 16:00', '郭涛', 'finish', { result: '垃圾已清走，渠道通水。', proof: ['canal-running'] }),
    step('33d 20:00', '杨建设', 'reject', { unsolved: '渠口是清了，里头五十米没清，水还是过不来。' }),
    step('32d 09:00', '周静', 'dispatch', { unit: 'department-water', advice: '群众不满意退回，请全段清到位，区指挥中心盯办。' }),
    step('32d 09:30', '郭涛', 'accept'),
    step('32d 10:10', '郭涛', 'contact', { contactWay: 'visit', contactResult: '和建设叔一起走了一遍渠，标出没清的三段。' }),
    step('28d 17:20', '郭涛', 'finish', { result: '全段三百二十米清淤完成，请您一起看了放水。', proof: ['canal-running'] }),
    step('27d 18:30', '杨建设', 'confirm', { stars: 4, thanks: '这回水到地头了。' })),
  report('pothole-bridge', '33d 10:20', '张小兵', {
    words: '小桥南头的路面塌了个坑，大车压过去直晃。',
    item: '0601', photos: ['pothole'], place: 'farm-road', privacy: 'open',
  }, step('33d 11:00', '马丽', 'dispatch', { unit: 'department-transport' }),
    step('32d 10:00', '严明', 'accept'),
    step('32d 10:30', '严明', 'contact', { contactWay: 'phone', contactResult: '先放了警示桩，等混凝土。' }),
    step('30d 09:00', '严明', 'suspend', { reason: '连续下雨不能浇筑，天晴第二天开工。', informed: 'phone' }),
    step('26d 09:00', '严明', 'resume'),
    step('23d 17:00', '严明', 'finish', { result: '塌坑处挖开重新夯填，浇了二十公分混凝土，养护七天后已放行。', proof: ['road-fixed'] }),
    step('22d 12:10', '张小兵', 'confirm', { stars: 5 })),
  report('house-extension', '36d 09:20', '卫民', {
    words: '老房檐口的瓦往下掉，想问能不能按危房给鉴定一下。',
    item: '0204', photos: ['wall'], place: 'crossing', privacy: 'village',
  }, step('36d 10:00', '陈晓东', 'dispatch', { unit: 'department-housing' }),
    step('36d 11:00', '高鹏', 'accept'),
    step('36d 15:00', '高鹏', 'contact', { contactWay: 'phone', contactResult: '约了鉴定公司。' }),
    step('33d 10:00', '高鹏', 'askExtension', { reason: '鉴定公司排期在下周，要等报告。', moreDays: 7 }),
    step('33d 15:00', '陈晓东', 'grantExtension'),
    step('22d 16:00', '高鹏', 'finish', { result: '鉴定为 B 级，属局部修缮，已更换檐口瓦片和两根椽子。', proof: ['house-fixed'] }),
    step('21d 20:00', '卫民', 'confirm', { stars: 4 })),
  report('straw-fire', '16d 17:30', '屈敏', {
    words: '生产路边上有人烧苞谷秆，烟大得看不见路', item: '0403', place: 'farm-road',
  }, step('16d 17:45', '王小峰', 'claim'),
    step('16d 17:55', '王小峰', 'contact', { contactWay: 'phone', contactResult: '正往地里赶，让大家先绕开。' }),
    step('16d 18:40', '王小峰', 'finish', { result: '到地里把火浇灭了，跟烧秸秆的人讲了道理，秸秆拉到回收点。' })),
  report('bench-square', '18d 10:00', '王世昌', {
    words: '广场的木椅子断了一条腿，老汉们没处坐。', item: '0607', place: 'square',
  }, step('17d 09:00', '王建国', 'dispatch', { unit: VILLAGE_UNIT }),
    step('17d 09:30', '王小峰', 'accept'),
    step('17d 10:00', '王小峰', 'contact', { contactWay: 'visit', contactResult: '跟世昌爷说了，找木匠修。' }),
    step('12d 16:00', '王小峰', 'finish', { result: '木匠换了两条腿，重新上了漆。', proof: ['bench'] })),
  report('handed-up', '15d 09:10', '雷振华', {
    words: '西巷住的那家收废品，巷道堆得满满的，消防车根本进不来。',
    item: '0201', photos: ['scrap'], place: 'west-lane', privacy: 'anonymous',
  }, step('15d 10:00', '赵春燕', 'claim'),
    step('15d 10:30', '赵春燕', 'contact', { contactWay: 'visit', contactResult: '去说了两回，收废品的答应清，没动。' }),
    step('13d 09:30', '赵春燕', 'handUp', { reason: '劝了三次不清，需要街道综合执法出面。' }),
    step('13d 10:20', '马丽', 'dispatch', { unit: 'street-610114006' }),
    step('13d 11:00', '丁小刚', 'accept'),
    step('13d 15:00', '丁小刚', 'contact', { contactWay: 'phone', contactResult: '下达了限期清理通知，三天。' }),
    step('9d 16:30', '丁小刚', 'finish', { result: '废品全部清走，巷道恢复四米宽，给他在村东安排了场地。', proof: ['lane-clear'] }),
    step('8d 19:00', '雷振华', 'confirm', { stars: 5 })),
  report('noisy-neighbour', '14d 22:10', '同建利', {
    words: '对门半夜打麻将吵得人睡不着', item: '0408', place: 'old-well', privacy: 'anonymous',
  }, step('13d 08:00', '同建利', 'cancel')),
  report('court-case', '21d 15:00', '张根旺', {
    words: '儿媳妇娘家欠我三万块钱，法院正在审，想让村上给我要回来。', item: '0106', privacy: 'village',
  }, step('20d 10:00', '马丽', 'contact', { contactWay: 'phone', contactResult: '他说案子下月十号开庭。' }),
    step('20d 10:30', '马丽', 'proposeEnd', {
      endReason: 'court', informed: 'phone',
      explanation: '您说的借款法院正在审理，按规定不能再由街道处理，请等法院判决。需要法律帮助可以打 12348，或者找村法律顾问。',
    }),
    step('20d 15:40', '陈晓东', 'approveEnd')),
  record('lane-branch', '2d 08:20', '赵春燕', {
    words: '早上巡查，西巷大风刮断一根树枝横在路上，和建利叔一起拉走了。', item: '0405', photos: ['lane-clear'], place: 'west-lane',
  }),
  record('lost-elder', '4d 18:50', '党亚妮', {
    words: '三组卫德全爷出门忘了回家的路，在南渠边找到，送回家交给儿子。', item: '0306', place: 'south-canal',
  }),
  record('open-well', '8d 11:00', '王小峰', {
    words: '东巷一个井盖翘起来，当场压平填实。', item: '0402', photos: ['drain-fixed'], place: 'east-lane',
  }),
  record('policy-asked', '9d 16:00', '党亚妮', {
    words: '刘科问娃上医保咋办，当场在手机上给办了参保。', item: '1201',
  }),
]
