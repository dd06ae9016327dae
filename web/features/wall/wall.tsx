import './wall.css'
import './panels.css'
import './map.css'
import './streams.css'
import type { ReactNode } from 'react'
import { useCounty } from '#web/client/county.ts'
import { shareText } from '#web/ui/figure.tsx'
import { Digits } from './digits.tsx'
import { Events } from './events.tsx'
import { useSeconds, useWall } from './fresh.ts'
import { dateText, lineOf, lineText, secondText } from './line.ts'
import { WallMap } from './map.tsx'
import { Answers, Classes, LatePlaces, Stages } from './panels.tsx'
import { countText, ListLink, type WallData, type WallFigure } from './parts.tsx'
import { Denied, SignIn } from './sign-in.tsx'
import { Trend } from './trend.tsx'

/** The command centre’s wall: read only, live, and every number opens its records on the desk. */
export function WallScreen() {
  const wall = useWall()
  const county = useCounty()
  const { data, error } = wall
  const status = error?.status
  return (
    <div className="wall">
      <Header
        title={titleOf(data, county?.name)}
        data={data}
        isLive={wall.isLive}
        failed={wall.isError}
        updatedAt={wall.dataUpdatedAt}
      />
      {status === 401 ? (
        <SignIn isDemo={county?.demo} />
      ) : status === 403 ? (
        <Denied />
      ) : data ? (
        <Body data={data} />
      ) : (
        <p role="status" className="wall-waiting appear-late">
          {wall.hasFailed ? '没有连上服务器，正在重试。接通后这里会自动亮起来。' : '正在读取数据'}
        </p>
      )}
    </div>
  )
}

/** The county’s centre, or the wall of the town or village whose numbers these are. */
function titleOf(data: WallData | undefined, county: string | undefined): string {
  if (!data) return `${county ?? ''}社会治理综合指挥中心`
  return data.area.division.length <= 6
    ? `${data.county}社会治理综合指挥中心`
    : `${data.area.name}社会治理大屏`
}

function Header({
  title,
  data,
  isLive,
  failed,
  updatedAt,
}: {
  title: string
  data: WallData | undefined
  isLive: boolean
  failed: boolean
  updatedAt: number
}) {
  const now = useSeconds()
  const line = lineOf(isLive, failed, updatedAt, now)
  const villages = data?.places.length ?? 0
  return (
    <header className="wall-header">
      <p className="wall-where">
        {data && (
          <>
            <b>{data.area.name}</b>
            {villages > 1 && <span>{villages} 个村、社区</span>}
          </>
        )}
      </p>
      <h1>{title}</h1>
      <p className="wall-when">
        <span>{dateText(now)}</span>
        <b>{secondText(now)}</b>
        {data && (
          <span className={`wall-line wall-line-${line}`} role="status">
            <i aria-hidden="true" />
            <span>
              数据时间 {secondText(Date.parse(data.at))} · {lineText(line, updatedAt, now)}
            </span>
          </span>
        )}
      </p>
    </header>
  )
}

function Body({ data }: { data: WallData }) {
  const figures = new Map(data.figures.map((figure) => [figure.id, figure]))
  const pick = (...ids: string[]) => ids.flatMap((id) => figures.get(id) ?? [])
  return (
    <main className="wall-body">
      <div className="wall-column">
        <Classes classes={data.classes} />
        <Trend days={data.days} />
        <Stages stages={data.stages} />
      </div>
      <div className="wall-middle">
        <div className="wall-figures">
          {pick('opened-today', 'open', 'overdue', 'ended').map((figure) => (
            <BigFigure key={figure.id} figure={figure} note={<Note id={figure.id} data={data} />} />
          ))}
        </div>
        <WallMap data={data} urgent={figures.get('urgent')} />
        <div className="wall-rates">
          {pick('closing', 'on-time', 'satisfied').map((figure) => (
            <Rate key={figure.id} figure={figure} />
          ))}
        </div>
      </div>
      <div className="wall-column">
        <Events events={data.events} />
        <LatePlaces places={data.places} />
        <Answers figures={pick('satisfied', 'unanswered', 'refused')} />
      </div>
    </main>
  )
}

function BigFigure({ figure, note }: { figure: WallFigure; note: ReactNode }) {
  return (
    <div className={`wall-figure wall-figure-${figure.id}`}>
      <span className="wall-label">{figure.name}</span>
      <ListLink list={figure.list} name={figure.name}>
        <Digits value={figure.value} />
        <span className="wall-unit">件</span>
      </ListLink>
      <span className="wall-note">{note}</span>
    </div>
  )
}

/** What puts a big number in proportion. */
function Note({ id, data }: { id: string; data: WallData }) {
  const of = (name: string) => data.figures.find((figure) => figure.id === name)
  if (id === 'opened-today') {
    const days = data.days.slice(0, -1)
    const mean = days.reduce((sum, { opened }) => sum + opened, 0) / Math.max(1, days.length)
    return <>{mean === 0 ? '前些天没有新报' : `前 ${days.length} 天平均每天 ${mean.toFixed(1)} 件`}</>
  }
  const warned = of('warned')
  if (id === 'open' && warned) {
    return (
      <ListLink list={warned.list}>
        临期 <b>{countText(warned.value)}</b> 件
      </ListLink>
    )
  }
  if (id === 'overdue') {
    const share = shareText(of('overdue')?.value ?? 0, of('open')?.value ?? 0)
    return <>{share === '' ? '没有在办的事项' : `占正在办理的 ${share}`}</>
  }
  return <>含当场办好的</>
}

const RATES: Readonly<Record<string, string>> = {
  closing: '近 30 天新报的，已经办结',
  'on-time': '近 30 天办结的，没有超期',
  satisfied: '近 30 天请群众评价的，确认满意',
}

/** A share with both its numbers; without a denominator there is no share, and it says so. */
function Rate({ figure }: { figure: WallFigure }) {
  const { name, value, of = 0, list, id } = figure
  const share = shareText(value, of)
  return (
    <div className="wall-rate">
      <span className="wall-label">{name}</span>
      <ListLink list={list} name={name}>
        <b className={share === '' ? 'wall-share wall-none' : 'wall-share'}>
          {share === '' ? '暂无' : share}
        </b>
        <span className="wall-of">
          {countText(value)} / {countText(of)}
        </span>
      </ListLink>
      <span className="wall-note">{RATES[id]}</span>
    </div>
  )
}
