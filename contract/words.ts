/**
 * What codes of the contract are called, on screen and in the files of lists alike. Free of validators, because screens read
 * it; how a word looks, its icon and colour, is each screen's own.
 */

export const ACCOUNT_STATES = { active: '在用', opened: '等本人启用', locked: '已停用' } as const

/** What a client may do, in the order it is asked. */
export const CLIENT_SCOPES_NAMED = {
  hotline: '转来热线工单，查询答复',
  'open311.report': '用 Open311 报事',
  webhooks: '登记推送地址，接收推送',
} as const
export const EVENTS_NAMED = {
  'matter.opened': '报来的事已收到',
  'matter.acted': '有进展',
  'matter.closed': '已办结',
  'publication.published': '公开公布',
  'resolution.passed': '决议通过',
} as const

/** What a code is called; one of an earlier version has no name any more and stands as it is. */
export const named = (names: Readonly<Record<string, string>>, code: string): string =>
  Object.hasOwn(names, code) ? (names[code] ?? code) : code

export const BROADCAST_LEVELS = { ordinary: '普通', emergency: '紧急' } as const

export const DEVICE_KINDS = { kiosk: '触摸屏', tv: '电视', board: '大厅轮播屏' } as const

/** How the brief of an area below stands, as the level above says it. */
export const BRIEFS_RECEIVED = {
  drafted: '未报',
  signed: '未报',
  sent: '已收到',
  returned: '已退回',
} as const

/** How a duty stands; on screen each has its colour and icon besides. */
export const DUTY_COLOURS = {
  green: '已公开',
  yellow: '快到期',
  red: '逾期',
  grey: '未到期',
  exempt: '已豁免',
} as const
export const DUTY_NOT_BEGUN = '还没起草'

export const IMPORT_STATES = {
  staged: '等您核对',
  waiting: '排队中',
  running: '正在导入',
  done: '导完了',
  failed: '没有导成',
} as const

export const LIST_EXPORT_STATES = {
  waiting: '等审批',
  ready: '批准了，可以下载',
  refused: '没有批准',
  used: '下载次数用完',
  expired: '过了下载期限',
  lapsed: '没有人审批，已失效',
} as const

export const SELF_CHECK_RESULTS = { holds: '没有发现', broken: '发现问题', person: '要人来看' } as const

/** The desk’s queues. */
export const QUEUES_NAMED = {
  mine: '待我办',
  accept: '待受理、签收',
  dispatch: '待派单',
  disputed: '异议待裁定',
  attention: '要紧的事',
  confirming: '待确认',
  warned: '临期',
  overdue: '超期',
  open: '全部在办',
  ended: '已办结',
} as const
