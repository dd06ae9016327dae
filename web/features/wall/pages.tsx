import { shareText } from '#web/ui/figure.tsx'
import { Bar, Classes } from './panels.tsx'
import { Calm, countText, ListLink, Panel, spanText, type WallData, type WallFigure } from './parts.tsx'
import { Trend } from './trend.tsx'

/** What stands in the middle of the wall in place of the map, large enough for the last row of chairs. */

/** Trends and classes. */
export function TrendPage({ data }: { data: WallData }) {
  return (
    <div className="wall-page wall-page-trend">
      <Trend data={data} isWide />
      <Classes classes={data.classes} isWide />
    </div>
  )
}

/** How long each stage takes, and what stands in it now. */
export function SpeedPage({ stages }: { stages: WallData['stages'] }) {
  const most = stages[0]?.hours ?? 1
  return (
    <div className="wall-page">
      <Panel title="各环节用时" note="近 30 天办结事项平均用时 · 现在停在这一环节的件数">
        {stages.length === 0 ? (
          <Calm more="每个环节办过三件以上才计算">办结的还不多，暂不计算用时</Calm>
        ) : (
          <ul className="wall-bars wall-bars-large">
            {stages.slice(0, 10).map(({ flow, stage, name, hours, open, count, list }) => {
              const [n, unit] = spanText(hours)
              return (
                <Bar key={`${flow} ${stage}`} {...{ name, list }} kind="blue" share={hours / most}>
                  {n}
                  <small>{unit}</small>
                  <span className="wall-bar-more">
                    {countText(count)} 次平均 · 现有 {countText(open)} 件
                  </span>
                </Bar>
              )
            })}
          </ul>
        )}
      </Panel>
    </div>
  )
}

const QUALITY = [
  ['satisfied', '确认满意', '近 30 天请群众评价的'],
  ['refused', '确认不满意', '近 30 天请群众评价的，退回重办'],
  ['unanswered', '没有回音', '近 30 天请群众评价的，不算满意'],
  ['reopened', '退回重办过', '近 30 天办结的'],
  ['objections', '单位异议', '近 30 天办结、交给单位办过的'],
  ['upheld', '异议成立', '近 30 天办结、提过异议的，换了单位'],
] as const

/** What askers and units said, each by itself (handbook R6, R8). */
export function QualityPage({ figures }: { figures: ReadonlyMap<string, WallFigure> }) {
  return (
    <div className="wall-page wall-page-quality">
      {QUALITY.map(([id, name, of]) => {
        const figure = figures.get(id)
        return figure ? <Quality key={id} figure={figure} name={name} of={of} /> : null
      })}
    </div>
  )
}

function Quality({ figure, name, of }: { figure: WallFigure; name: string; of: string }) {
  const share = shareText(figure.value, figure.of ?? 0)
  return (
    <section className={`wall-panel wall-quality wall-quality-${figure.id}`}>
      <h2>{name}</h2>
      <ListLink list={figure.list} name={name}>
        <b className={share === '' ? 'wall-none' : ''}>{share === '' ? '暂无' : share}</b>
        <span className="wall-of">
          {countText(figure.value)} / {countText(figure.of ?? 0)}
        </span>
      </ListLink>
      <p className="wall-note">{of}</p>
    </section>
  )
}
