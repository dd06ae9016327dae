import {
  asker,
  classAs,
  defineFlow,
  extendBy,
  handTo,
  inArea,
  inUnit,
  mergeInto,
  openChild,
  raiseLevel,
  release,
  takeOn,
  type Facts,
} from '../kit/flow.ts'
import { choice, count, item, matter, photos, place, stars, text, unit } from '../kit/fields.ts'
import { days, hours, workdays, type Span } from '../kit/span.ts'

const COUNTY_DUTY = '这是区级部门的职责，不能派给街道或村（潍坊条例第24条），请选区级单位'

/** A county's duty cannot be pushed down to a town or village (handbook R9). */
function countyDutyStays(
  { unit: code }: { unit?: string },
  { item: duty, levelOfUnit }: Facts,
): string | undefined {
  if (code === undefined) return undefined
  const level = levelOfUnit(code)
  if (level === undefined) return '没有这个承办单位，请重新选择'
  return duty?.level === 'county' && level !== 'county' ? COUNTY_DUTY : undefined
}

const KEPT = '反映村干部的事一律保密，“谁能看到”请选“只给办事的人看”'
const NOT_TO_VILLAGE = '反映村干部的事不能交给村里办（信访工作条例第30条），请选镇街或区级单位'
const NOT_RECORDED = '反映村干部的事不能随手办，请本人报，由镇街或区里的单位办（信访工作条例第30条）'
const NOT_SPREAD = '反映村干部的事由一个单位办，不请别的单位协办（信访工作条例第30条）'

/** What is reported on those who run the village is never passed to them (信访工作条例 30). */
function neverToVillage(
  { unit: code }: { unit?: string },
  { item: about, levelOfUnit }: Facts,
): string | undefined {
  return about?.conduct && code !== undefined && levelOfUnit(code) === 'village' ? NOT_TO_VILLAGE : undefined
}

const whereItBelongs = (answers: { unit?: string }, facts: Facts) =>
  neverToVillage(answers, facts) ?? countyDutyStays(answers, facts)

/** An office has a working day to pass a matter on; a fire has the half hour of its class, by night as well. */
const promptly = (_: unknown, cls: { limit?: Span } | undefined): Span =>
  cls?.limit?.unit === 'hours' ? cls.limit : workdays(1)

