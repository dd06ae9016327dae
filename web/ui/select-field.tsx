import type { Option } from './choice.tsx'
import { controlLook, Field, type FieldFace } from './field.tsx'
import { Icon } from './icon.tsx'

interface SelectFieldProps<T extends string> extends FieldFace {
  options: readonly Option<T>[]
  value: T | undefined
  onChange: (value: T) => void
  placeholder?: string
  name?: string
}

/** One of many, with the telephone's own wheel: it works with every thumb, reader and old browser. */
export function SelectField<T extends string>(props: SelectFieldProps<T>) {
  const { options, value, onChange, placeholder = '请选择', required, name, ...face } = props
  return (
    <Field {...face} required={required ?? false}>
      {(wiring) => (
        <div className="relative">
          <select
            {...wiring}
            name={name}
            value={value ?? ''}
            className={`${controlLook} appearance-none pr-10 ${value ? '' : 'text-ink-3'}`}
            onChange={(event) => {
              const chosen = options.find((option) => option.value === event.currentTarget.value)
              if (chosen) onChange(chosen.value)
            }}
          >
            <option value="" disabled>
              {placeholder}
            </option>
            {options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
          <span className="pointer-events-none absolute inset-y-0 right-3 grid place-items-center text-ink-2">
            <Icon name="down" />
          </span>
        </div>
      )}
    </Field>
  )
}
