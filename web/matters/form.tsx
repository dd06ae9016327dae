import { fieldsOf, findAction, type AnyFlow } from '#practice/kit/index.ts'
import { FieldControl } from './field-control.tsx'
import type { FilledForm } from './filled.ts'

interface FlowFormProps {
  flow: AnyFlow
  action: string
  form: FilledForm
  division: string
  errors: Readonly<Record<string, string>>
  /** Fields drawn elsewhere, or not possible here. */
  without?: readonly string[]
}

/** The form of any action of any flow, read off its definition: what it asks first, then what it allows. */
export function FlowForm({ flow, action: name, form, division, errors, without = [] }: FlowFormProps) {
  const action = findAction(flow, name)
  const fields = fieldsOf(flow)
  const asks = action?.asks ?? []
  const shown = [...asks, ...(action?.allows ?? [])].filter((key) => !without.includes(key))
  return (
    <div className="grid gap-6">
      {shown.map((key) => {
        const field = fields[key]
        return (
          field && (
            <FieldControl
              key={key}
              name={key}
              {...{ field, form, division }}
              required={asks.includes(key)}
              error={errors[key]}
            />
          )
        )
      })}
    </div>
  )
}
