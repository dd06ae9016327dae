import { Field, type FieldFace } from './field.tsx'
import { Icon } from './icon.tsx'

export interface Option<T extends string = string> {
  value: T
  label: string
  hint?: string
}

interface ChoiceProps<T extends string> extends FieldFace {
  options: readonly Option<T>[]
  value: T | undefined
  onChange: (value: T) => void
  /** Short answers may stand side by side. */
  columns?: 1 | 2 | 3
}

/**
 * All side by side while two characters fit beside each ring, else all below each other: with large characters none of
 * them may look heavier than the rest.
 */
const grids = {
  1: 'grid grid-cols-1',
  2: 'grid grid-cols-[repeat(auto-fit,minmax(9em,1fr))]',
  3: 'flex flex-wrap *:flex-[1_1_calc((18.4em-100%)*999)]',
} as const

/** One of a few, as cards large enough for a thumb; for more than about seven use SelectField. */
export function Choice<T extends string>({
  options,
  value,
  onChange,
  columns = 1,
  required,
  ...face
}: ChoiceProps<T>) {
  return (
    <Field {...face} required={required ?? false} group>
      {({ id, ...wiring }) => (
        <div className={`gap-2 ${grids[columns]}`}>
          {options.map((option) => (
            <label
              key={option.value}
              className="relative flex min-h-target items-center gap-3 rounded-card border border-edge bg-paper px-3
                py-2 has-checked:border-brand has-checked:bg-brand-soft has-checked:font-bold
                has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus"
            >
              <input
                type="radio"
                name={id}
                className="peer absolute -inset-px size-[calc(100%+2px)] cursor-pointer opacity-0"
                checked={option.value === value}
                aria-invalid={wiring['aria-invalid']}
                onChange={() => onChange(option.value)}
              />
              <Mark />
              <span>
                {option.label}
                {option.hint && (
                  <span className="block text-small font-normal text-ink-2">{option.hint}</span>
                )}
              </span>
            </label>
          ))}
        </div>
      )}
    </Field>
  )
}

/** The ring that becomes a tick: form, not only colour, tells which one is chosen. */
function Mark() {
  return (
    <span
      aria-hidden="true"
      className="grid size-[1.35em] shrink-0 place-items-center rounded-full border-2 border-edge text-transparent
        peer-checked:border-brand peer-checked:bg-brand peer-checked:text-on-brand"
    >
      <Icon name="check" className="size-[0.9em]" />
    </span>
  )
}
