import { Button } from 'antd'
import { useEffect } from 'react'
import { useLocation, useSearch } from 'wouter'
import { useLive } from '#web/client/live.ts'
import { useCall } from '#web/client/queries.ts'
import { DeskSheet } from '#web/matters/desk-export.tsx'
import { Blank, Trouble, Waiting } from '#web/matters/desk-state.tsx'
import { paths } from '#web/surfaces/desk/paths.ts'
import { shareText } from '#web/ui/figure.tsx'
import { Link } from '#web/ui/link.tsx'
import { useNow } from '#web/ui/use-now.ts'
import { hourText, momentText } from '#web/ui/when.ts'
import { useToday } from './desk-day-of.ts'
import { Fitted, Villages, type Progress } from './desk-day-villages.tsx'
import { dayWords } from './desk-words.ts'

/** Asked for at least this often, should the live line be down. */
const POLL_MS = 30_000

function useProgress() {
  const given = new URLSearchParams(useSearch())
  const [under, on] = [given.get('under'), given.get('on')]
  const query = { ...(under ? { under } : {}), ...(on ? { on } : {}) }
  return { query, ...useCall('disclosure.day', { query }, { everyMs: () => POLL_MS, keepsLast: true }) }
}

/** 公开日 on the desk: how much of what is due that day each village has up, as it happens. */
export function DayDesk() {
  const { query, data, error, refetch } = useProgress()
  const [, navigate] = useLocation()
  if (!data) return error ? <Trouble error={error} onRetry={() => void refetch()} /> : <Waiting />
  if (data.day === undefined) return <NoDay />
  return (
    <div className="grid h-full min-h-0 grid-rows-[auto_minmax(0,1fr)] bg-paper">
      <Progressing progress={data}>
        <DeskSheet of="disclosure.day" input={{ query }} isEmpty={data.villages.length === 0} />
        <Button onClick={() => navigate(paths.disclosureDayWall(query))}>投到大屏</Button>
      </Progressing>
      <div className="grid min-h-0 grid-cols-[minmax(0,1fr)_20rem]">
        <div className="min-h-0 overflow-y-auto px-6 pb-6">
          <Villages progress={data} />
        </div>
        <Last last={data.last} />
      </div>
    </div>
  )
}

const NoDay = () => (
  <Blank icon="clock" title="本区没有定公开日">
    公开目录里没有写每月哪一天是公开日；各项按自己的期限到期，请看督看。
  </Blank>
)

/** Letters of a wall screen, read from across a room, when the desk’s are sixteen. */
const WALL_ROOT_PX = 23

/** The same on a wall: nothing but the day, large, refreshed by itself. Escape leads back. */
export function DayWall() {
  const { query, data, error, refetch } = useProgress()
  const isLive = useLive()
  const [, navigate] = useLocation()
  useEffect(() => {
    const { style } = document.documentElement
    style.fontSize = `${WALL_ROOT_PX}px`
    return () => {
      style.fontSize = ''
    }
  }, [])
  useEffect(() => {
    const leave = (event: KeyboardEvent) => {
      if (event.key === 'Escape') navigate(paths.disclosureDay(query))
    }
    addEventListener('keydown', leave)
    return () => removeEventListener('keydown', leave)
  })
  if (!data) return error ? <Trouble error={error} onRetry={() => void refetch()} /> : <Waiting />
  if (data.day === undefined) return <NoDay />
  return (
    <main className="grid h-full grid-rows-[auto_minmax(0,1fr)] overflow-hidden bg-paper">
      <Progressing progress={data}>
        <span className="flex items-center gap-3 text-ink-2">
          {hourText(data.asOf)} {isLive && !error ? '实时' : '连接断开，这是最后读到的'}
          <button
            type="button"
            className="rounded-card border border-edge px-3 py-1 hover:bg-ground"
            onClick={() => void toggleFullScreen()}
          >
            全屏
          </button>
          <Link
            href={paths.disclosureDay(query)}
            className="rounded-card border border-edge px-3 py-1 hover:bg-ground"
          >
            退出
          </Link>
        </span>
      </Progressing>
      <div className="grid min-h-0 grid-cols-[minmax(0,1fr)_16rem]">
        <Fitted progress={data} />
        <Last last={data.last} />
      </div>
    </main>
  )
}

const toggleFullScreen = (): Promise<void> =>
  document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()

function Progressing({ progress, children }: { progress: Progress; children: React.ReactNode }) {
  const today = useToday()
  const { name, on, day, due, published, villages } = progress
  const owing = villages.filter((village) => village.due > 0)
  const ready = owing.filter((village) => village.published === village.due).length
  const share = shareText(published, due)
  return (
    <header className="grid gap-3 border-b border-line px-6 py-4">
      <div className="flex items-center gap-4">
        <h1 className="text-title font-bold">
          {name}公开日{' '}
          <span className="font-normal text-ink-2">
            {dayWords(on, today)}
            {on === today ? '，就是今天' : on > today ? `，每月 ${day} 日` : '，已经过了'}
          </span>
        </h1>
        <span className="flex-1" />
        {children}
      </div>
      {due === 0 ? (
        <p className="text-ink-2">这一天没有到期的公开事项。</p>
      ) : (
        <div className="flex items-end gap-8">
          <p>
            <b className="font-numerals text-display tabular-nums">{published.toLocaleString('zh-CN')}</b>
            <span className="text-ink-2 tabular-nums">
              {' '}
              / {due.toLocaleString('zh-CN')} 项已公开，{share}
            </span>
          </p>
          <p>
            <b className="font-numerals text-display tabular-nums">{ready}</b>
            <span className="text-ink-2 tabular-nums"> / {owing.length} 个村全部公开</span>
          </p>
          <span
            role="img"
            aria-label={`已公开 ${share}`}
            className="mb-2 flex h-3 flex-1 overflow-hidden rounded-small bg-well"
          >
            <span className="bg-brand" style={{ width: `${(published / due) * 100}%` }} />
          </span>
        </div>
      )}
    </header>
  )
}

function Last({ last }: { last: Progress['last'] }) {
  const now = useNow()
  return (
    <aside aria-label="刚刚公开" className="min-h-0 overflow-hidden border-l border-line bg-ground p-5">
      <h2 className="pb-2 font-bold">刚刚公开</h2>
      {last.length === 0 && <p className="text-ink-2">这一天到期的还没有公开。一有公开就出现在这里。</p>}
      <ol className="grid gap-2.5">
        {last.map(({ publication, name, title, at }) => (
          <li key={publication}>
            <Link href={paths.publication(publication)} className="line-clamp-2 hover:text-brand">
              <b>{name}</b> {title}
            </Link>
            <time dateTime={at} className="text-small text-ink-3">
              {momentText(at, now)}
            </time>
          </li>
        ))}
      </ol>
    </aside>
  )
}
