import type { ReactNode } from 'react'
import { shareText } from '#web/ui/figure.tsx'
import { Calm, countText, ListLink, Panel, spanText, type WallData, type WallFigure } from './parts.tsx'

const ROWS_MAX = { classes: 8, stages: 5, places: 6 }

/** A name, a bar as long as its share of the longest, a number that opens its list. */
function Bar({
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
      <ListLink list={list} className="wall-bar">
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

export function Classes({ classes }: { classes: WallData['classes'] }) {
  const rows = classes.slice(0, ROWS_MAX.classes)
  const most = rows[0]?.count ?? 1
  const rest = classes.slice(ROWS_MAX.classes).length
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
        <ul className="wall-bars">
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

/** Where matters lie too long. Never who reports most: that would only breed reports (handbook R5). */
export function LatePlaces({ places }: { places: WallData['places'] }) {
  const rows = places
    .filter(({ overdue }) => overdue > 0)
    .sort((a, b) => b.overdue - a.overdue)
    .slice(0, ROWS_MAX.places)
  const most = rows[0]?.overdue ?? 1
  return (
    <Panel title="超期较多的村" note="超期 / 在办">
      {rows.length === 0 ? (
        <Calm>各村没有超期的事项</Calm>
      ) : (
        <ul className="wall-bars">
          {rows.map(({ division, name, overdue, open }) => (
            <Bar
              key={division}
              name={name.replace(/^.*?街道|^.*?镇/, '')}
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
                <ListLink list={list}>
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
