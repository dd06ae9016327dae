import { createContext, useContext, type MouseEvent, type ReactNode } from 'react'
import type { Output } from '#web/client/call.ts'

export type WallData = Output<'wall.show'>
export type WallFigure = WallData['figures'][number]

/** Opens the records of a list on the wall, beside the numbers. */
export const OpenList = createContext<(list: string, name: string) => void>(() => undefined)

/**
 * What a link to a list does: a plain click opens the records here, any other the desk. Read out with its name.
 */
export function useListLink(list: string, name: string) {
  const open = useContext(OpenList)
  return {
    href: `/desk/matters?${list}`,
    target: 'gongzhi-desk',
    onClick: (event: MouseEvent) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return
      event.preventDefault()
      open(list, name)
    },
  }
}

const VILLAGE_DIGITS = 12

/** A list of the area that is looked at, from that of the whole post; a village’s without what its numbers leave out. */
export const listWithin = ({ area, path }: Pick<WallData, 'area' | 'path'>, list: string) => {
  const own = path[0]?.division ?? ''
  if (own.length >= VILLAGE_DIGITS) return `${list}&confidential=no`
  return area.division === own ? list : `${list}&division=${area.division}`
}

/** The list behind a number. */
export function ListLink({
  list,
  name,
  isNamed = false,
  className,
  children,
}: {
  list: string
  /** What the number is called. */
  name: string
  /** Whether the name stands inside the link and need not be read out before it. */
  isNamed?: boolean
  className?: string
  children: ReactNode
}) {
  const link = useListLink(list, name)
  return (
    <a {...link} className={`wall-link ${className ?? ''}`}>
      {!isNamed && <span className="sr-only">{name} </span>}
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
