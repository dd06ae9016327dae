import { Alert, Button } from 'antd'
import { useChange } from '#web/client/queries.ts'
import type { Motion } from './words.ts'

/** Declares the result; the arithmetic stands there afterwards. */
export function Declare({
  motion,
  reason,
  note,
}: {
  motion: Motion
  /** Why it may not be declared yet. */
  reason: string | undefined
  /** What to know before it is. */
  note?: string | undefined
}) {
  const declare = useChange('motions.declare', ['meetings.show', 'meetings.list'])
  return (
    <>
      <div className="flex items-center gap-3">
        <Button
          type="primary"
          disabled={reason !== undefined}
          loading={declare.isPending}
          onClick={() => declare.mutate({ input: { params: { id: motion.id } } })}
        >
          {motion.means === 'consultation' ? '结束并公布意见' : '宣布结果'}
        </Button>
        {(reason ?? note) && <span className="text-ink-2">{reason ?? note}</span>}
      </div>
      {declare.error && <Alert type="error" showIcon title={declare.error.message} />}
    </>
  )
}
