import { Input, Select } from 'antd'
import { delegable } from '#practice/meetings/delegation.ts'
import { decisionOf } from '#practice/meetings/powers.ts'
import type { Output } from '#web/client/call.ts'
import { DeskField } from '#web/matters/desk-field.tsx'
import { dateText } from '#web/ui/when.ts'
import type { MotionDraft } from './desk-draft.ts'

export type Authorities = Output<'meetings.weigh'>['authorities']

interface Props {
  motion: MotionDraft
  faultOf: (name: string) => string | undefined
  onChange: <Name extends keyof MotionDraft>(name: Name, value: MotionDraft[Name]) => void
}

/** What only the assembly may decide needs its recorded authorisation (VCL 28): one of its resolutions, never words. */
export function Authority({ motion, authorities, onChange }: Props & { authorities: Authorities }) {
  const chosen = authorities.find(({ resolution }) => resolution === motion.authority)
  return (
    <div className="rounded-card bg-well p-3">
      <DeskField
        label="哪次会议授权的"
        required
        hint={
          authorities.length === 0
            ? '还没有授权的决议。请先开村民（居民）会议，议题选“授权……代表会议讨论决定”'
            : chosen &&
              `授权事项：${chosen.decisions.join('、')}；${dateText(chosen.from)}至${dateText(chosen.until)}`
        }
      >
        {(bound) => (
          <Select
            {...bound}
            aria-label="哪次会议授权的"
            placeholder="选一项决议"
            disabled={authorities.length === 0}
            value={motion.authority ?? null}
            options={authorities.map(({ resolution, source, until }) => ({
              value: resolution,
              label: `${source}，到${dateText(until)}`,
            }))}
            onChange={(resolution) => onChange('authority', resolution ?? undefined)}
          />
        )}
      </DeskField>
    </div>
  )
}

/** What the assembly is asked to lend its representatives, and until when. */
export function Lent({ motion, faultOf, onChange }: Props) {
  const { decision, grantDecisions, grantUntil } = motion
  const options = (decision ? delegable(decision) : []).map((id) => ({
    value: id,
    label: decisionOf(id).name,
  }))
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_12rem] items-start gap-4 rounded-card bg-well p-3">
      <DeskField label="授权哪些事项" required fault={faultOf('grants.decisions')}>
        {(bound) => (
          <Select
            {...bound}
            aria-label="授权哪些事项"
            mode="multiple"
            optionFilterProp="label"
            placeholder="可以选几项"
            value={[...grantDecisions]}
            options={options}
            onChange={(chosen) => onChange('grantDecisions', chosen)}
          />
        )}
      </DeskField>
      <DeskField label="授权到哪天" required fault={faultOf('grants.until')}>
        {(bound) => (
          <Input
            {...bound}
            type="date"
            value={grantUntil}
            onChange={({ target }) => onChange('grantUntil', target.value)}
          />
        )}
      </DeskField>
    </div>
  )
}
