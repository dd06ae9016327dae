import { useId, useLayoutEffect, useRef, type ReactNode } from 'react'
import { Icon } from './icon.tsx'

interface SheetProps {
  open: boolean
  title: string
  onClose: () => void
  children: ReactNode
  /** Stays in sight below the scrolling part: usually one Button. */
  footer?: ReactNode
}

/** A sheet that rises from the bottom. The native dialog keeps the focus inside, hears Esc and gives the focus back. */
export function Sheet({ open, title, onClose, children, footer }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const titleId = useId()

  // Before the screen is painted, so that no press can fall between the state and the dialog.
  useLayoutEffect(() => {
    const element = dialog.current
    if (open && !element?.open) {
      element?.showModal()
      // To the question itself, not to the cross that leaves it.
      heading.current?.focus()
    }
    if (!open && element?.open) element.close()
  }, [open])

  return (
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      className="mx-auto mt-auto mb-0 max-h-[85dvh] w-full max-w-[40rem] rounded-t-[1rem] bg-paper p-0 text-ink
        shadow-float backdrop:bg-veil open:flex open:flex-col open:rise"
      onCancel={(event) => {
        // The one who holds `open` closes it; the dialog must not run ahead.
        event.preventDefault()
        onClose()
      }}
      onClick={(event) => {
        // The dialog itself is hit only where its content is not: on the veil.
        if (event.target === event.currentTarget) onClose()
      }}
    >
      <div className="flex min-h-0 flex-col">
        <div className="flex items-center justify-between gap-3 pt-2 pr-2 pl-page">
          <h2 ref={heading} id={titleId} tabIndex={-1} className="text-lead outline-none">
            {title}
          </h2>
          <button
            type="button"
            aria-label="关闭"
            className="grid size-target place-items-center rounded-full text-ink-2"
            onClick={onClose}
          >
            <Icon name="close" />
          </button>
        </div>
        <div className="min-h-0 overflow-y-auto px-page pt-1 pb-page">{open && children}</div>
        {footer && (
          <div className="border-t border-line px-page pt-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]">
            {footer}
          </div>
        )}
      </div>
    </dialog>
  )
}
