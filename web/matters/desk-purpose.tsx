import { Input, Select } from 'antd'
import { PURPOSES, type PurposeId } from '#contract/purposes.ts'
import { DeskField } from './desk-field.tsx'

// The keys are those of PURPOSES; Object.entries forgets it.
const OPTIONS = Object.entries(PURPOSES).map(([value, label]) => ({ value: value as PurposeId, label }))

const REASON_MAX = 200
const REASON_MIN = 4

export type Why = { purpose?: PurposeId; reason: string }

/** What is still missing of why something personal is asked for; undefined: nothing. */
export function whyMissing({ purpose, reason }: Why): string | undefined {
  if (purpose === undefined) return '请选一个目的'
  return reason.trim().length < REASON_MIN ? `理由至少写 ${REASON_MIN} 个字` : undefined
}

/** Why something personal is looked at whole or taken along: one of the purposes, and in words. */
export function PurposeFields({
  why,
  faults,
  onChange,
}: {
  why: Why
  faults: Readonly<Record<string, string>>
  onChange: (why: Why) => void
}) {
  return (
    <>
      <DeskField label="目的" required fault={faults['purpose']}>
        {(bound) => (
          <Select<PurposeId>
            {...bound}
            aria-label="目的"
            placeholder="选一个目的"
            value={why.purpose ?? null}
            options={OPTIONS}
            onChange={(purpose) => onChange({ ...why, purpose })}
          />
        )}
      </DeskField>
      <DeskField
        label="理由"
        required
        hint="写清为哪件事。审计管理员看得到，请不要写号码"
        fault={faults['reason']}
      >
        {(bound) => (
          <Input.TextArea
            {...bound}
            rows={3}
            maxLength={REASON_MAX}
            value={why.reason}
            onChange={({ target }) => onChange({ ...why, reason: target.value })}
          />
        )}
      </DeskField>
    </>
  )
}
