import { Alert, Button, Input, Select } from 'antd'
import { useState } from 'react'
import { useCall, useChange } from '#web/client/queries.ts'
import { DeskField } from '#web/matters/desk-field.tsx'
import { PaperVoters } from './desk-paper-voters.tsx'
import { Tellers, useTellers } from './desk-tellers.tsx'
import type { MotionProps } from './desk-motion.tsx'

const READS = ['meetings.show', 'meetings.roll', 'ballots.show'] as const

/** A motion that waits for its vote: how many are missing, who counts, who takes no part, or that it is taken off. */
export function ListedMotion(props: MotionProps) {
  const { meeting, motion, keeps } = props
  const { needed, means } = motion
  const isOpen = meeting.state === 'open' || (means === 'consultation' && meeting.state === 'noticed')
  const isBefore = ['drafted', 'noticed', 'open'].includes(meeting.state)
  if (!keeps) return null
  return (
    <div className="grid gap-3 border-t border-line pt-4">
      {isOpen && <Put {...props} />}
      {!isOpen && isBefore && <p className="text-ink-2">宣布开会以后，在这里付诸表决。</p>}
      {isOpen && needed > 0 && means !== 'consultation' && <TooFew {...props} />}
      {isBefore && <Aside {...props} />}
    </div>
  )
}

/** Putting it to the vote, grey with the number that is missing. */
function Put({ meeting, motion }: MotionProps) {
  const { id, means, needed, blocked } = motion
  const byTellers = means === 'hands' || (means === 'secret' && meeting.paper)
  const people = useTellers(meeting, byTellers)
  const [tellers, setTellers] = useState<string[]>([])
  const put = useChange('motions.put', READS)
  const open = useChange('ballots.open', READS)
  const isBox = means === 'secret' && !meeting.paper
  const missing =
    blocked ??
    (needed > 0 && means !== 'consultation'
      ? `还差 ${needed} ${meeting.quorum.unit}才能表决`
      : byTellers && tellers.length !== 2
        ? '先选两名监票计票人'
        : undefined)
  const error = put.error ?? open.error
  const press = () => {
    if (isBox) open.mutate({ input: { params: { motion: id } } })
    else put.mutate({ input: { params: { id }, body: byTellers ? { tellers } : {} } })
  }
  return (
    <>
      {byTellers && <Tellers people={people} chosen={tellers} onChange={setTellers} />}
      {isBox && <PaperVoters meeting={meeting} motion={motion} />}
      <div className="flex items-center gap-3">
        <Button
          type="primary"
          disabled={missing !== undefined}
          loading={put.isPending || open.isPending}
          onClick={press}
        >
          {isBox ? '开始领票' : means === 'consultation' ? '开始征求意见' : '付诸表决'}
        </Button>
        {missing && <span className="text-wait">{missing}</span>}
        {isBox && !missing && <span className="text-ink-2">到会的人先各领一张票；都领到了再开始投票。</span>}
      </div>
      {error && <Alert type="error" showIcon title={error.message} />}
    </>
  )
}

/** Nobody else will come: said so and recorded, and nothing is decided. */
function TooFew({ motion }: MotionProps) {
  const [asking, setAsking] = useState(false)
  const declare = useChange('motions.declare', READS)
  return (
    <div className="flex items-center gap-3">
      <Button
        danger={asking}
        loading={declare.isPending}
        onClick={() =>
          asking ? declare.mutate({ input: { params: { id: motion.id }, body: {} } }) : setAsking(true)
        }
      >
        {asking ? '确定宣布：人数不够，不作决定' : '不再等了，宣布人数不够'}
      </Button>
      {declare.error && <span className="text-late">{declare.error.message}</span>}
    </div>
  )
}

