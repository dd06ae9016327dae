import { controlLook, Field, type FieldFace } from './field.tsx'

interface TextFieldProps extends FieldFace {
  value: string
  onChange: (value: string) => void
  name?: string
  type?: 'text' | 'tel' | 'search' | 'password' | 'url'
  inputMode?: 'text' | 'numeric' | 'decimal' | 'tel'
  placeholder?: string
  maxLength?: number
  autoComplete?: string
}

/** One line of text. */
export function TextField({
  value,
  onChange,
  label,
  hint,
  error,
  required,
  type = 'text',
  ...input
}: TextFieldProps) {
  return (
    <Field {...{ label, hint, error }} required={required ?? false}>
      {(wiring) => (
        <input
          {...wiring}
          {...input}
          type={type}
          value={value}
          className={controlLook}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  )
}
