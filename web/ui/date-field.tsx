import { controlLook, Field, type FieldFace } from './field.tsx'

interface DateFieldProps extends FieldFace {
  /** `2026-11-24`, or `2026-11-24T18:00` with time; empty when not chosen. */
  value: string
  onChange: (value: string) => void
  min?: string
  max?: string
  withTime?: boolean
  name?: string
}

/** A day, and if asked an hour, with the telephone's own calendar. */
export function DateField({
  value,
  onChange,
  withTime = false,
  required,
  name,
  min,
  max,
  ...face
}: DateFieldProps) {
  return (
    <Field {...face} required={required ?? false}>
      {(wiring) => (
        <input
          {...wiring}
          {...{ name, min, max }}
          type={withTime ? 'datetime-local' : 'date'}
          value={value}
          // iOS draws an empty date field without height or left edge unless told.
          className={`${controlLook} appearance-none text-left`}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  )
}
