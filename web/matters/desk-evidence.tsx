import { useMemo } from 'react'
import { useCall } from '#web/client/queries.ts'
import { fieldsOf, findAction, type AnyFlow } from '#practice/kit/index.ts'
import { paths } from '#web/surfaces/desk/paths.ts'
import { Link } from '#web/ui/link.tsx'
import type { MapAreas } from '#web/ui/map-canvas.ts'
import { MapView } from '#web/ui/map.tsx'
import { Photos } from '#web/ui/photos.tsx'
import { Answers, DeskHistory } from './desk-history.tsx'
import type { Reference } from './desk-reference.ts'
import { areasUnder, isWithin } from './desk-areas.ts'
import { Part } from './desk-part.tsx'
import type { Detail } from './desk-words.ts'
import { picturesIn } from './pictures.ts'

type Shown = { detail: Detail; flow: AnyFlow; reference: Reference }

/** What was asked, by whom, with pictures and place; then everything that happened. */
export function Evidence({ detail, flow, reference }: Shown) {
  return (
    <div className="grid content-start gap-6">
      <Asked detail={detail} flow={flow} reference={reference} />
      <Asker detail={detail} flow={flow} />
      <Related detail={detail} />
      <Part title="办理过程">
        <DeskHistory flow={flow} entries={detail.entries} reference={reference} />
      </Part>
    </div>
  )
}

/** The answers the matter was opened with, as they stand now. */
export function openingAnswers(detail: Detail, flow: AnyFlow): Detail['answers'] {
  const [first] = [...detail.entries].sort((a, b) => a.seq - b.seq)
  const opening = findAction(flow, first?.action ?? '')
  const names = new Set([...(opening?.asks ?? []), ...(opening?.allows ?? [])])
  return Object.fromEntries(Object.entries(detail.answers).filter(([key]) => names.has(key)))
}

function Asked({ detail, flow, reference }: Shown) {
  const answers = openingAnswers(detail, flow)
  const fields = fieldsOf(flow)
  const [main] = Object.keys(answers).filter((key) => fields[key]?.kind === 'text')
  const rest = Object.fromEntries(
    Object.entries(answers).filter(([key]) => key !== main && key !== 'publication'),
  )
  const photos = picturesIn(flow, answers)
  const words = main === undefined ? undefined : answers[main]
  return (
    <section aria-label="反映的内容" className="grid gap-3">
      {typeof words === 'string' && words !== detail.title && (
        <p className="max-w-[34em] text-lead leading-relaxed whitespace-pre-wrap">{words}</p>
      )}
      {photos.length > 0 && <Photos photos={photos} />}
      <Answers flow={flow} answers={rest} reference={reference} />
      {detail.place && <Where detail={detail} place={detail.place} />}
    </section>
  )
}

/** The pin would stand on the name of the only area there is. */
function withoutNames({ type, features }: MapAreas): MapAreas {
  return { type, features: features.map((area) => ({ ...area, properties: {} })) }
}

function Where({ detail, place }: { detail: Detail; place: NonNullable<Detail['place']> }) {
  const { data } = useCall('places.boundaries', { query: { level: 'village' } }, { staleMs: 3_600_000 })
  const village = detail.division.slice(0, 12)
  const drawn = useMemo(() => data && areasUnder(data.features, village), [data, village])
  const around = useMemo(() => drawn && withoutNames(drawn), [drawn])
  const areas = drawn?.features ?? []
  const isElsewhere = areas.length > 0 && !areas.some((area) => isWithin(area, place))
  return (
    <figure className="grid gap-1">
      {data && (
        <MapView
          key={detail.id}
          label={`${detail.title}的位置`}
          height="10rem"
          centre={place}
          zoom={15}
          areas={around}
          picked={place}
        />
      )}
      <figcaption className="text-small text-ink-2">
        {detail.divisionName}
        {place.address ? ` · ${place.address}` : ''}
        {isElsewhere && <b className="block text-wait">标的位置不在{areas[0]?.properties.name}范围内</b>}
      </figcaption>
    </figure>
  )
}

function Asker({ detail, flow }: Omit<Shown, 'reference'>) {
  const { askerName, askerPhone, agentName, consent, followers } = detail
  const part = Object.values(flow.roles).find((role) => role.sits === 'asker')?.name ?? '申请人'
  return (
    <Part title={part}>
      <p className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <b>{askerName}</b>
        {askerPhone && (
          <a
            href={`tel:${askerPhone}`}
            className="text-brand tabular-nums underline-offset-2 hover:underline"
          >
            {askerPhone}
          </a>
        )}
        <span className="text-ink-2">{detail.divisionName}</span>
      </p>
      {agentName && (
        <p className="text-ink-2">
          由 {agentName} 代为提交{consent ? `（${consent}）` : ''}
        </p>
      )}
      {followers > 0 && <p className="text-ink-2">另有 {followers} 人也遇到这件事，进展会一并告诉他们</p>}
    </Part>
  )
}

/** What a question is about; a number nobody reads, so it is shown as the way there. */
const publicationOf = ({ answers: { publication } }: Detail) =>
  typeof publication === 'string' && publication !== '' ? publication : undefined

function Related({ detail }: { detail: Detail }) {
  const { parent, children, mergedInto } = detail
  const publication = publicationOf(detail)
  if (!parent && children.length === 0 && !mergedInto && publication === undefined) return null
  return (
    <Part title="相关事项">
      <ul className="grid gap-1">
        {publication !== undefined && (
          <li>
            <Link href={paths.publication(publication)} className="text-brand hover:underline">
              看问的这一期公开
            </Link>
          </li>
        )}
        {parent && (
          <li>
            <Link href={paths.matter(parent)} className="text-brand hover:underline">
              这是协办，看主办的那一件
            </Link>
          </li>
        )}
        {mergedInto && (
          <li>
            已并入
            <Link href={paths.matter(mergedInto.id)} className="ml-1 text-brand hover:underline">
              {mergedInto.number}
            </Link>
          </li>
        )}
        {children.map(({ id, number, unitName, stageName }) => (
          <li key={id} className="flex gap-3">
            <Link href={paths.matter(id)} className="text-brand hover:underline">
              协办 {number}
            </Link>
            <span>{unitName}</span>
            <span className="text-ink-2">{stageName}</span>
          </li>
        ))}
      </ul>
    </Part>
  )
}
