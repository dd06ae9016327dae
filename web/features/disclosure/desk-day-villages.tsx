import { useLayoutEffect, useRef, useState } from 'react'
import type { Output } from '#web/client/call.ts'
import { paths } from '#web/surfaces/desk/paths.ts'
import { Icon } from '#web/ui/icon.tsx'
import { Link } from '#web/ui/link.tsx'

export type Progress = Output<'disclosure.day'>

/** Nobody scrolls a wall: what does not fit is drawn smaller, down to this; then streets stand for their villages. */
const SMALLEST = 0.6
const STEP = 0.04

/** The villages as large as all of them fit. */
export function Fitted({ progress }: { progress: Progress }) {
  const box = useRef<HTMLDivElement>(null)
  const [isTooMuch, setTooMuch] = useState(false)
  // After every drawing: numbers grow wider as the day goes on.
  useLayoutEffect(() => {
    const fit = () => {
      // Streets once, streets until the screen is opened anew: nothing may flicker on a wall.
      if (isTooMuch) return
      const inner = box.current?.firstElementChild
      if (!box.current || !(inner instanceof HTMLElement)) return
      let zoom = 1
      inner.style.zoom = '1'
      while (inner.getBoundingClientRect().height > box.current.clientHeight && zoom > SMALLEST) {
        zoom -= STEP
        inner.style.zoom = String(zoom)
      }
      setTooMuch(zoom <= SMALLEST)
    }
    fit()
    addEventListener('resize', fit)
    return () => removeEventListener('resize', fit)
  })
  return (
    <div ref={box} className="min-h-0 overflow-hidden px-6">
      {isTooMuch ? <Towns progress={progress} /> : <Villages progress={progress} />}
    </div>
  )
}

/** A county too large for its villages on one screen: its streets. */
function Towns({ progress: { villages } }: { progress: Progress }) {
  const towns = [...new Map(villages.map(({ town, townName }) => [town, townName]))]
  return (
    <ul className="grid grid-cols-3 gap-3 pt-4">
      {towns.map(([code, name]) => {
        const own = villages.filter(({ town, due }) => town === code && due > 0)
        const ready = own.filter(({ due, published }) => due === published).length
        return (
          <li key={code} className="rounded-card border border-line px-4 py-2">
            <b className="text-lead">{name}</b>
            <p className="text-ink-2 tabular-nums">
              {sum(own, 'published')} / {sum(own, 'due')} 项，{ready} / {own.length} 个村全部公开
            </p>
          </li>
        )
      })}
    </ul>
  )
}

/** Street by street in the order of the codes: nobody stands first or last. */
export function Villages({ progress: { villages } }: { progress: Progress }) {
  const towns = [...new Map(villages.map(({ town, townName }) => [town, townName]))]
  return (
    <div className="columns-[22rem] gap-6 pt-4">
      {towns.map(([code, name]) => {
        const own = villages.filter(({ town, due }) => town === code && due > 0)
        if (own.length === 0) return null
        const [up, of] = [sum(own, 'published'), sum(own, 'due')]
        return (
          <section key={code} aria-label={name} className="break-inside-avoid pb-4">
            <h2 className="flex items-baseline justify-between pb-1 font-bold">
              {name}
              <span className="font-normal text-ink-2 tabular-nums">
                {up} / {of}
              </span>
            </h2>
            <ul className="grid grid-cols-3 gap-1">
              {own.map((village) => (
                <Village key={village.division} village={village} />
              ))}
            </ul>
          </section>
        )
      })}
    </div>
  )
}

const sum = (rows: Progress['villages'], key: 'due' | 'published') =>
  rows.reduce((total, row) => total + row[key], 0)

function Village({ village: { division, name, due, published } }: { village: Progress['villages'][number] }) {
  const isReady = published === due
  return (
    <li>
      <Link
        href={paths.disclosureVillage(division)}
        className={`flex items-center justify-between gap-1 rounded-small border px-1.5 py-0.5 text-small ${isReady ? 'border-brand bg-brand-soft text-brand' : published > 0 ? 'border-line bg-wait-soft' : 'border-line bg-paper'}`}
      >
        <span className="truncate">{name}</span>
        <span className="flex shrink-0 items-center tabular-nums">
          {isReady && <Icon name="check" label="全部公开" className="size-4" />}
          {isReady ? due : `${published}/${due}`}
        </span>
      </Link>
    </li>
  )
}
