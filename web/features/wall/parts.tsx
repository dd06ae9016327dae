import type { ReactNode } from 'react'
import type { Output } from '#web/client/call.ts'

export type WallData = Output<'wall.show'>
export type WallFigure = WallData['figures'][number]

/** The desk's list behind a number. The wall stays where it hangs: lists open beside it. */
export function ListLink({
  list,
  name,
  className,
  children,
}: {
  list: string
  /** Read out before the number where its words stand outside the link. */
  name?: string
  className?: string
  children: ReactNode
}) {
  return (
    <a href={`/desk/matters?${list}`} target="gongzhi-desk" className={`wall-link ${className ?? ''}`}>
      {name !== undefined && <span className="sr-only">{name} </span>}
      {children}
      <span className="sr-only">，打开清单</span>
    </a>
  )
}

/** A framed part of the wall. */
export function Panel({
  title,
  note,
  className,
  children,
}: {
  title: string
  note?: ReactNode
  className?: string
  children: ReactNode
}) {
  return (
    <section className={`wall-panel ${className ?? ''}`}>
      <header>
        <h2>{title}</h2>
        {note !== undefined && <span className="wall-note">{note}</span>}
      </header>
      {children}
    </section>
  )
}

/** What stands where there is nothing to count: said once, calmly, in the middle. */
export function Calm({ children, more }: { children: ReactNode; more?: ReactNode }) {
  return (
    <div className="wall-calm">
      <span>{children}</span>
      {more !== undefined && <small>{more}</small>}
    </div>
  )
}

export const countText = (n: number) => n.toLocaleString('zh-CN')

/** Hours below two days, days above: what a duty officer would say. */
export function spanText(hours: number): readonly [n: string, unit: string] {
  if (hours < 1) return [String(Math.max(1, Math.round(hours * 60))), '分钟']
  return hours < 48 ? [hours.toFixed(1), '小时'] : [(hours / 24).toFixed(1), '天']
}
