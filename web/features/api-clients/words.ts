import { CLIENT_SCOPES_NAMED, EVENTS_NAMED, named } from '#contract/words.ts'
import type { Input, Output } from '#web/client/call.ts'

export type ApiClient = Output<'apiClients.list'>[number]
export type ClientScope = Input<'apiClients.open'>['body']['scopes'][number]
export type Webhook = Output<'webhooks.watch'>['webhooks'][number]
export type Dead = Output<'webhooks.watch'>['dead'][number]

export const SCOPES: Readonly<Record<ClientScope, string>> = CLIENT_SCOPES_NAMED
export const scopeNames = (scopes: readonly string[]) => scopes.map((scope) => named(SCOPES, scope))
export const eventName = (event: string) => named(EVENTS_NAMED, event)

const OPERATIONS: Readonly<Record<string, string>> = {
  'open311.report': '报事',
  'open311.read': '查报的事',
  'hotline.hand': '转工单',
  'hotline.look': '查工单',
  'webhooks.register': '登记推送',
  'webhooks.mine': '查推送',
  'webhooks.end': '停推送',
}
export const operationName = (operation: string) => named(OPERATIONS, operation)
