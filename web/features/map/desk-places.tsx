import { Icon } from '#web/ui/icon.tsx'
import { Link } from '#web/ui/link.tsx'
import { useTrail, type Shaded } from './desk-shade.ts'

/** The map said as a list, for the keyboard and for those who do not see it. */
export function Places({
  division,
  top,
  areas,
  hrefOf,
  listHref,
  points,
  onOpen,
}: {
  division: string
  top: string
  areas: Shaded
  hrefOf: (code: string) => string
  listHref: string
  points: readonly { id: string; title: string }[]
  onOpen: (id: string) => void
}) {
  const parts = areas.collection.features
    .map(({ properties: { id = '', name = '' } }) => ({ id, name, count: areas.counts.get(id) ?? 0 }))
    .filter(({ id }) => id !== division)
    .sort((a, b) => b.count - a.count || a.id.localeCompare(b.id))
  return (
    <nav aria-label="区划" className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <Trail {...{ division, top, hrefOf }} />
      <p className="px-1 text-small text-ink-2">
        有位置的 {points.length} 件，
        <Link href={listHref} className="text-brand underline">
          看清单
        </Link>
      </p>
      <ul>
        {parts.map(({ id, name, count }) => (
          <li key={id}>
            <Link
              href={hrefOf(id)}
              className="flex min-h-8 items-center justify-between gap-2 rounded-card px-2 hover:bg-well"
            >
              <span className="truncate">{name}</span>
              <span className={`tabular-nums ${count === 0 ? 'text-ink-3' : 'font-bold'}`}>{count}</span>
            </Link>
          </li>
        ))}
        {parts.length === 0 &&
          points.map(({ id, title }) => (
            <li key={id}>
              <button
                type="button"
                className="min-h-8 w-full truncate rounded-card px-2 text-left hover:bg-well"
                onClick={() => onOpen(id)}
              >
                {title}
              </button>
            </li>
          ))}
      </ul>
    </nav>
  )
}

/** The way down to where one looks. */
function Trail({
  division,
  top,
  hrefOf,
}: {
  division: string
  top: string
  hrefOf: (code: string) => string
}) {
  const trail = useTrail(top, division)
  return (
    <ol className="flex flex-wrap items-center gap-1 px-1">
      {trail.map(({ code, name }, index) => (
        <li key={code} className="flex items-center gap-1">
          {index > 0 && <Icon name="forward" className="size-[0.9em] text-ink-3" />}
          {code === division ? (
            <b aria-current="page">{name}</b>
          ) : (
            <Link href={hrefOf(code)} className="text-brand hover:underline">
              {name}
            </Link>
          )}
        </li>
      ))}
    </ol>
  )
}
