import { Alert, Button, Dropdown } from 'antd'
import { useRef, useState, type ComponentType, type ReactNode } from 'react'
import type { CallError } from '#web/client/call.ts'
import {
  faults,
  fieldsOf,
  findAction,
  isBlank,
  type AnyFlow,
  type Faults,
  type Values,
} from '#practice/kit/index.ts'
import { CONTROLS, GROUPS, type Around } from './desk-controls.tsx'
import { DeskField } from './desk-field.tsx'
import { useDraft } from './desk-drafts.ts'
import { Changed } from './desk-changed.tsx'

export type Template = { title: string; text: string }

type ActionFormProps = {
  flow: AnyFlow
  action: string
  /** Under which what is typed is kept until it is sent. */
  draftKey: string
  start?: Values
  around: Around
  itemCode?: string | undefined
  templates?: readonly Template[]
  submitWords: string
  busy: boolean
  /** The matter has moved on meanwhile: what is typed stays, but cannot be sent. */
  isBarred?: boolean
  error: CallError | null
  onSubmit: (answers: Values) => Promise<unknown>
  onCancel?: (() => void) | undefined
  /** Checks what `before` asks, at the same press of the button. */
  isBeforeFilled?: () => boolean
  /** Further questions that are not the flow's, before its own. */
  before?: ReactNode
  /** What is worth knowing about the answers so far, before they are sent. */
  Beside?: ComponentType<{ given: Values }>
}

/** Leaves out what says nothing, as the server would. */
function withoutBlanks(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => !isBlank(value)))
}

/** The server names a field by its path in the body. */
function serverFault(error: CallError | null, key: string): string | undefined {
  const { fields = {} } = error ?? {}
  return fields[key] ?? fields[`answers.${key}`] ?? fields[`body.answers.${key}`]
}

/** The unit just chosen fills the blanks it leaves in the ready sentences. */
function withUnit(
  templates: readonly Template[],
  given: Values,
  flow: AnyFlow,
  { reference }: Around,
): Template[] {
  const fields = fieldsOf(flow)
  const key = Object.keys(given).find((name) => fields[name]?.kind === 'unit')
  const unit = reference.units.find(({ code }) => key !== undefined && code === given[key])
  return templates.map(({ title, text }) => ({
    title,
    text: unit ? text.replaceAll('{单位}', unit.name).replaceAll('{电话}', unit.phone ?? '') : text,
  }))
}

/** What has been answered, what is wrong with it, and the sending. */
function useAnswers(props: ActionFormProps) {
  const { flow, action, draftKey, start = {}, around, itemCode } = props
  const { values, change, clear } = useDraft(draftKey, start)
  const [wrong, setWrong] = useState<Faults>()
  const form = useRef<HTMLFormElement>(null)
  const given = withoutBlanks(values)
  const item = typeof given['item'] === 'string' ? given['item'] : itemCode
  const facts = around.reference.factsOf(item)
  const unless = findAction(flow, action)?.unless
  const submit = async () => {
    const found = faults(flow, action, given, around.known, facts)
    setWrong(found)
    const isFilled = props.isBeforeFilled?.() ?? true
    if (found || !isFilled) {
      // After the faults are drawn: to the first of them.
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
      return
    }
    // A refused call leaves the form as it is: the error is shown from `error`, and nothing typed is lost.
    await props.onSubmit(given).then(clear, () => undefined)
  }
  return {
    form,
    values,
    given,
    rule: Object.keys(given).length > 0 ? unless?.({ ...around.known, ...given }, facts) : undefined,
    faultOf: (key: string) => wrong?.fields[key] ?? serverFault(props.error, key),
    change: (key: string, value: Values[string]) => {
      setWrong(undefined)
      change(key, value)
    },
    submit,
  }
}

/**
 * The form of any action of any flow. The kit's own check runs before sending, so that a refusal reads the same here
 * as on the server; a rule that looks at one answer is shown as soon as that answer is given.
 */
export function ActionForm(props: ActionFormProps) {
  const { flow, action, around, error, Beside } = props
  const { form, values, given, rule, faultOf, change, submit } = useAnswers(props)
  const { asks = [], allows = [] } = findAction(flow, action) ?? {}
  return (
    <form
      ref={form}
      className="grid gap-3"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      {props.before}
      {[...asks, ...allows].map((key) => (
        <OneField
          key={key}
          name={key}
          flow={flow}
          value={values[key]}
          required={asks.includes(key)}
          fault={faultOf(key)}
          around={{ ...around, known: { ...around.known, ...given } }}
          templates={withUnit(props.templates ?? [], given, flow, around)}
          onChange={(value) => change(key, value)}
        />
      ))}
      {Beside && <Beside given={given} />}
      {rule && <Alert type="error" showIcon title={rule} />}
      {props.isBarred && !error?.changed && (
        <Alert type="warning" showIcon title="情况有变，这一步现在不能做了，请看上面的办理过程" />
      )}
      {error && <Refused error={error} flow={flow} />}
      <Send {...props} isBarred={rule !== undefined || props.isBarred === true} />
    </form>
  )
}

function Send({
  submitWords,
  busy,
  isBarred,
  onCancel,
}: Pick<ActionFormProps, 'submitWords' | 'busy' | 'onCancel'> & { isBarred: boolean }) {
  return (
    <div className="flex gap-2">
      <Button type="primary" htmlType="submit" loading={busy} disabled={isBarred}>
        {submitWords}
      </Button>
      {onCancel && <Button onClick={onCancel}>先不办</Button>}
    </div>
  )
}

function Refused({ error, flow }: { error: CallError; flow: AnyFlow }) {
  if (error.changed) return <Changed changed={error.changed} flow={flow} />
  const fields = Object.keys(error.fields).length > 0
  return (
    <Alert
      type="error"
      showIcon
      title={fields ? '有几处要改一下，见上面红字' : error.message}
      description="填好的内容还在，没有丢。"
    />
  )
}

function OneField({
  name,
  flow,
  value,
  required,
  fault,
  around,
  templates,
  onChange,
}: {
  name: string
  flow: AnyFlow
  value: Values[string]
  required: boolean
  fault: string | undefined
  around: Around
  templates: readonly Template[]
  onChange: (value: Values[string]) => void
}) {
  const field = fieldsOf(flow)[name]
  if (!field) return null
  const Control = CONTROLS[field.kind]
  const text = typeof value === 'string' ? value : ''
  const canInsert = field.kind === 'text' && templates.length > 0
  return (
    <DeskField
      label={field.label}
      hint={field.hint}
      fault={fault}
      required={required}
      group={GROUPS.includes(field.kind)}
      aside={
        canInsert && (
          <Insert templates={templates} onPick={(more) => onChange(text ? `${text}\n${more}` : more)} />
        )
      }
    >
      {(bound) => <Control field={field} value={value} onChange={onChange} bound={bound} around={around} />}
    </DeskField>
  )
}

/** The county's ready sentences, put into the field to be changed there. */
function Insert({ templates, onPick }: { templates: readonly Template[]; onPick: (text: string) => void }) {
  const items = templates.map(({ title, text }, index) => ({
    key: String(index),
    label: (
      <span className="block max-w-96">
        <b>{title}</b>
        <span className="line-clamp-2 block text-small text-ink-2">{text}</span>
      </span>
    ),
  }))
  return (
    <Dropdown
      trigger={['click']}
      menu={{ items, onClick: ({ key }) => onPick(templates[Number(key)]?.text ?? '') }}
    >
      <Button size="small" type="text">
        插入常用语
      </Button>
    </Dropdown>
  )
}
