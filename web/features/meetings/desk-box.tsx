import { Alert, Button } from 'antd'
import { BOX_STATES, type BoxState } from '#practice/meetings/ballot.ts'
import { useChange } from '#web/client/queries.ts'
import { Icon } from '#web/ui/icon.tsx'
import type { MotionProps } from './desk-motion.tsx'
import { Receipts } from './parts-receipts.tsx'
import { useBox } from './use-meeting.ts'
import type { Box } from './words.ts'

const READS = ['meetings.show', 'ballots.show', 'meetings.list'] as const
const STATES = Object.keys(BOX_STATES) as BoxState[]

/** A secret vote step by step: papers are handed out, then cast, then the box is closed and counted. */
export function BoxDesk({ meeting, motion, keeps }: MotionProps) {
  const { data: box, error } = useBox(motion.id)
  if (!box) return error ? <p className="text-late">{error.message}</p> : null
  return (
    <div className="grid gap-4 border-t border-line pt-4">
      <ol aria-label="无记名投票的步骤" className="flex gap-2">
        {STATES.map((state, index) => (
          <StepMark key={state} index={index} now={STATES.indexOf(box.state)} says={BOX_STATES[state]} />
        ))}
      </ol>
      <dl className="grid grid-cols-3 divide-x divide-line rounded-card border border-line py-2 text-center">
        <Number name="到会" value={meeting.quorum.present} />
        <Number name="已领票" value={box.issued} />
        <Number name="已收到" value={box.received} />
      </dl>
      {keeps && motion.state === 'voting' && (
        <Next motion={motion} box={box} present={meeting.quorum.present} />
      )}
      {box.state === 'counted' && <Receipts box={box} />}
    </div>
  )
}

function Number({ name, value }: { name: string; value: number }) {
  return (
    <div>
      <dt className="text-small text-ink-2">{name}</dt>
      <dd className="text-title font-bold tabular-nums">{value}</dd>
    </div>
  )
}

function StepMark({ index, now, says }: { index: number; now: number; says: string }) {
  const isNow = index === now
  return (
    <li
      aria-current={isNow ? 'step' : undefined}
      className={`flex flex-1 items-center gap-2 rounded-card px-3 py-2 ${isNow ? 'bg-brand-soft font-bold text-brand-deep' : 'bg-well text-ink-2'}`}
    >
      <Icon name={index < now ? 'check' : isNow ? 'move' : 'wait'} className="size-4" />
      {says}
    </li>
  )
}

/** The one step that may be taken now, and why it should perhaps wait. */
function Next({ motion, box, present }: { motion: MotionProps['motion']; box: Box; present: number }) {
  const begin = useChange('ballots.begin', READS)
  const close = useChange('ballots.close', READS)
  const count = useChange('ballots.count', READS)
  const input = { params: { motion: motion.id } }
  const error = begin.error ?? close.error ?? count.error
  const [change, name, says] =
    box.state === 'issuing'
      ? ([
          begin,
          '领票结束，开始投票',
          box.issued === 0
            ? '还没有人领票'
            : box.issued < present
              ? `还有 ${present - box.issued} 人没有领票，开始投票以后不能再领`
              : '到会的人都领到票了',
        ] as const)
      : box.state === 'casting'
        ? ([
            close,
            '截止收票',
            box.received < box.issued
              ? `还有 ${box.issued - box.received} 张没有投进来，截止以后不能再投`
              : '发出的票都收到了',
          ] as const)
        : ([count, '计票并宣布', '截止三秒以后计票'] as const)
  return (
    <>
      <div className="flex items-center gap-3">
        <Button
          type="primary"
          disabled={box.state === 'issuing' && box.issued === 0}
          loading={change.isPending}
          onClick={() => change.mutate({ input })}
        >
          {name}
        </Button>
        <span className="text-ink-2">{says}</span>
      </div>
      {error && <Alert type="error" showIcon title={error.message} />}
    </>
  )
}
