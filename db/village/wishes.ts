import { step, wishFor, type Story } from './story.ts'

/** Small wishes of households and who made them come true. Those still open wait for the first hand to go up. */

export const WISHES: readonly Story[] = [
  wishFor(
    'glasses',
    '3d 10:00',
    '刘桂兰',
    {
      wish: '想要一副老花镜，三百度的，原来那副腿断了，拿线缠着呢。',
      kind: 'thing',
      photos: ['glasses-broken'],
    },
    step('3d 11:00', '赵春燕', 'publish'),
  ),
  wishFor(
    'gate-hinge',
    '2d 15:00',
    '王德厚',
    {
      wish: '院门的合页掉了，关不严，夜里风大，想请人修一修。',
      kind: 'repair',
      photos: ['gate'],
    },
    step('2d 16:10', '赵春燕', 'publish'),
  ),
  wishFor(
    'chess',
    '5d 09:00',
    '卫德全',
    {
      wish: '想有人陪我下盘象棋，一礼拜一回就行。',
      kind: 'company',
    },
    step('5d 14:00', '党亚妮', 'publish'),
  ),
  wishFor(
    'tutoring',
    '6d 19:00',
    '张麦香',
    {
      wish: '娃他爸妈不在跟前，数学题我看不懂，想请个大学生周末给孙女讲讲。',
      kind: 'other',
    },
    step('5d 09:00', '王小峰', 'publish'),
  ),
  wishFor(
    'winter-coat',
    '8d 10:00',
    '李引娣',
    {
      wish: '想要一件厚棉袄，要能机洗的，灰色蓝色都行。',
      kind: 'thing',
    },
    step('8d 15:00', '李会芳', 'publish'),
    step('7d 20:00', '雷晓东', 'claim'),
    step('4d 12:00', '雷晓东', 'giveUp', { reason: '这周被派去外地干活，怕误了老人。' }),
  ),
  wishFor('medicine', '4h', '赵桂琴', {
    wish: '老汉的降压药快吃完了，想请人去武屯镇上捎两盒，钱我给。',
    kind: 'errand',
  }),
  wishFor(
    'phone-lesson',
    '9d 16:00',
    '刘忠孝',
    {
      wish: '孙子给买了智能手机，不会接视频，想学一学。',
      kind: 'company',
    },
    step('9d 17:00', '党亚妮', 'publish'),
    step('1d 20:10', '刘思琪', 'claim', { promised: '+4d' }),
  ),
  wishFor(
    'stove-pipe',
    '12d 09:30',
    '党秋菊',
    {
      wish: '烟囱堵了，炉子倒烟，想在入冬前通一通。',
      kind: 'repair',
    },
    step('12d 10:30', '党亚妮', 'publish'),
    step('11d 08:20', '孙建民', 'claim'),
    step('1d 17:00', '孙建民', 'fulfil', {
      result: '烟囱拆下来通了，换了一节新管，试烧了一炉，不倒烟了。',
      proof: ['home-visit'],
    }),
  ),
  wishFor(
    'haircut',
    '25d 10:00',
    '王世昌',
    {
      wish: '腿脚不便，想有人上门给我和老伴理个发。',
      kind: 'company',
    },
    step('25d 11:00', '赵春燕', 'publish'),
    step('25d 13:10', '王丽娟', 'claim'),
    step('23d 15:30', '王丽娟', 'fulfil', {
      result: '周日去家里给两位老人理了发，还剪了指甲。',
      proof: ['home-visit'],
    }),
    step('23d 18:00', '王世昌', 'thank', { thanks: '谢谢丽娟，理得精神，比街上理得还好。' }),
  ),
  wishFor(
    'bookshelf',
    '22d 18:00',
    '孙莉',
    {
      wish: '娃上高中了，书没处放，想要个旧书架。',
      kind: 'thing',
    },
    step('21d 09:00', '党亚妮', 'publish'),
    step('21d 12:30', '寇文涛', 'claim'),
    step('19d 19:00', '寇文涛', 'fulfil', {
      result: '把我家闲着的书架刷了漆送过去了。',
      proof: ['bookshelf'],
    }),
    step('19d 20:15', '孙莉', 'thank', { thanks: '太好了，娃高兴得很！' }),
  ),
  wishFor(
    'seedlings',
    '20d 08:00',
    '雷振华',
    {
      wish: '想讨几棵花椒苗栽院子里。',
      kind: 'thing',
    },
    step('20d 09:00', '赵春燕', 'publish'),
    step('20d 12:00', '惠小龙', 'claim'),
    step('14d 10:00', '惠小龙', 'fulfil', { result: '挖了五棵送去，帮着栽好浇了水。' }),
  ),
  wishFor(
    'new-car',
    '13d 21:00',
    '党浩宇',
    {
      wish: '想要一辆新摩托车。',
      kind: 'thing',
    },
    step('12d 09:00', '王建国', 'decline', {
      reason: '微心愿是邻里搭把手的小事，摩托车太贵了，换个小点的心愿吧。',
    }),
  ),
  wishFor(
    'radio',
    '10d 09:00',
    '张百胜',
    {
      wish: '想要个收音机听秦腔。',
      kind: 'thing',
    },
    step('10d 10:00', '王小峰', 'publish'),
    step('9d 09:00', '张百胜', 'withdraw'),
  ),
  wishFor(
    'quilt',
    '28d 09:00',
    '惠巧玲',
    {
      wish: '想请人帮忙把两床旧棉花重新弹一下。',
      kind: 'errand',
    },
    step('28d 10:00', '党亚妮', 'publish'),
    step('27d 12:00', '赵志强', 'claim'),
  ),
]
