import { Alert, Button, Input } from 'antd'
import { dateOf } from '#practice/kit/index.ts'
import { isTownSigned, type FourTwoStep } from '#practice/meetings/four-two.ts'
import { useChange } from '#web/client/queries.ts'
import { useDraft } from '#web/matters/desk-drafts.ts'
import { DeskField } from '#web/matters/desk-field.tsx'
import { useNow } from '#web/ui/use-now.ts'
import {
  bodyOf,
  isCounted,
  isDated,
  isLinked,
  isPosted,
  linkable,
  missingIn,
  newClosing,
  settled,
  type ChangeClosing,
  type Closing,
} from './closing.ts'
import { HeldWhere, TypedCounts, WhichVote } from './desk-close-counts.tsx'
import { TownSigned } from './desk-close-signed.tsx'
import { STEPS, type Proposal } from './words.ts'

/** The form of the next step. What the program knows itself (a meeting, a vote, the posting) is not typed. */
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
  const draft = useDraft<Closing>(`proposals.step ${proposal.id} ${step}`, newClosing(today))
  const close = useChange('proposals.step', ['proposals.show', 'proposals.list', 'resolutions.show'])
  const values = settled(step, draft.values, proposal)
  const missing = missingIn(step, values)
  const submit = () =>
    close.mutate(
      { input: { params: { id: proposal.id }, body: bodyOf(step, values) } },
      { onSuccess: draft.clear },
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
        {...{ proposal, step, today, values }}
        faults={close.error?.fields ?? {}}
        onChange={draft.change}
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

interface FieldsProps {
  proposal: Proposal
  step: FourTwoStep
  today: string
  values: Closing
  faults: Readonly<Record<string, string>>
  onChange: ChangeClosing
}

function Fields(props: FieldsProps) {
  const { proposal, step, values, faults, onChange: change } = props
  const ready = linkable(step, proposal)
  const linked = isLinked(step, values)
  return (
    <>
      {isCounted(step) && <HeldWhere held={values.held} ready={ready.length} onChange={change} />}
      {linked ? (
        <WhichVote
          label={step === 'resolve' ? '哪次表决通过的' : '哪场会议过它'}
          options={ready}
          value={values.motion}
          fault={faults['motion']}
          onChange={change}
        />
      ) : (
        isDated(step, values) && <When {...props} />
      )}
      <Says
        step={step}
        value={values.says}
        required={!linked}
        fault={faults['says']}
        onChange={(says) => change('says', says)}
      />
      {isTownSigned(step) && (
        <TownSigned
          signers={proposal.keeping?.signers ?? []}
          values={values}
          faults={faults}
          onChange={change}
        />
      )}
      {isPosted(step) && (
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

/** The day and, of a meeting, its figures, as they stand on paper. */
function When({ proposal, step, today, values, faults, onChange: change }: FieldsProps) {
  return (
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
      {(step === 'consult' || step === 'review') && (
        <TypedCounts due={proposal.keeping?.due[step]} values={values} onChange={change} />
      )}
    </div>
  )
}

function Says({
  step,
  value,
  required,
  fault,
  onChange,
}: {
  step: FourTwoStep
  value: string
  required: boolean
  fault: string | undefined
  onChange: (says: string) => void
}) {
  return (
    <DeskField
      label="内容"
      required={required}
      hint={required ? undefined : '不写的，就记会议的结果'}
      fault={fault}
    >
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
