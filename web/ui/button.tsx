import { useId, type ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'
import { Link } from './link.tsx'
import { Spinner } from './spinner.tsx'

const looks = {
  primary: 'bg-brand text-on-brand active:bg-brand-deep',
  soft: 'bg-brand-soft text-brand active:text-brand-deep',
  plain: 'border border-edge bg-paper text-ink active:bg-well',
  danger: 'border border-late bg-paper text-late active:bg-late-soft',
} as const

export interface ButtonProps {
  children: ReactNode
  kind?: keyof typeof looks
  icon?: IconName | undefined
  /** Fills the width, as the one action at the bottom of a phone screen does. */
  full?: boolean
  /** The work has begun: the button keeps its words and takes no second press. */
  busy?: boolean
  /** Why this may not be done now. Its presence is what disables: no button is grey without a sentence. */
  reason?: string | undefined
  type?: 'button' | 'submit'
  /** Makes it a link that looks like a button. */
  href?: string
  onClick?: () => void
}

/** A verb to press. Disabled, it can still be focused, so that its reason can be heard. */
export function Button({
  kind = 'primary',
  type = 'button',
  full = false,
  busy = false,
  ...props
}: ButtonProps) {
  const reasonId = useId()
  const { children, icon, reason, href, onClick } = props
  const idle = Boolean(reason) || busy
  const className = `inline-flex min-h-target items-center justify-center gap-2 rounded-card px-5 py-2 text-center
    font-bold transition-colors aria-disabled:border-transparent aria-disabled:bg-well aria-disabled:text-ink-3
    ${full ? 'w-full' : ''} ${looks[kind]}`
  const words = (
    <>
      {busy ? <Spinner /> : icon && <Icon name={icon} />}
      <span>{children}</span>
    </>
  )
  if (href && !idle) {
    return (
      <Link href={href} className={className} onClick={onClick}>
        {words}
      </Link>
    )
  }
  const button = (
    <button
      type={type}
      className={className}
      aria-disabled={idle || undefined}
      aria-busy={busy || undefined}
      aria-describedby={reason ? reasonId : undefined}
      onClick={(event) => {
        if (idle) event.preventDefault()
        else onClick?.()
      }}
    >
      {words}
    </button>
  )
  if (!reason) return button
  return (
    <div className={`grid gap-1 ${full ? 'w-full' : ''}`}>
      {button}
      <p id={reasonId} className="text-center text-small text-ink-2">
        {reason}
      </p>
    </div>
  )
}
