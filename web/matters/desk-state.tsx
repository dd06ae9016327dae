import { Button } from 'antd'
import type { ReactNode } from 'react'
import type { CallError } from '#web/client/call.ts'
import { Icon, type IconName } from '#web/ui/icon.tsx'

/** A place on the screen that has nothing to show, said calmly: what would be here and what to do. */
export function Blank({
  icon = 'list',
  title,
  children,
  action,
}: {
  icon?: IconName
  title: ReactNode
  children?: ReactNode
  action?: ReactNode
}) {
  return (
    <div className="grid h-full place-content-center justify-items-center gap-2 p-8 text-center">
      <span className="mb-1 grid size-12 place-items-center rounded-full bg-well text-ink-3">
        <Icon name={icon} className="size-6" />
      </span>
      <div className="text-lead font-bold">{title}</div>
      {children && <div className="max-w-[34em] text-ink-2">{children}</div>}
      {action && <div className="pt-2">{action}</div>}
    </div>
  )
}

/** What went wrong with a read: refused, gone, or the line is down. Nothing typed is lost by it. */
export function Trouble({ error, onRetry }: { error: CallError; onRetry: () => void }) {
  if (error.status === 403) {
    return (
      <Blank icon="lock" title="这个岗位看不到这里">
        {error.message}。如果确实要看，请换一个岗位，或者请区指挥中心调整岗位权限。
      </Blank>
    )
  }
  if (error.status === 404) {
    return (
      <Blank icon="search" title="没有找到这件事">
        编号可能写错了，也可能不在您这个岗位的范围里。
      </Blank>
    )
  }
  return (
    <Blank icon="warning" title="没有读出来" action={<Button onClick={onRetry}>再试一次</Button>}>
      {error.message}
    </Blank>
  )
}

/** Grey lines in the shape of a list, only when the wait is long enough to be noticed. */
export function Waiting({ lines = 8 }: { lines?: number }) {
  return (
    <div role="status" className="grid gap-4 p-4 appear-late">
      <span className="sr-only">正在读取</span>
      {Array.from({ length: lines }, (_, index) => (
        <div key={index} aria-hidden="true" className="grid gap-2">
          <div className="h-4 rounded-small bg-well" style={{ width: `${70 - (index % 3) * 12}%` }} />
          <div className="h-3 rounded-small bg-well" style={{ width: `${42 - (index % 4) * 6}%` }} />
        </div>
      ))}
    </div>
  )
}