/** 网格事件 (systems Y1, C13; state machine: handbook D1): reported, dispatched, handled, confirmed by who asked. */
export const gridEvent = defineFlow({
  id: 'grid-event',
  name: '网格事件',
  plain: '报事',
  catalogue: 'grid-matters',
  roles: {
    asker: asker('报事人'),
    village: inArea('村里', ['grid-worker', 'village-secretary'], 'village'),
    dispatcher: inArea('分拨员', ['village-secretary', 'town-dispatcher', 'county-dispatcher']),
    handler: inUnit('承办单位', ['handler', 'grid-worker', 'village-secretary']),
    arbiter: inArea('区指挥中心', ['county-dispatcher'], 'county'),
  },
  fields: {
    words: text('什么事', { min: 2, long: true, hint: '一句话就行，也可以按着话筒说' }),
    item: item('事情类别', 'grid-matters'),
    photos: photos('照片'),
    place: place('在哪里'),
    privacy: choice('谁能看到', {
      open: '可以公开',
      village: '只给办事的人看',
      anonymous: '公开，但不露我的名字',
    }),
    unit: unit('承办单位'),
    // What offices write to each other is theirs and the asker's, not the neighbours' (个人信息保护法 6).
    advice: text('交办意见', { max: 500, personal: true }),
    reason: text('原因', { min: 4, max: 500, long: true, personal: true }),
    basis: text('职责依据', {
      min: 4,
      max: 300,
      personal: true,
      hint: '写明法律法规、三定方案或职责清单的条目',
    }),
    suggestedUnit: unit('建议承办单位'),
    ruling: text('裁定意见', { min: 4, max: 500, long: true, personal: true }),
    helper: unit('协办单位'),
    request: text('要协办什么', { min: 4, max: 500, long: true, personal: true }),
    informed: choice('怎么告诉报事人的', { phone: '电话', visit: '当面', message: '短信或微信' }),
    moreDays: count('延长的工作日', { min: 1, max: 30 }),
    result: text('办理结果', {
      min: 4,
      max: 1000,
      long: true,
      hint: '怎么处理的，现在怎么样，报事人会看到这段话',
    }),
    proof: photos('办结照片'),
    stars: stars('满意度'),
    thanks: text('想说的话', { max: 300 }),
    unsolved: text('哪里没办好', { min: 2, max: 500, long: true }),
    endReason: choice('终止理由', {
      court: '已进入诉讼、仲裁、复议',
      petition: '信访已受理',
      secret: '涉及国家秘密或他人隐私',
      settled: '已依法处理完毕',
      outside: '不属于政府和村里的职责',
    }),
    explanation: text('给报事人的说明', { min: 10, max: 500, long: true }),
    earlier: matter('并入哪一件'),
  },
  title: ({ words = '' }, cls) => words.split('\n')[0]?.slice(0, 40) || (cls?.plain ?? '网格事件'),
  opensAt: (cls) => cls?.level ?? 'town',
  stages: {
    // 派单两小时、签收一个工作日：唐山条例第19、20条（rules.md 4.2.2）；本地可改，见 packs/<county>/pack.ts。
    reported: {
      name: '待受理',
      plain: '收到了，正在安排',
      owner: 'dispatcher',
      queue: 'dispatch',
      due: promptly,
      late: { run: 'escalate', after: workdays(1) },
    },
    // The 24-hour contact rule (handbook R7): the clock warns in kit/clock.ts, `finish` below cannot do without it.
    dispatched: {
      name: '待签收',
      plain: '已交给单位',
      owner: 'handler',
      queue: 'accept',
      due: promptly,
      contactWithin: hours(24),
      late: { run: 'escalate', after: workdays(1) },
    },
    disputed: {
      name: '异议待裁定',
      plain: '正在确定由谁来办',
      owner: 'arbiter',
      queue: 'disputed',
      due: workdays(1),
    },
    handling: {
      name: '处置中',
      plain: '正在办',
      owner: 'handler',
      due: (_, cls) => cls?.limit ?? workdays(5),
      late: { run: 'escalate', after: workdays(1) },
    },
    suspended: { name: '已挂起', plain: '暂时停一停', owner: 'handler', pauses: true },
    extending: { name: '延期待批', plain: '正在办', owner: 'dispatcher', due: 'keeps' },
    confirming: {
      name: '待确认',
      plain: '办好了，请您看看',
      owner: 'asker',
      due: days(7),
      late: { run: 'lapse' },
    },
    ending: { name: '终止待复核', plain: '正在复核', owner: 'dispatcher', due: workdays(1) },
    satisfied: { name: '已办结', plain: '您已确认满意', end: 'satisfied' },
    lapsed: { name: '办结未确认', plain: '到期没有回音，先记为未确认', end: 'unanswered' },
    recorded: { name: '即办记录', plain: '当场办好了', end: 'recorded' },
    declined: { name: '不予受理', plain: '不能受理，原因已告诉您', end: 'declined' },
    cancelled: { name: '已撤回', plain: '您撤回了', end: 'cancelled' },
    merged: { name: '已并案', plain: '和同一件事一起办', end: 'merged' },
  },
  actions: {
    // The usual course first: the drawn route and the order of buttons follow it.
    report: {
      name: '报事',
      by: 'anyone',
      to: 'reported',
      asks: ['words'],
      allows: ['item', 'photos', 'place', 'privacy'],
      unless: ({ privacy }, { item: about }) =>
        about?.conduct && privacy !== undefined && privacy !== 'village' ? KEPT : undefined,
    },
    record: {
      name: '随手办',
      hint: '当场办好的小事，记一笔就行',
      by: 'village',
      to: 'recorded',
      asks: ['words', 'item'],
      allows: ['photos', 'place'],
      unless: (_, { item: about }) => (about?.conduct ? NOT_RECORDED : undefined),
    },
    dispatch: {
      name: '派单',
      by: 'dispatcher',
      from: 'reported',
      to: 'dispatched',
      asks: ['unit'],
      allows: ['advice'],
      unless: whereItBelongs,
      effects: [handTo('unit')],
    },
    accept: { name: '签收', by: 'handler', from: 'dispatched', to: 'handling' },
    finish: {
      name: '办好了',
      hint: '交给报事人确认，由他说了算',
      by: 'handler',
      from: 'handling',
      to: 'confirming',
      asks: ['result'],
      allows: ['proof'],
      needs: ['contact', 'assists-done'],
      unless: ({ proof = [] }, { item: cls }) =>
        cls?.evidence === 'scene' && proof.length === 0 ? `“${cls.name}”要有现场照片才能办结` : undefined,
    },
    confirm: {
      name: '满意，办好了',
      by: 'asker',
      from: 'confirming',
      to: 'satisfied',
      allows: ['stars', 'thanks'],
    },
    reject: {
      name: '不满意',
      hint: '会重新办理，并且交给上一级盯着',
      by: 'asker',
      from: 'confirming',
      to: 'reported',
      asks: ['unsolved'],
      effects: [raiseLevel, release],
    },
    claim: { name: '我来办', by: 'village', from: 'reported', to: 'handling', effects: [takeOn] },
    handUp: {
      name: '上交',
      hint: '村里办不了，交给街道',
      by: 'village',
      from: ['reported', 'handling'],
      to: 'reported',
      asks: ['reason'],
      effects: [raiseLevel, release],
    },
    reclassify: {
      name: '改类别',
      by: 'dispatcher',
      from: 'reported',
      to: 'reported',
      asks: ['item'],
      effects: [classAs('item')],
    },
    // One objection with reason and basis; the ruling is final (潍坊条例第22条; handbook R8).
    object: {
      name: '提出异议',
      hint: '不是本单位的职责时用，一件事只能提一次',
      by: 'handler',
      from: 'dispatched',
      to: 'disputed',
      asks: ['reason', 'basis', 'suggestedUnit'],
      atMost: { times: 1, says: '异议只能提一次，指挥中心已经裁定，请按裁定办理' },
    },
    arbitrate: {
      name: '裁定',
      by: 'arbiter',
      from: 'disputed',
      to: 'dispatched',
      asks: ['unit', 'ruling'],
      unless: whereItBelongs,
      effects: [handTo('unit')],
    },
    askAssist: {
      name: '请求协办',
      by: 'handler',
      from: 'handling',
      asks: ['helper', 'request'],
      unless: (_, { item: about }) => (about?.conduct ? NOT_SPREAD : undefined),
      effects: [openChild('assist', 'helper', 'request')],
    },
    // A pause needs a reason and the asker's knowledge, twice at most (handbook R10).
    suspend: {
      name: '挂起',
      hint: '要等材料、天气或停水停电时用，先告诉报事人',
      by: 'handler',
      from: 'handling',
      to: 'suspended',
      asks: ['reason', 'informed'],
      needs: ['contact'],
      atMost: { times: 2, says: '挂起最多两次，不能再挂起了' },
    },
    resume: { name: '恢复办理', by: 'handler', from: 'suspended', to: 'handling' },
    askExtension: {
      name: '申请延期',
      by: 'handler',
      from: 'handling',
      to: 'extending',
      asks: ['reason', 'moreDays'],
      atMost: { times: 1, says: '延期只能申请一次' },
    },
    grantExtension: {
      name: '同意延期',
      by: 'dispatcher',
      from: 'extending',
      to: 'handling',
      effects: [extendBy('moreDays')],
    },
    refuseExtension: {
      name: '不同意延期',
      by: 'dispatcher',
      from: 'extending',
      to: 'handling',
      asks: ['reason'],
    },
    merge: {
      name: '并案',
      hint: '同一件事已经有人报过，报事人会跟着那一件',
      by: 'dispatcher',
      from: 'reported',
      to: 'merged',
      asks: ['earlier'],
      effects: [mergeInto('earlier')],
    },
    // Five lawful reasons and a second person (handbook R11).
    proposeEnd: {
      name: '提请终止',
      by: ['dispatcher', 'handler'],
      from: ['reported', 'handling'],
      to: 'ending',
      asks: ['endReason', 'explanation', 'informed'],
    },
    approveEnd: { name: '同意终止', by: 'dispatcher', from: 'ending', to: 'declined', notBy: 'proposeEnd' },
    refuseEnd: {
      name: '不同意终止',
      by: 'dispatcher',
      from: 'ending',
      to: 'reported',
      asks: ['reason'],
      notBy: 'proposeEnd',
      // It is given out anew; whoever had it is no more who handles it.
      effects: [release],
    },
    cancel: {
      name: '撤回',
      hint: '事情已经好了，或者报错了',
      by: 'asker',
      from: ['reported', 'dispatched', 'handling', 'confirming'],
      to: 'cancelled',
    },
    lapse: { name: '到期未确认', by: 'clock', from: 'confirming', to: 'lapsed' },
    escalate: {
      name: '逾期升级',
      by: 'clock',
      from: ['reported', 'dispatched', 'handling'],
      effects: [raiseLevel],
    },
  },
})
