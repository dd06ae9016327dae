import { InputNumber, Radio, Select } from 'antd'
import { DeskField } from '#web/matters/desk-field.tsx'
import { shareText } from '#web/ui/figure.tsx'
import { dateText } from '#web/ui/when.ts'
import type { ChangeClosing, Closing } from './closing.ts'
import type { Proposal } from './words.ts'

/** Who came and who agreed at the second and the third step: of a meeting held here, or typed from a record on paper. */

type Put = Proposal['motions'][number]

/** Where it was held. Figures of a meeting held here come over by themselves. */
export function HeldWhere({
  held,
  ready,
  onChange,
}: {
  held: Closing['held']
  /** How many meetings held here could be linked. */
  ready: number
  onChange: ChangeClosing
}) {
  return (
    <DeskField label="会在哪里开的" required group>
      {() => (
        <Radio.Group
          vertical
          value={held}
          onChange={({ target }) => onChange('held', target.value as Closing['held'])}
        >
          <Radio value="here" disabled={ready === 0}>
            在系统里开的
            <span className="ml-2 text-small text-ink-3">
              {ready === 0 ? '还没有宣布过结果的会，可以先召集' : '日期、人数和结果从会议里取，不用再填'}
            </span>
          </Radio>
          <Radio value="paper">
            在别处开的
            <span className="ml-2 text-small text-ink-3">照纸面会议记录填，这个标记永远保留</span>
          </Radio>
        </Radio.Group>
      )}
    </DeskField>
  )
}

/** Which vote it was: of the meetings that had it on the agenda and declared what came of it. */
export function WhichVote({
  label,
  options,
  value,
  fault,
  onChange,
}: {
  label: string
  options: readonly Put[]
  value: string | undefined
  fault: string | undefined
  onChange: ChangeClosing
}) {
  const chosen = options.find(({ id }) => id === value)
  return (
    <DeskField label={label} required hint={chosen && countsText(chosen)} fault={fault}>
      {(bound) => (
        <Select
          {...bound}
          aria-label={label}
          value={value ?? null}
          placeholder="选一场会"
          options={options.map(({ id, meetingTitle, on, says }) => ({
            value: id,
            label: `${dateText(on)} ${meetingTitle}：${says ?? ''}`,
          }))}
          onChange={(motion) => onChange('motion', motion ?? undefined)}
        />
      )}
    </DeskField>
  )
}

const countsText = ({ on, due, present, inFavour }: Put): string =>
  due === undefined || present === undefined || inFavour === undefined
    ? `${dateText(on)}开会`
    : `${dateText(on)}开会，应到 ${due}，实到 ${present}（${shareText(present, due)}），同意 ${inFavour}`

/** Who came and who agreed, from paper; how many were due the register says, on the day it was held. */
export function TypedCounts({
  due,
  values: { present, inFavour },
  onChange,
}: {
  due: number | undefined
  values: Closing
  onChange: ChangeClosing
}) {
  const fields = [
    { name: 'present', label: '实到', value: present },
    { name: 'inFavour', label: '同意', value: inFavour },
  ] as const
  const ratio = due && present !== undefined ? shareText(present, due) : ''
  return (
    <div className="grid grid-cols-[repeat(2,7rem)_minmax(0,1fr)] gap-4">
      {fields.map(({ name, label, value }) => (
        <DeskField key={name} label={label} required>
          {(bound) => (
            <InputNumber
              {...bound}
              min={0}
              max={due ?? 100_000}
              suffix="人"
              className="w-full"
              value={value ?? null}
              onChange={(next) => onChange(name, next ?? undefined)}
            />
          )}
        </DeskField>
      ))}
      <p className={`self-end pb-1.5 tabular-nums ${due === 0 ? 'text-late' : 'text-ink-2'}`}>
        {due === 0
          ? '“组织成员”里还没有登记这些人，请先登记'
          : `组织成员里登记了 ${due ?? 0} 人，都应到${ratio && `；到会 ${ratio}`}`}
      </p>
    </div>
  )
}
