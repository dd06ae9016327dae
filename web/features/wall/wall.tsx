import './wall.css'
import './panels.css'
import './map.css'
import './streams.css'
import './drill.css'
import { useCallback, useEffect, useLayoutEffect, type ReactNode } from 'react'
import { useCounty } from '#web/client/county.ts'
import { shareText } from '#web/ui/figure.tsx'
import { usePlace, type Go, type Place } from './address.ts'
import { Digits } from './digits.tsx'
import { Events } from './events.tsx'
import { useWall } from './fresh.ts'
import { Header } from './header.tsx'
import { WallMap } from './map.tsx'
import { QualityPage, SpeedPage, TrendPage } from './pages.tsx'
import { Answers, Classes, LatePlaces, OpenRows, Stages } from './panels.tsx'
import { countText, ListLink, OpenList, type WallData, type WallFigure } from './parts.tsx'
import { Records } from './records.tsx'
import { useRotation, useTour } from './rotation.ts'
import { Denied, SignIn } from './sign-in.tsx'
import { Strip } from './strip.tsx'
import { Trend } from './trend.tsx'

/** The command centre’s wall: read only, live, and every number opens its records. */
export function WallScreen() {
  const [place, go] = usePlace()
  const wall = useWall(place.division)
  const county = useCounty()
  const { data, error } = wall
  const status = error?.status
  const own = data?.path[0]?.division
  const rotation = useRotation(useTour(data, own), place, own, go)
  // Somebody of another post opened the address: their own place is what they may see.
  const isElsewhere = status === 403 && place.division !== undefined
  useEffect(() => {
    if (isElsewhere) go({}, 'replace')
  }, [isElsewhere, go])
  const isAlarm = (data?.figures.find(({ id }) => id === 'urgent-overdue')?.value ?? 0) > 0
  return (
    <div className={isAlarm && status === undefined ? 'wall wall-is-alarm' : 'wall'}>
      <Header {...{ place, go, rotation, data, wall }} county={county?.name} />
      {status === 401 ? (
        <SignIn isDemo={county?.demo} />
      ) : status === 403 && !isElsewhere ? (
        <Denied />
      ) : data ? (
        <Body {...{ data, place, go }} />
      ) : (
        <p role="status" className="wall-waiting appear-late">
          {wall.hasFailed ? '没有连上服务器，正在重试。接通后这里会自动亮起来。' : '正在读取数据'}
        </p>
      )}
    </div>
  )
}

function Body({ data, place, go }: { data: WallData; place: Place; go: Go }) {
  const figures = new Map(data.figures.map((figure) => [figure.id, figure]))
  const pick = (...ids: string[]) => ids.flatMap((id) => figures.get(id) ?? [])
  const { division, view, list, name } = place
  const open = useCallback(
    (opened: string, called: string) => go({ division, view, list: opened, name: called }),
    [go, division, view],
  )
  const close = useCallback(() => go({ division, view }), [go, division, view])
  useEscape({ data, place, go, close })
  return (
    <OpenList.Provider value={open}>
      <main className="wall-body">
        <div className="wall-column">
          <Classes classes={data.classes} />
          <Trend data={data} />
          <Stages stages={data.stages} />
        </div>
        <div className="wall-middle">
          <div className="wall-figures">
            {pick('opened-today', 'open', 'overdue', 'ended').map((figure) => (
              <BigFigure key={figure.id} figure={figure} note={<Note id={figure.id} data={data} />} />
            ))}
          </div>
          {view === 'trend' ? (
            <TrendPage data={data} />
          ) : view === 'speed' ? (
            <SpeedPage stages={data.stages} />
          ) : view === 'quality' ? (
            <QualityPage figures={figures} />
          ) : (
            <WallMap data={data} figures={figures} onEnter={(to) => go({ division: to })} />
          )}
          <div className="wall-rates">
            {pick('closing', 'on-time', 'satisfied').map((figure) => (
              <Rate key={figure.id} figure={figure} />
            ))}
          </div>
        </div>
        <div className="wall-column">
          <Events key={data.area.division} events={data.events} />
          {data.area.division.length > 9 ? (
            <OpenRows division={data.area.division} />
          ) : (
            <LatePlaces data={data} />
          )}
          <Answers figures={pick('satisfied', 'unanswered', 'refused')} />
        </div>
      </main>
      <Strip data={data} figures={figures} />
      {list !== undefined && <Records key={list} list={list} name={name ?? '清单'} onClose={close} />}
    </OpenList.Provider>
  )
}

/**
 * Escape closes the list, then goes one place up. It listens anew before the page is painted: an effect comes after, and
 * a second press in between would be heard as if the list were still open.
 */
function useEscape({ data, place, go, close }: { data: WallData; place: Place; go: Go; close: () => void }) {
  useLayoutEffect(() => {
    const back = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      if (place.list !== undefined) return close()
      const above = data.path.at(-2)
      if (place.view !== undefined) return go({ division: place.division })
      if (above) go(above === data.path[0] ? {} : { division: above.division })
    }
    window.addEventListener('keydown', back)
    return () => window.removeEventListener('keydown', back)
  }, [data, place, go, close])
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
      <ListLink list={warned.list} name={warned.name} isNamed>
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
