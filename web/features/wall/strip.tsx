import { countText, ListLink, type WallData, type WallFigure } from './parts.tsx'

/** The foot of the wall: what must not be missed, and whom to call. */
export function Strip({ data, figures }: { data: WallData; figures: ReadonlyMap<string, WallFigure> }) {
  return (
    <footer className="wall-strip">
      <Warnings figures={figures} />
      <Duty duty={data.duty} />
    </footer>
  )
}

/** Red only for emergencies; what is late or disputed is amber and says so in words. */
function Warnings({ figures }: { figures: ReadonlyMap<string, WallFigure> }) {
  const late = figures.get('urgent-overdue')
  const urgent = figures.get('urgent')
  const rows = [
    late && late.value > 0 ? { figure: late, kind: 'alarm' } : { figure: urgent, kind: 'urgent' },
    { figure: figures.get('overdue'), kind: 'late' },
    { figure: figures.get('disputed'), kind: 'late' },
  ].flatMap(({ figure, kind }) => (figure && figure.value > 0 ? [{ figure, kind }] : []))
  return (
    <p className="wall-warnings">
      <b>预警</b>
      {rows.length === 0 && <span className="wall-note">没有突发、超期和待裁定的事项</span>}
      {rows.map(({ figure, kind }) => (
        <ListLink
          key={figure.id}
          list={figure.list}
          name={figure.name}
          isNamed
          className={`wall-warning wall-warning-${kind}`}
        >
          {figure.name} <b>{countText(figure.value)}</b> 件
        </ListLink>
      ))}
    </p>
  )
}

/** No roster is kept; those who hold the posts are named, and it says that this is what they are. */
function Duty({ duty: { posts, phones } }: Pick<WallData, 'duty'>) {
  return (
    <p className="wall-duty">
      <b title="没有排班表，按今天的在任岗位列出">在岗（未排班）</b>
      {posts.length === 0 && <span className="wall-note">这里没有在任的分拨岗位</span>}
      {posts.slice(0, 2).map(({ title, name }) => (
        <span key={`${title} ${name}`}>
          {title.replace(/^.*?(区|街道|镇)/, '')} {name}
        </span>
      ))}
      {phones.slice(0, 2).map(({ name, phone }) => (
        <span key={phone}>
          {name.replace(/^区社会治理综合/, '')} <b className="wall-phone">{phone}</b>
        </span>
      ))}
    </p>
  )
}
