import { Button, Select } from 'antd'
import { useState } from 'react'
import { PAPER_LEAST } from '#practice/meetings/ballot.ts'
import { useCall, useChange } from '#web/client/queries.ts'
import { DeskField } from '#web/matters/desk-field.tsx'
import { Icon } from '#web/ui/icon.tsx'
import type { MotionProps } from './desk-motion.tsx'

const READS = ['ballots.paperVoters', 'ballots.show', 'meetings.show'] as const

/** Who writes on paper because they have no telephone: marked before papers are handed out, then given one by hand. */
export function PaperVoters({ meeting, motion }: Omit<MotionProps, 'keeps'>) {
  const voters = useCall('ballots.paperVoters', { params: { id: meeting.id } }).data?.rows ?? []
  const isIssuing = motion.state === 'voting'
  const give = useChange('ballots.give', READS)
  const out = new Set(motion.recused.map(({ member }) => member))
  return (
    <section aria-label="写纸票的人" className="grid gap-3 rounded-card bg-well p-4">
      <h3 className="flex items-baseline gap-2 font-bold">
        写纸票的人
        <span className="text-small font-normal text-ink-2">
          没有手机的，写在纸上投进纸票箱；登记和发纸票都会告诉本人。用自己手机签到的在手机上领票
        </span>
      </h3>
      {voters.length > 0 && (
        <ul className="flex flex-wrap gap-2">
          {voters.map(({ member, name, came, given }) => (
            <li
              key={member}
              className="flex min-h-9 items-center gap-2 rounded-small border border-line bg-paper px-3"
            >
              {name}
              {out.has(member) ? (
                <span className="text-small text-ink-3">回避</span>
              ) : given.includes(motion.id) ? (
                <span className="flex items-center gap-1 text-small text-brand">
                  <Icon name="check" className="size-4" />
                  已发
                </span>
              ) : !came ? (
                <span className="text-small text-ink-3">还没到</span>
              ) : (
                isIssuing && (
                  <Button
                    size="small"
                    aria-label={`给${name}发纸票`}
                    loading={give.isPending && give.variables.input.body.member === member}
                    onClick={() =>
                      give.mutate({ input: { params: { motion: motion.id }, body: { member } } })
                    }
                  >
                    发纸票
                  </Button>
                )
              )}
            </li>
          ))}
        </ul>
      )}
      {give.error && <p className="text-late">{give.error.message}</p>}
      <MarkForm meeting={meeting} marked={new Set(voters.map(({ member }) => member))} />
    </section>
  )
}

function MarkForm({ meeting, marked }: Pick<MotionProps, 'meeting'> & { marked: ReadonlySet<string> }) {
  const [chosen, setChosen] = useState<string[]>([])
  const roll = useCall('meetings.roll', { params: { id: meeting.id } }).data?.rows ?? []
  const mark = useChange('ballots.mark', READS)
  // Who came by a telephone of their own votes by it.
  const came = roll.filter(
    ({ member, byDesk, notedBy }) => (byDesk || notedBy !== undefined) && !marked.has(member),
  )
  const submit = () =>
    mark.mutate(
      { input: { params: { id: meeting.id }, body: { members: chosen } } },
      { onSuccess: () => setChosen([]) },
    )
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] items-end gap-3">
      <DeskField
        label="到会的人里谁写纸票"
        hint={`写纸票的至少 ${PAPER_LEAST} 位；收回不足 ${PAPER_LEAST} 张就不能开箱，最好多请一两位`}
        fault={mark.error?.message}
      >
        {(bound) => (
          <Select
            {...bound}
            mode="multiple"
            aria-label="到会的人里谁写纸票"
            className="w-full"
            showSearch={{ optionFilterProp: 'label' }}
            placeholder="选没有手机的人，可以选几位"
            value={chosen}
            options={came.map(({ member, name }) => ({ value: member, label: name }))}
            onChange={(value: string[]) => setChosen(value)}
          />
        )}
      </DeskField>
      <Button className="mb-6" disabled={chosen.length === 0} loading={mark.isPending} onClick={submit}>
        登记写纸票
      </Button>
    </div>
  )
}
