import { bodyOf, type BodyId } from '#practice/meetings/bodies.ts'
import { useState } from 'react'
import { newKey } from '#web/client/call.ts'
import { useChange } from '#web/client/queries.ts'
import { paths } from '#web/surfaces/phone/paths.ts'
import { Button } from '#web/ui/button.tsx'
import { Icon } from '#web/ui/icon.tsx'
import { useNow } from '#web/ui/use-now.ts'
import { selfIn, takesAttendance, type Meeting } from './words.ts'

/** Whether I am counted here, and how I sign in. */
export function PresencePart({ meeting }: { meeting: Meeting }) {
  const now = useNow()
  const { state, mine, attended, voices, paper, id } = meeting
  const isOpen = !paper && takesAttendance(meeting, now)
  const self = selfIn(meeting)
  const others = voices.filter(({ own }) => !own)
  if (state === 'drafted' || state === 'cancelled' || state === 'archived') return null
  return (
    <section aria-label="我的签到" className="grid gap-3 rounded-card border border-line bg-paper p-4">
      {attended ? (
        <p className="flex items-center gap-2 text-lead font-bold text-brand">
          <Icon name="check" className="size-7" />
          {self}签到了
        </p>
      ) : mine || others.length > 0 ? (
        <>
          <p className="text-lead">
            {isOpen
              ? `${self}还没有签到`
              : state === 'closed'
                ? `这次会${self}没有签到`
                : `${self}在名册上，${meeting.basis === 'households' ? '请来一个成年人' : '请按时来'}`}
          </p>
          {isOpen && (
            <Button full icon="scan" href={paths.door(id)}>
              去签到
            </Button>
          )}
          {isOpen && <Online meeting={meeting} />}
        </>
      ) : (
        <p className="text-ink-2">{self}不在这次会议的名册上，可以列席旁听，不参加表决</p>
      )}
      {others.length > 0 && (
        <p className="text-ink-2">
          受委托代：{others.map(({ name, came }) => `${name}${came ? '（已签到）' : ''}`).join('、')}
        </p>
      )}
    </section>
  )
}

/** From elsewhere, only where the law lets it count (RCE 27). */
function Online({ meeting: { id, body } }: { meeting: Meeting }) {
  const [key] = useState(newKey)
  const attend = useChange('meetings.attend', ['meetings.show'])
  // The contract tells any text; only bodies of the house are ever stored.
  if (!bodyOf(body as BodyId).online) return null
  return (
    <>
      <Button
        full
        kind="soft"
        busy={attend.isPending}
        onClick={() => attend.mutate({ input: { params: { id }, body: { means: 'online' } }, key })}
      >
        人不在会场，在线参加
      </Button>
      {attend.error && <p className="text-late">{attend.error.message}</p>}
    </>
  )
}
