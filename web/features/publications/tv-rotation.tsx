import { useCallback, useEffect, useState } from 'react'
import { usePublication, type Posted, type Publication } from '#web/client/board.ts'
import { usePresses } from '#web/ui/use-presses.ts'
import { Head, usePages } from './tv-pages.tsx'

/** Long enough to read a page aloud. */
const PAGE_MS = 12_000
/** Whoever stopped it has gone. */
const RESUME_MS = 60_000
/** The rest of a long table is for the remote and the phone. */
const PAGES_MAX = 5

interface Props {
  rows: readonly Posted[]
  /** What is said where nothing hangs. */
  place: string
  phones: readonly { name: string; phone: string }[]
  counts: string | undefined
  onOpen: (id: string) => void
}

/** A hall's board: every publication for all in turn, page by page. Any key stops it, left and right go on by hand. */
export function RotationTv({ rows, place, phones, counts, onOpen }: Props) {
  const open = rows.filter(({ readable }) => readable)
  const [turn, setTurn] = useState(0)
  const [pausedAt, setPausedAt] = useState<number>()
  const isPaused = pausedAt !== undefined
  const next = useCallback(() => setTurn((now) => now + 1), [])
  const at = open.length === 0 ? 0 : ((turn % open.length) + open.length) % open.length
  const row = open[at]
  useEffect(() => {
    if (pausedAt === undefined) return undefined
    const timer = setTimeout(() => setPausedAt(undefined), RESUME_MS)
    return () => clearTimeout(timer)
  }, [pausedAt])
  usePresses((key) => {
    if (/^(Escape|GoBack|BrowserBack)$/.test(key)) return false
    const step = { ArrowLeft: -1, ArrowRight: 1 }[key]
    if (step !== undefined) setTurn(turn + step)
    if (key === 'Enter' && isPaused && row) onOpen(row.id)
    else setPausedAt(Date.now())
    return true
  })
  return (
    <div className="grid h-full grid-rows-[minmax(0,1fr)_auto] gap-4">
      {row ? (
        <Turn key={`${row.id} ${turn}`} id={row.id} isPaused={isPaused} onDone={next} />
      ) : (
        <Nothing {...{ place, phones, counts }} />
      )}
      <footer className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-center text-small text-ink-3">
        {/* The focus has a home, so that the remote is heard. */}
        <button type="button" className="min-h-[2rem] rounded-card border border-edge px-6">
          {isPaused ? '已停下' : '自动轮播'}
        </button>
        <span className="px-6">
          {isPaused ? '按确定看这一项，左右换一项；一分钟不按就接着轮播' : '按任意键停下；按返回键回首页'}
        </span>
        <span>
          {counts}
          {open.length > 0 && `　第 ${at + 1} / ${open.length} 项`}
        </span>
      </footer>
    </div>
  )
}

interface TurnProps {
  id: string
  isPaused: boolean
  onDone: () => void
}

function Turn({ id, isPaused, onDone }: TurnProps) {
  const { data, error } = usePublication(id)
  // Not to be read now, and not kept: the next one may be.
  useEffect(() => {
    if (data || !error || isPaused) return undefined
    const timer = setTimeout(onDone, PAGE_MS / 4)
    return () => clearTimeout(timer)
  }, [data, error, isPaused, onDone])
  if (!data) return <p className="self-center text-center text-lead text-ink-2">正在读取下一项</p>
  return <Slides publication={data} isPaused={isPaused} onDone={onDone} />
}

function Slides({ publication, isPaused, onDone }: Omit<TurnProps, 'id'> & { publication: Publication }) {
  const pages = usePages(publication)
  const shown = [...pages.filter(({ part }) => part !== 'phone').slice(0, PAGES_MAX), ...pages.slice(-1)]
  const [at, setAt] = useState(0)
  const here = Math.min(at, shown.length - 1)
  const isLast = here >= shown.length - 1
  useEffect(() => {
    if (isPaused) return undefined
    const timer = setTimeout(() => (isLast ? onDone() : setAt(here + 1)), PAGE_MS)
    return () => clearTimeout(timer)
  }, [here, isLast, isPaused, onDone])
  const page = shown[here]
  if (!page) return null
  return (
    <article className="grid h-full grid-rows-[auto_minmax(0,1fr)] gap-4">
      <Head publication={publication} says={page.says} />
      <div className="min-h-0 overflow-hidden">{page.draw()}</div>
    </article>
  )
}

function Nothing({ place, phones, counts }: Pick<Props, 'place' | 'phones' | 'counts'>) {
  return (
    <div className="grid content-center justify-items-center gap-5 text-center">
      <h1 className="font-title text-display font-bold">{place}</h1>
      <p className="text-lead text-ink-2">公开栏上现在还没有内容。{counts}</p>
      {phones.map(({ name, phone }) => (
        <p key={name} className="text-title">
          {name} {phone}
        </p>
      ))}
    </div>
  )
}
