import { Checkbox, Input, InputNumber, Radio } from 'antd'
import { DeskField } from '#web/matters/desk-field.tsx'

/** A vote on removing somebody (VCL 19): who asked for it, how many of how many, and why. */
export type RecallDraft = {
  who: '选民' | '村民代表'
  asked: number | undefined
  of: number | undefined
  reason: string
}
const START: RecallDraft = { who: '选民', asked: undefined, of: undefined, reason: '' }

/** As it is sent; undefined while something is missing. */
export function recallOf({ who, asked, of, reason }: RecallDraft) {
  return asked && of && reason.trim().length >= 2 ? { who, asked, of, reason: reason.trim() } : undefined
}

interface RecallProps {
  recall: RecallDraft | undefined
  onChange: (recall: RecallDraft | undefined) => void
}

export function RecallFields({ recall, onChange }: RecallProps) {
  return (
    <div className="grid gap-3">
      <Checkbox
        checked={recall !== undefined}
        onChange={({ target }) => onChange(target.checked ? START : undefined)}
      >
        这是罢免投票（被提出罢免的人写在下面，得票写同意罢免的票）
      </Checkbox>
      {recall && <Asked recall={recall} onChange={onChange} />}
    </div>
  )
}

function Asked({ recall, onChange }: { recall: RecallDraft; onChange: (recall: RecallDraft) => void }) {
  const counts = [
    { name: 'asked', label: '联名的有几人' },
    { name: 'of', label: `一共有多少${recall.who}` },
  ] as const
  return (
    <div className="grid gap-4 rounded-card bg-ground p-4">
      <DeskField label="谁联名提出的" required group hint="五分之一以上选民，或者三分之一以上村民代表">
        {() => (
          <Radio.Group
            value={recall.who}
            options={(['选民', '村民代表'] as const).map((value) => ({ value, label: value }))}
            onChange={({ target }) => onChange({ ...recall, who: target.value as RecallDraft['who'] })}
          />
        )}
      </DeskField>
      <div className="grid grid-cols-2 gap-4">
        {counts.map(({ name, label }) => (
          <DeskField key={name} label={label} required>
            {(bound) => (
              <InputNumber
                {...bound}
                className="w-full"
                min={1}
                precision={0}
                value={recall[name] ?? null}
                onChange={(value) => onChange({ ...recall, [name]: value ?? undefined })}
              />
            )}
          </DeskField>
        ))}
      </div>
      <DeskField label="罢免的理由" required>
        {(bound) => (
          <Input
            {...bound}
            maxLength={300}
            value={recall.reason}
            onChange={({ target }) => onChange({ ...recall, reason: target.value })}
          />
        )}
      </DeskField>
    </div>
  )
}
