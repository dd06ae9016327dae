import type { CallError } from '#web/client/call.ts'
import { Button } from '#web/ui/button.tsx'
import { Notice } from '#web/ui/notice.tsx'

interface FaultProps {
  error: CallError
  onRetry: () => void
  signInHref: string
}

/** What stands where content would when it could not be read: sign in, not for you, or try again. */
export function Fault({ error, onRetry, signInHref }: FaultProps) {
  if (error.status === 401) {
    return (
      <Notice kind="denied" title="请先登录" action={<Button href={signInHref}>去登录</Button>}>
        登录后就能看到您自己的事
      </Notice>
    )
  }
  if (error.status === 403) {
    return (
      <Notice kind="denied" title="这里您还看不了">
        {error.message}
      </Notice>
    )
  }
  if (error.status === 404) {
    return (
      <Notice kind="empty" title="没有找到">
        {error.message}
      </Notice>
    )
  }
  return (
    <Notice kind="error" title="没有读到" action={<Button onClick={onRetry}>再试一次</Button>}>
      {error.message}
    </Notice>
  )
}
