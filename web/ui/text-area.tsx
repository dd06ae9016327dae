import { controlLook, Field, type FieldFace } from './field.tsx'

interface TextAreaProps extends FieldFace {
  value: string
  onChange: (value: string) => void
  name?: string
  rows?: number
  /** The most characters; the counter speaks up when a tenth is left. */
  max?: number
  placeholder?: string
}

/** Several lines of text with a counter. */
export function TextArea({
  value,
  onChange,
  label,
  hint,
  error,
  required,
  max,
  rows = 4,
  ...input
}: TextAreaProps) {
  const length = [...value].length
  const nearEnd = max !== undefined && max - length <= max / 10
  const counter = max !== undefined && (
    <span className={`shrink-0 ${nearEnd ? 'font-bold text-wait' : ''}`}>
      <span aria-hidden="true">
        {length} / {max}
      </span>
      <span className="sr-only" aria-live="polite">
        {nearEnd ? `还能写 ${Math.max(0, max - length)} 个字` : ''}
      </span>
    </span>
  )
  return (
    <Field {...{ label, hint, error }} required={required ?? false} aside={counter}>
      {(wiring) => (
        <textarea
          {...wiring}
          {...input}
          rows={rows}
          maxLength={max}
          value={value}
          className={`${controlLook} resize-y py-2`}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  )
}
