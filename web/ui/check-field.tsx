import { useId } from 'react'

interface CheckFieldProps {
  label: string
  hint?: string
  checked: boolean
  onChange: (checked: boolean) => void
}

/** Yes or no: the whole row is the target. */
export function CheckField({ label, hint, checked, onChange }: CheckFieldProps) {
  const hintId = useId()
  return (
    <div>
      <label className="flex min-h-target items-center gap-3">
        <input
          type="checkbox"
          className="size-[1.5em] shrink-0 accent-brand"
          checked={checked}
          aria-describedby={hint ? hintId : undefined}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
        <span>{label}</span>
      </label>
      {hint && (
        <p id={hintId} className="text-small text-ink-3">
          {hint}
        </p>
      )}
    </div>
  )
}
