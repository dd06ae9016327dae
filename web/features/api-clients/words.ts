import type { Input, Output } from '#web/client/call.ts'

export type ApiClient = Output<'apiClients.list'>[number]
export type ClientScope = Input<'apiClients.open'>['body']['scopes'][number]
export type Webhook = Output<'webhooks.watch'>['webhooks'][number]
export type Dead = Output<'webhooks.watch'>['dead'][number]

/** What a client may do, in the order it is asked. */
export const SCOPES: Readonly<Record<ClientScope, string>> = {
  hotline: '转来热线工单，查询答复',
  'open311.report': '用 Open311 报事',
  webhooks: '登记推送地址，接收推送',
}
export const scopeNames = (scopes: readonly string[]) =>
  // A scope of an earlier version has no name any more and stands as it is.
  scopes.map((scope) => (SCOPES as Readonly<Record<string, string>>)[scope] ?? scope)

const EVENTS: Readonly<Record<string, string>> = {
  'matter.opened': '报来的事已收到',
  'matter.acted': '有进展',
  'matter.closed': '已办结',
  'publication.published': '公开公布',
  'resolution.passed': '决议通过',
}
export const eventName = (event: string) => EVENTS[event] ?? event

const OPERATIONS: Readonly<Record<string, string>> = {
  'open311.report': '报事',
  'hotline.hand': '转工单',
  'hotline.look': '查工单',
  'webhooks.register': '登记推送',
  'webhooks.mine': '查推送',
  'webhooks.end': '停推送',
}
export const operationName = (operation: string) => OPERATIONS[operation] ?? operation
