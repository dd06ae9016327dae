import { Alert, Button } from 'antd'
import { useState } from 'react'
import { BOX_STATES, type BoxState } from '#practice/meetings/ballot.ts'
import type { CallError } from '#web/client/call.ts'
import { useChange } from '#web/client/queries.ts'
import { Icon } from '#web/ui/icon.tsx'
import type { MotionProps } from './desk-motion.tsx'
import { PaperCounts, usePaperCounts } from './desk-paper-counts.tsx'
import { PaperVoters } from './desk-paper-voters.tsx'
import { Tellers, useTellers } from './desk-tellers.tsx'
import { Receipts } from './parts-receipts.tsx'
import { useBox } from './use-meeting.ts'
import type { Box } from './words.ts'

const READS = ['meetings.show', 'ballots.show', 'ballots.tallies', 'meetings.list'] as const
const STATES = Object.keys(BOX_STATES) as BoxState[]

/** A secret vote step by step: papers are handed out, then cast, then the box is closed and counted. */
export function BoxDesk({ meeting, motion, keeps }: MotionProps) {
  const { data: box, error } = useBox(motion.id)
  if (!box) return error ? <p className="text-late">{error.message}</p> : null
  const { given } = box.paper
  const isOpen = motion.state === 'voting'
  return (
    <div className="grid gap-4 border-t border-line pt-4">
      <ol aria-label="无记名投票的步骤" className="flex gap-2">
        {STATES.map((state, index) => (
          <StepMark key={state} index={index} now={STATES.indexOf(box.state)} says={BOX_STATES[state]} />
        ))}
      </ol>
      <dl
        className={`grid divide-x divide-line rounded-card border border-line py-2 text-center ${given > 0 ? 'grid-cols-4' : 'grid-cols-3'}`}
      >
        <Number name="到会" value={meeting.quorum.present} />
        <Number name={given > 0 ? '手机领票' : '已领票'} value={box.issued} />
        <Number name={given > 0 ? '手机收到' : '已收到'} value={box.received} />
        {given > 0 && <Number name="发出纸票" value={given} />}
      </dl>
      {keeps && box.state === 'issuing' && <PaperVoters meeting={meeting} motion={motion} />}
      {box.state === 'closing' && given > 0 && <PaperCounts motion={motion} given={given} />}
      {keeps && isOpen && <Next meeting={meeting} motion={motion} box={box} />}
      {box.state === 'counted' && !box.unopened && <Receipts box={box} />}
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
function Next({ meeting, motion, box }: Omit<MotionProps, 'keeps'> & { box: Box }) {
  if (box.state === 'issuing') return <Begin {...{ meeting, motion, box }} />
  return box.state === 'casting' ? <Close motion={motion} box={box} /> : <Count motion={motion} box={box} />
}

type NextProps = Omit<MotionProps, 'keeps' | 'meeting'> & { box: Box }

function Begin({ meeting, motion, box }: NextProps & Pick<MotionProps, 'meeting'>) {
  const { given } = box.paper
  const people = useTellers(meeting, given > 0)
  const [tellers, setTellers] = useState<string[]>([])
  const begin = useChange('ballots.begin', READS)
  const waiting = meeting.quorum.present - motion.recused.length - box.issued - given
  const refused =
    box.issued + given === 0
      ? '还没有人领票'
      : given > 0 && tellers.length !== 2
        ? '发了纸票，先选两名监票计票人'
        : undefined
  const says = waiting > 0 ? `还有 ${waiting} 人没有领票，开始投票以后不能再领` : '到会的人都领到票了'
  return (
    <>
      {given > 0 && <Tellers people={people} chosen={tellers} onChange={setTellers} />}
      <Step
        name="领票结束，开始投票"
        anyway="不再等了，开始投票"
        says={refused ?? says}
        isRefused={refused !== undefined}
        busy={begin.isPending}
        error={begin.error}
        onPress={(anyway) =>
          begin.mutate({
            input: { params: { motion: motion.id }, body: { anyway, ...(given > 0 ? { tellers } : {}) } },
          })
        }
      />
    </>
  )
}

function Close({ motion, box }: NextProps) {
  const close = useChange('ballots.close', READS)
  const missing = box.issued - box.received
  return (
    <Step
      name="截止收票"
      anyway="不再等了，截止收票"
      says={
        missing > 0
          ? `手机上还有 ${missing} 张没有投进来，截止以后不能再投`
          : box.paper.given > 0
            ? '手机发出的票都收到了；纸票箱也封好以后再截止'
            : '发出的票都收到了'
      }
      busy={close.isPending}
      error={close.error}
      onPress={(anyway) => close.mutate({ input: { params: { motion: motion.id }, body: { anyway } } })}
    />
  )
}

function Count({ motion, box }: NextProps) {
  const count = useChange('ballots.count', READS)
  const counts = usePaperCounts(motion.id, box.paper.given > 0)
  const refused =
    box.paper.given > 0 && !counts?.agreed ? '等两名监票人清点纸票，数一样了才能计票' : undefined
  return (
    <Step
      name="计票并宣布"
      says={refused ?? '截止三秒以后计票'}
      isRefused={refused !== undefined}
      busy={count.isPending}
      error={count.error}
      onPress={() => count.mutate({ input: { params: { motion: motion.id } } })}
    />
  )
}

/** A step that cannot be taken back. What the server says first, it says once: the next press goes on. */
function Step({
  name,
  anyway = name,
  says,
  isRefused = false,
  busy,
  error,
  onPress,
}: {
  name: string
  /** What the button says once one was told who is still waited for. */
  anyway?: string
  says: string
  isRefused?: boolean
  busy: boolean
  error: CallError | null
  onPress: (anyway: boolean) => void
}) {
  const isTold = error?.code === 'unheard'
  return (
    <>
      <div className="flex items-center gap-3">
        <Button
          type="primary"
          danger={isTold}
          disabled={isRefused}
          loading={busy}
          onClick={() => onPress(isTold)}
        >
          {isTold ? anyway : name}
        </Button>
        <span className="text-ink-2">{says}</span>
      </div>
      {error && <Alert type={isTold ? 'warning' : 'error'} showIcon title={error.message} />}
    </>
  )
}
