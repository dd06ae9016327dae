import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useChange } from '#web/client/queries.ts'
import type { Motion } from './words.ts'

/** Declares the result; the arithmetic stands there afterwards. */
export function Declare({
  motion,
  reason,
  missing = 0,
  unit = '人',
}: {
  motion: Motion
  /** Why it may not be declared yet. */
  reason: string | undefined
  /** How many came and have not voted: asked about first, because it cannot be taken back. */
  missing?: number
  unit?: string
}) {
  const [asked, setAsked] = useState<number>()
  const declare = useChange('motions.declare', ['meetings.show', 'meetings.list'])
  const isAsked = missing === 0 || asked === missing
  const press = () =>
    isAsked ? declare.mutate({ input: { params: { id: motion.id }, body: { missing } } }) : setAsked(missing)
  const note = missing > 0 && `到会的还有 ${missing} ${unit}没有投，宣布以后不能再投`
  return (
    <>
      <div className="flex items-center gap-3">
        <Button
          type="primary"
          danger={missing > 0 && isAsked}
          disabled={reason !== undefined}
          loading={declare.isPending}
          onClick={press}
        >
          {motion.means === 'consultation'
            ? '结束并公布意见'
            : missing > 0 && isAsked
              ? `不再等这 ${missing} ${unit}，宣布结果`
              : '宣布结果'}
        </Button>
        {(reason || note) && <span className="text-ink-2">{reason ?? note}</span>}
      </div>
      {declare.error && <Alert type="error" showIcon title={declare.error.message} />}
    </>
  )
}