/** What else may be done before the vote: somebody takes no part, or the motion is taken off the agenda. */
function Aside(props: MotionProps) {
  const [open, setOpen] = useState<'recuse' | 'withdraw'>()
  const close = () => setOpen(undefined)
  return (
    <div className="grid gap-3">
      <div className="flex gap-2">
        {props.meeting.due !== undefined && (
          <Button size="small" onClick={() => setOpen(open === 'recuse' ? undefined : 'recuse')}>
            登记回避
          </Button>
        )}
        <Button size="small" onClick={() => setOpen(open === 'withdraw' ? undefined : 'withdraw')}>
          撤回这项议题
        </Button>
      </div>
      <Standing motion={props.motion} />
      {open === 'recuse' && <Recuse {...props} onDone={close} />}
      {open === 'withdraw' && <Withdraw {...props} onDone={close} />}
    </div>
  )
}

/** Who stands aside, each with the way back where the desk noted the wrong one. */
function Standing({ motion: { id, recused } }: Pick<MotionProps, 'motion'>) {
  const stay = useChange('motions.stay', READS)
  if (recused.length === 0) return null
  return (
    <ul aria-label="登记了回避的人" className="flex flex-wrap items-center gap-x-5 gap-y-1">
      {recused.map(({ member, name }) => (
        <li key={member} className="flex items-center gap-1">
          {name}回避
          <Button
            type="link"
            size="small"
            aria-label={`撤回${name}的回避`}
            title="登记错了才撤回；撤回以后不能再登记这个人"
            loading={stay.isPending}
            onClick={() => stay.mutate({ input: { params: { id }, body: { member } } })}
          >
            登记错了
          </Button>
        </li>
      ))}
      {stay.error && <li className="text-late">{stay.error.message}</li>}
    </ul>
  )
}

function Recuse({ meeting, motion, onDone }: MotionProps & { onDone: () => void }) {
  const [member, setMember] = useState<string>()
  const [reason, setReason] = useState('')
  const roll = useCall('meetings.roll', { params: { id: meeting.id } })
  const recuse = useChange('motions.recuse', READS)
  const submit = () => {
    if (!member) return
    recuse.mutate({ input: { params: { id: motion.id }, body: { member, reason } } }, { onSuccess: onDone })
  }
  return (
    <div className="grid grid-cols-[14rem_minmax(0,1fr)_auto] items-end gap-3">
      <DeskField label="谁回避" required fault={recuse.error?.fields['member']}>
        {(bound) => (
          <Select
            {...bound}
            aria-label="谁回避"
            showSearch={{ optionFilterProp: 'label' }}
            placeholder="名册上的人"
            value={member ?? null}
            options={(roll.data?.rows ?? []).map(({ member: value, name }) => ({ value, label: name }))}
            onChange={(value) => setMember(value ?? undefined)}
          />
        )}
      </DeskField>
      <DeskField label="和他有什么关系" required fault={recuse.error?.fields['reason']}>
        {(bound) => (
          <Input
            {...bound}
            maxLength={200}
            value={reason}
            placeholder="比如：承租人是他弟弟"
            onChange={({ target }) => setReason(target.value)}
          />
        )}
      </DeskField>
      <Button disabled={!member || reason.trim().length < 2} loading={recuse.isPending} onClick={submit}>
        登记
      </Button>
      {recuse.error && Object.keys(recuse.error.fields).length === 0 && (
        <p className="col-span-3 text-late">{recuse.error.message}</p>
      )}
    </div>
  )
}

function Withdraw({ motion, onDone }: MotionProps & { onDone: () => void }) {
  const [reason, setReason] = useState('')
  const withdraw = useChange('motions.withdraw', READS)
  const submit = () =>
    withdraw.mutate({ input: { params: { id: motion.id }, body: { reason } } }, { onSuccess: onDone })
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] items-end gap-3">
      <DeskField label="为什么撤回" required fault={withdraw.error?.message}>
        {(bound) => (
          <Input
            {...bound}
            maxLength={300}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
        )}
      </DeskField>
      <Button danger disabled={reason.trim().length < 2} loading={withdraw.isPending} onClick={submit}>
        确定撤回
      </Button>
    </div>
  )
}
