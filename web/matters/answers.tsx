import { Fragment, useState } from 'react'
import { fieldsOf, type AnyFlow, type Field, type Place, type Values } from '#practice/kit/index.ts'
import { Button } from '#web/ui/button.tsx'
import { Icon } from '#web/ui/icon.tsx'
import { formatYuan } from '#web/ui/money-field.tsx'
import { Photos } from '#web/ui/photos.tsx'
import { Sheet } from '#web/ui/sheet.tsx'
import { picturesIn, type PictureOf } from './pictures.ts'
import { VillageMap } from './village-map.tsx'

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export type Answers = Readonly<Record<string, Values[string]>>

/** One answer in words; undefined for those that are shown, not said, such as the id of what a question is about. */
function said({ kind, options }: Field, value: Values[string]): string | undefined {
  if (typeof value === 'string' && ID.test(value)) return undefined
  if (typeof value === 'number') {
    if (kind === 'yuan') return `${formatYuan(value)} 元`
    return kind === 'stars' ? `${value} 颗星` : String(value)
  }
  // A draft of this telephone still holds the code of a choice; from the server it comes as its name.
  if (typeof value === 'string') return options?.find((option) => option.value === value)?.label ?? value
  if (typeof value === 'object' && 'lng' in value) return value.address
  return undefined
}

/** What was answered, in the order the flow declares it; long words stand alone, the rest beside their labels. */
export function AnswerWords({ flow, answers }: { flow: AnyFlow; answers: Answers }) {
  const rows = Object.entries(fieldsOf(flow)).flatMap(([key, field]) => {
    const words = said(field, answers[key])
    return words === undefined ? [] : [{ key, field, words }]
  })
  if (rows.length === 1 && rows[0]?.field.kind === 'text') {
    return <p className="whitespace-pre-line">{rows[0].words}</p>
  }
  return (
    <dl className="grid gap-1">
      {rows.map(({ key, field, words }) => (
        <div key={key}>
          <dt className="inline text-ink-3">{field.label}：</dt>
          <dd className="inline whitespace-pre-line">
            {field.kind === 'stars' ? <Stars words={words} /> : words}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Stars({ words }: { words: string }) {
  const n = Number.parseInt(words, 10)
  return (
    <span role="img" aria-label={words} className="inline-flex text-harvest">
      {[1, 2, 3, 4, 5].map((star) => (
        <Icon
          key={star}
          name="star"
          className={`size-[1.1em] ${star <= n ? 'fill-harvest-fill' : 'text-edge'}`}
        />
      ))}
    </span>
  )
}

interface AskedProps {
  flow: AnyFlow
  /** The line a list knows it by; left out when the words say it already. */
  title: string
  answers: Answers
  picture: PictureOf
  /** When and where, in one line. */
  line: string
  facts: readonly (readonly [string, string | undefined])[]
  open: boolean
}

/** What was asked for: the words large, the pictures, then the small facts. */
export function Asked({ flow, title, answers, picture, line, facts, open }: AskedProps) {
  const fields = Object.entries(fieldsOf(flow))
  const main = fields.find(([key, { kind }]) => kind === 'text' && typeof answers[key] === 'string')
  const words = main && said(main[1], answers[main[0]])
  const rest = fields.flatMap(([key, field]) => {
    if (key === main?.[0] || field.kind === 'item') return []
    const answer = said(field, answers[key])
    return answer === undefined ? [] : [[field.label, answer] as const]
  })
  const photos = picturesIn(flow, answers, picture)
  const place = Object.values(answers).find(isPlace)
  return (
    <section className="grid gap-3 rounded-card border border-line bg-paper p-4">
      {!words?.startsWith(title.replace(/…$/, '')) && <h2 className="text-lead">{title}</h2>}
      {words && <p className="text-lead whitespace-pre-line">{words}</p>}
      {photos.length > 0 && <Photos photos={photos} />}
      <p className="text-small text-ink-2">{line}</p>
      {place && <PlaceShown place={place} name={title} />}
      <Facts facts={[...facts, ...rest]} open={open} />
    </section>
  )
}

/** The small facts: in sight for whoever handles it, one press away for whoever asked and knows them. */
function Facts({ facts, open }: Pick<AskedProps, 'facts' | 'open'>) {
  return (
    <details open={open} className="group text-small">
      <summary className="-my-2 flex min-h-target list-none items-center gap-1 text-ink-2 [&::-webkit-details-marker]:hidden">
        编号、类别等
        <Icon name="down" className="size-[1em] transition-transform group-open:rotate-180" />
      </summary>
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1">
        {facts.map(
          ([label, answer]) =>
            answer && (
              <Fragment key={label}>
                <dt className="text-ink-3">{label}</dt>
                <dd className="text-ink-2">{answer}</dd>
              </Fragment>
            ),
        )}
      </dl>
    </details>
  )
}

const isPlace = (value: Values[string]): value is Place => typeof value === 'object' && 'lng' in value

/** Whoever goes there sees where it is; the map comes only when asked for. */
function PlaceShown({ place, name }: { place: Place; name: string }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button kind="soft" icon="place" onClick={() => setOpen(true)}>
        看在哪里
      </Button>
      <Sheet open={open} title="在哪里" onClose={() => setOpen(false)}>
        <VillageMap centre={place} label="位置" points={[{ ...place, id: 'here', name, tone: 'late' }]} />
        {place.address && <p className="pt-3">{place.address}</p>}
      </Sheet>
    </>
  )
}
