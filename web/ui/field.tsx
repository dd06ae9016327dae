import { useId, type ReactNode } from 'react'
import { Icon } from './icon.tsx'

/** What every field shows around its control. */
export interface FieldFace {
  label: string
  hint?: ReactNode
  /** What to put right, said kindly: 「手机号少了一位，请再看看」. */
  error?: string | undefined
  required?: boolean
}

/** What ties a control to its label, hint and error; spread it on the input. */
export interface FieldWiring {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
  'aria-required': true | undefined
}

/** The look of a one-line control. */
export const controlLook =
  'block w-full min-h-target rounded-card border border-edge bg-paper px-3 text-ink aria-invalid:border-late ' +
  'aria-invalid:bg-late-soft'

interface FieldProps extends FieldFace {
  /** A group of controls (radios, photos): a fieldset and a legend instead of a label. */
  group?: boolean
  /** Small text at the right of the hint line, such as a counter. */
  aside?: ReactNode
  children: (wiring: FieldWiring) => ReactNode
}

/** A label above, a control, then a hint and an error below, tied together for those who listen. */
export function Field({ label, hint, error, required = false, group = false, aside, children }: FieldProps) {
  const id = useId()
  const wiring: FieldWiring = {
    id,
    'aria-describedby': [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined,
    'aria-invalid': error ? true : undefined,
    'aria-required': required || undefined,
  }
  const words = (
    <>
      {label}
      {required ? (
        <span aria-hidden="true" className="ml-1 text-late">
          *
        </span>
      ) : null}
    </>
  )
  const below = (
    <>
      {(hint || aside) && (
        <div className="flex justify-between gap-3 text-small text-ink-3">
          <div id={`${id}-hint`}>{hint}</div>
          {aside}
        </div>
      )}
      {error && (
        <p id={`${id}-error`} className="flex items-start gap-1 text-small text-late">
          <Icon name="warning" className="mt-[0.2em] size-[1.1em]" />
          {error}
        </p>
      )}
    </>
  )
  if (group) {
    return (
      <fieldset className="grid min-w-0 gap-2" aria-describedby={wiring['aria-describedby']}>
        <legend className="mb-2 font-bold">{words}</legend>
        {children(wiring)}
        {below}
      </fieldset>
    )
  }
  return (
    <div className="grid gap-2">
      <label htmlFor={id} className="font-bold">
        {words}
      </label>
      {children(wiring)}
      {below}
    </div>
  )
}
