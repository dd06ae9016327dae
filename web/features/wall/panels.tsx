import type { ReactNode } from 'react'
import { useCall } from '#web/client/queries.ts'
import { shareText } from '#web/ui/figure.tsx'
import { Calm, countText, ListLink, Panel, spanText, type WallData, type WallFigure } from './parts.tsx'
import { RecordRow } from './records.tsx'

const ROWS_MAX = { classes: 8, stages: 5, places: 6 }

/** A name, a bar as long as its share of the longest, a number that opens its list. */
export function Bar({
  name,
  share,
  list,
  kind,
  children,
}: {
  name: string
  share: number
  list: string
  kind: 'teal' | 'blue' | 'late'
  children: ReactNode
}) {
  return (
    <li>
      <ListLink list={list} name={name} isNamed className="wall-bar">
        <span className="wall-bar-name">{name}</span>
        <span className="wall-track">
          <span
            className={`wall-fill wall-fill-${kind}`}
            style={{ transform: `scaleX(${Math.max(0.02, share)})` }}
          />
        </span>
        <span className="wall-bar-value">{children}</span>
      </ListLink>
    </li>
  )
}

export function Classes({ classes, isWide = false }: { classes: WallData['classes']; isWide?: boolean }) {
  const shown = isWide ? classes.length : ROWS_MAX.classes
  const rows = classes.slice(0, shown)
  const most = rows[0]?.count ?? 1
  const rest = classes.length - rows.length
  return (
    <Panel title="事项类别" note={rest > 0 ? `近 30 天 · 另有 ${rest} 类` : '近 30 天'} className="wall-tall">
      {rows.length === 0 ? (
        <Calm more="有人报事后，这里按类别计数">近 30 天没有新报事项</Calm>
      ) : (
        <ul className="wall-bars">
          {rows.map(({ class: id, name, count, list }) => (
            <Bar key={id} {...{ name, list }} kind="teal" share={count / most}>
              {countText(count)}
            </Bar>
          ))}
        </ul>
      )}
    </Panel>
  )
}

export function Stages({ stages }: { stages: WallData['stages'] }) {
  const rows = stages.slice(0, ROWS_MAX.stages)
  const most = rows[0]?.hours ?? 1
  return (
    <Panel title="最慢的环节" note="近 30 天办结事项 · 平均用时">
      {rows.length === 0 ? (
        <Calm more="每个环节办过三件以上才计算">办结的还不多，暂不计算用时</Calm>
      ) : (
        <ul className="wall-bars wall-bars-named">
          {rows.map(({ flow, stage, name, hours, list }) => {
            const [n, unit] = spanText(hours)
            return (
              <Bar key={`${flow} ${stage}`} {...{ name, list }} kind="blue" share={hours / most}>
                {n}
                <small>{unit}</small>
              </Bar>
            )
          })}
        </ul>
      )}
    </Panel>
  )
}

/** Streets of a county, villages of a street, where matters lie too long. Never who reports most: that would only breed reports (handbook R5). */
export function LatePlaces({ data }: { data: WallData }) {
  const isCounty = data.towns.length > 0
  const rows = (isCounty ? data.towns : data.places)
    .filter(({ overdue }) => overdue > 0)
    .sort((a, b) => b.overdue - a.overdue)
    .slice(0, ROWS_MAX.places)
  const most = rows[0]?.overdue ?? 1
  return (
    <Panel title={isCounty ? '超期较多的街道' : '超期较多的村'} note="超期 / 在办">
      {rows.length === 0 ? (
        <Calm>{isCounty ? '各街道' : '各村'}没有超期的事项</Calm>
      ) : (
        <ul className="wall-bars">
          {rows.map(({ division, name, overdue, open }) => (
            <Bar
              key={division}
              name={isCounty ? name : name.replace(/^.*?街道|^.*?镇/, '')}
              kind="late"
              share={overdue / most}
              list={`queue=overdue&division=${division}`}
            >
              {countText(overdue)}
              <small>/ {countText(open)}</small>
            </Bar>
          ))}
        </ul>
      )}
    </Panel>
  )
}

/** The open matters of a village, what is due first before the rest. */
export function OpenRows({ division }: { division: string }) {
  const list = useCall('matters.list', { query: { queue: 'open', division, sort: 'due', limit: 3 } })
  const rows = list.data?.rows ?? []
  return (
    <Panel title="在办事项" note="先到期的在前">
      {rows.length === 0 ? (
        <Calm>
          {list.isPending ? '正在读取' : list.isError ? '没有读到清单，接通后自动更新' : '没有在办的事项'}
        </Calm>
      ) : (
        <ul className="wall-rows">
          {rows.map((row) => (
            <li key={row.id}>
              <RecordRow row={row} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}

/** The three answers side by side: silence is not consent, and nobody's displeasure is rounded away (handbook R6). */
export function Answers({ figures }: { figures: readonly WallFigure[] }) {
  const of = figures[0]?.of ?? 0
  return (
    <Panel title="群众评价" note="近 30 天 · 三项分开计">
      {of === 0 ? (
        <Calm more="办好的事由报事人确认，确认后计入">近 30 天还没有评价</Calm>
      ) : (
        <>
          <div className="wall-answers" aria-hidden="true">
            {figures.map(({ id, value }) => (
              <i key={id} className={`wall-answer-${id}`} style={{ flexGrow: value }} />
            ))}
          </div>
          <ul className="wall-answer-list">
            {figures.map(({ id, name, value, list }) => (
              <li key={id}>
                <ListLink list={list} name={ANSWERS[id] ?? name} isNamed>
                  <b>{countText(value)}</b>
                  <span className="wall-note">{shareText(value, of)}</span>
                  <span className="wall-answer-name">
                    <i className={`wall-answer-${id}`} aria-hidden="true" />
                    {ANSWERS[id] ?? name}
                  </span>
                </ListLink>
              </li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  )
}

const ANSWERS: Readonly<Record<string, string>> = {
  satisfied: '确认满意',
  unanswered: '没有回音',
  refused: '不满意退回',
}
