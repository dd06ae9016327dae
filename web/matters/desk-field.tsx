import { useId, type ReactNode } from 'react'
import { Icon } from '#web/ui/icon.tsx'

/** What a control needs so that its label, hint and fault are read out with it. */
export type Bound = {
  id: string
  'aria-describedby'?: string
  'aria-invalid'?: true
  'aria-required'?: true
}

/** A label, its control, a hint below, and the fault in the fault's colour. */
export function DeskField({
  label,
  hint,
  fault,
  required = false,
  group = false,
  aside,
  children,
}: {
  label: string
  hint?: string | undefined
  fault?: string | undefined
  required?: boolean
  /** The control is several: they get the label as a group. */
  group?: boolean
  aside?: ReactNode
  children: (bound: Bound) => ReactNode
}) {
  const id = useId()
  const noteId = hint || fault ? `${id}-note` : undefined
  const name = (
    <>
      {label}
      {!required && <span className="ml-1 font-normal text-ink-3">（选填）</span>}
    </>
  )
  return (
    <div
      className="grid gap-1"
      {...(group ? { role: 'group', 'aria-labelledby': `${id}-name`, 'aria-describedby': noteId } : {})}
    >
      <div className="flex min-h-6 items-end justify-between gap-2">
        {group ? (
          <span id={`${id}-name`} className="font-bold">
            {name}
          </span>
        ) : (
          <label htmlFor={id} className="font-bold">
            {name}
          </label>
        )}
        {aside}
      </div>
      {children({
        id,
        ...(noteId ? { 'aria-describedby': noteId } : {}),
        ...(fault ? { 'aria-invalid': true as const } : {}),
        ...(required ? { 'aria-required': true as const } : {}),
      })}
      {noteId && <Note id={noteId} hint={hint} fault={fault} />}
    </div>
  )
}

function Note({ id, hint, fault }: { id: string; hint: string | undefined; fault: string | undefined }) {
  return (
    <div id={id} className="text-small">
      {fault && (
        <p className="flex items-center gap-1 text-late">
          <Icon name="warning" className="size-[1.1em]" />
          {fault}
        </p>
      )}
      {hint && <p className="text-ink-3">{hint}</p>}
    </div>
  )
}
