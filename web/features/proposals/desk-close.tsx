import { Alert, Button, Input, InputNumber, Select } from 'antd'
import { dateOf } from '#practice/kit/index.ts'
import type { FourTwoStep } from '#practice/meetings/four-two.ts'
import { shareText } from '#web/ui/figure.tsx'
import { useChange } from '#web/client/queries.ts'
import { useDraft } from '#web/matters/desk-drafts.ts'
import { DeskField } from '#web/matters/desk-field.tsx'
import { useNow } from '#web/ui/use-now.ts'
import { STEPS, type Proposal } from './words.ts'

type Draft = {
  on: string
  says: string
  due: number | undefined
  present: number | undefined
  inFavour: number | undefined
  townSigner: string
  supervision: string
  motion: string | undefined
}
type Change = <Name extends keyof Draft>(name: Name, value: Draft[Name]) => void

const COUNTED: readonly FourTwoStep[] = ['consult', 'review']
const SIGNED: readonly FourTwoStep[] = ['review', 'resolve']
const POSTED: readonly FourTwoStep[] = ['publish', 'publish-result']

/** The form of the next step. What the program knows itself (the vote, the posting) is not typed. */
export function CloseStep({
  proposal,
  step,
  blocked,
}: {
  proposal: Proposal
  step: FourTwoStep
  /** Something stands in its way that no form can mend; it is said above. */
  blocked: boolean
}) {
  const today = dateOf(new Date(useNow()))
  const passed = proposal.motions.filter((each) => each.passed)
  const { values, change, clear } = useDraft<Draft>(`proposals.step ${proposal.id} ${step}`, {
    on: today,
    says: '',
    due: undefined,
    present: undefined,
    inFavour: undefined,
    townSigner: '',
    supervision: '',
    motion: passed.length === 1 ? passed[0]?.id : undefined,
  })
  const close = useChange('proposals.step', ['proposals.show', 'proposals.list', 'resolutions.show'])
  const motion = values.motion ?? (passed.length === 1 ? passed[0]?.id : undefined)
  const missing = missingIn(step, { ...values, motion })
  const submit = () =>
    close.mutate(
      { input: { params: { id: proposal.id }, body: bodyOf(step, { ...values, motion }) } },
      { onSuccess: clear },
    )
  if (blocked) return null
  return (
    <form
      aria-label={`办结这一步`}
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (!missing) submit()
      }}
    >
      <Fields
        {...{ step, today, passed, motion, values }}
        faults={close.error?.fields ?? {}}
        onChange={change}
      />
      {close.error && <Alert type="error" showIcon title={close.error.message} />}
      <div className="flex items-center gap-3">
        <Button type="primary" htmlType="submit" disabled={missing !== undefined} loading={close.isPending}>
          办结这一步
        </Button>
        <p className="text-small text-ink-2">{missing ?? `依据 ${STEPS[step].law}，办结以后不能改`}</p>
      </div>
    </form>
  )
}

function Fields({
  step,
  today,
  passed,
  motion,
  values,
  faults,
  onChange: change,
}: {
  step: FourTwoStep
  today: string
  passed: Proposal['motions']
  motion: string | undefined
  values: Draft
  faults: Readonly<Record<string, string>>
  onChange: Change
}) {
  return (
    <>
      <div className="grid grid-cols-[11rem_minmax(0,1fr)] items-start gap-4">
        <DeskField label="哪天办的" required fault={faults['on']}>
          {(bound) => (
            <Input
              {...bound}
              type="date"
              max={today}
              value={values.on}
              onChange={({ target }) => change('on', target.value)}
            />
          )}
        </DeskField>
        {COUNTED.includes(step) && <Counts values={values} onChange={change} />}
        {step === 'resolve' && <Motion passed={passed} value={motion} onChange={change} />}
      </div>
      <Says
        step={step}
        value={values.says}
        fault={faults['says']}
        onChange={(says) => change('says', says)}
      />
      {SIGNED.includes(step) && (
        <Line
          label="镇街参会人员签字"
          hint="姓名和职务"
          value={values.townSigner}
          onChange={(says) => change('townSigner', says)}
        />
      )}
      {POSTED.includes(step) && (
        <Line
          label="村务监督委员会的监督意见"
          hint="比如：公布属实，期间没有收到异议"
          value={values.supervision}
          onChange={(says) => change('supervision', says)}
        />
      )}
    </>
  )
}

