import { Icon } from './icon.tsx'
import { Link } from './link.tsx'

/** The share as `91.9%`, rounded down: nothing reads 100% before it is whole. Empty when there is nothing to share. */
export function shareText(value: number, of: number): string {
  if (of <= 0) return ''
  const tenths = Math.floor((value * 1000) / of)
  return tenths % 10 === 0 ? `${tenths / 10}%` : `${(tenths / 10).toFixed(1)}%`
}

interface FigureProps {
  label: string
  value: number
  /** What it is a part of; a figure without one is a plain count. */
  of?: number | undefined
  unit?: string
  note?: string | undefined
  /** The list this number counts. */
  href?: string | undefined
}

const count = (value: number) => value.toLocaleString('zh-CN')

/** A number with its denominator, opening the list it counts. */
export function Figure({ label, value, of, unit, note, href }: FigureProps) {
  const share = of === undefined ? '' : shareText(value, of)
  const tail =
    [of !== undefined && `/ ${count(of)}`, unit].filter(Boolean).join(' ') + (share && `，${share}`)
  const inside = (
    <>
      <span className="block text-small text-ink-2">
        {label}
        {href && <Icon name="forward" className="ml-0.5 size-[0.9em] align-[-0.1em] text-ink-3" />}
      </span>
      <span className="block">
        <b className="font-numerals text-display tabular-nums">{count(value)}</b>{' '}
        <span className="inline-block text-small whitespace-nowrap text-ink-2">{tail}</span>
      </span>
      {note && <span className="block text-small text-ink-3">{note}</span>}
    </>
  )
  const look = 'block min-w-0 rounded-small'
  return href ? (
    <Link href={href} className={look}>
      {inside}
    </Link>
  ) : (
    <div className={look}>{inside}</div>
  )
}
