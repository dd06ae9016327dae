import { Alert } from 'antd'
import type { CallError } from '#web/client/call.ts'
import { nameOfEntry, type AnyFlow } from '#practice/kit/index.ts'
import { useNow } from '#web/ui/use-now.ts'
import { momentText } from '#web/ui/when.ts'

/** Somebody was faster: who, when, what, and that nothing typed is lost. */
export function Changed({ changed, flow }: { changed: NonNullable<CallError['changed']>; flow: AnyFlow }) {
  const { by, at, action, stage } = changed
  const now = flow.stages[stage]?.name ?? stage
  return (
    <Alert
      type="warning"
      showIcon
      title={`${by} ${momentText(at, useNow())} 已经“${nameOfEntry(flow, action)}”，现在是“${now}”`}
      description="这一页已经更新。您填的内容还在，请看过新情况再决定。"
    />
  )
}