function Says({
  step,
  value,
  fault,
  onChange,
}: {
  step: FourTwoStep
  value: string
  fault: string | undefined
  onChange: (says: string) => void
}) {
  return (
    <DeskField label="内容" required fault={fault}>
      {(bound) => (
        <Input.TextArea
          {...bound}
          autoSize={{ minRows: 2, maxRows: 8 }}
          maxLength={4000}
          value={value}
          placeholder={PLACEHOLDERS[step]}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </DeskField>
  )
}

const PLACEHOLDERS: Readonly<Record<FourTwoStep, string>> = {
  propose: '提议内容',
  consult: '商议了什么，方案改了哪里',
  review: '党员提了什么意见，怎么采纳的',
  resolve: '会议作出的决议',
  publish: '在哪里、怎么公布的',
  'publish-result': '办成什么样，花了多少钱',
}

function missingIn(step: FourTwoStep, values: Draft): string | undefined {
  const { says, on, due, present, inFavour, townSigner, supervision, motion } = values
  if (!on) return '请填哪天办的'
  if (COUNTED.includes(step) && (due === undefined || present === undefined || inFavour === undefined))
    return '请填应到、实到和同意人数'
  if (step === 'resolve' && !motion) return '请选择通过它的那次表决'
  if (says.trim().length < 2) return '请写这一步的内容'
  if (SIGNED.includes(step) && !townSigner.trim()) return '请写镇街参会人员的姓名和职务'
  if (POSTED.includes(step) && !supervision.trim()) return '请写监督意见'
  return undefined
}

function bodyOf(step: FourTwoStep, values: Draft) {
  const { on, says, due, present, inFavour, townSigner, supervision, motion } = values
  return {
    step,
    on,
    says: says.trim(),
    ...(COUNTED.includes(step) ? { due, present, inFavour } : {}),
    ...(SIGNED.includes(step) ? { townSigner: townSigner.trim() } : {}),
    ...(POSTED.includes(step) ? { supervision: supervision.trim() } : {}),
    ...(step === 'resolve' && motion ? { motion } : {}),
  }
}

function Counts({ values: { due, present, inFavour }, onChange }: { values: Draft; onChange: Change }) {
  const fields = [
    { name: 'due', label: '应到', value: due },
    { name: 'present', label: '实到', value: present },
    { name: 'inFavour', label: '同意', value: inFavour },
  ] as const
  const ratio = due && present !== undefined ? shareText(present, due) : ''
  return (
    <div className="grid grid-cols-[repeat(3,7rem)_minmax(0,1fr)] gap-4">
      {fields.map(({ name, label, value }) => (
        <DeskField key={name} label={label} required>
          {(bound) => (
            <InputNumber
              {...bound}
              min={0}
              max={100_000}
              suffix="人"
              className="w-full"
              value={value ?? null}
              onChange={(next) => onChange(name, next ?? undefined)}
            />
          )}
        </DeskField>
      ))}
      {ratio && <p className="self-end pb-1.5 text-ink-2 tabular-nums">到会 {ratio}</p>}
    </div>
  )
}

function Motion({
  passed,
  value,
  onChange,
}: {
  passed: Proposal['motions']
  value: string | undefined
  onChange: Change
}) {
  return (
    <DeskField label="哪次表决通过的" required>
      {(bound) => (
        <Select
          {...bound}
          aria-label="哪次表决通过的"
          value={value ?? null}
          options={passed.map(({ id, meetingTitle, on, says }) => ({
            value: id,
            label: `${on} ${meetingTitle}：${says ?? ''}`,
          }))}
          onChange={(motion) => onChange('motion', motion ?? undefined)}
        />
      )}
    </DeskField>
  )
}

function Line({
  label,
  hint,
  value,
  onChange,
}: {
  label: string
  hint: string
  value: string
  onChange: (value: string) => void
}) {
  return (
    <DeskField label={label} required>
      {(bound) => (
        <Input
          {...bound}
          maxLength={500}
          placeholder={hint}
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </DeskField>
  )
}
