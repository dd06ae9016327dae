import { useState } from 'react'
import type { AnyFlow } from '#practice/kit/index.ts'
import { Icon } from '#web/ui/icon.tsx'
import { Link } from '#web/ui/link.tsx'
import { Photos } from '#web/ui/photos.tsx'
import { Timeline } from '#web/ui/timeline.tsx'
import { useNow } from '#web/ui/use-now.ts'
import { momentText } from '#web/ui/when.ts'
import { ActionBar } from './action-bar.tsx'
import { ActionSheet, type Act, type Matter } from './action-sheet.tsx'
import { Asked, AnswerWords } from './answers.tsx'
import type { Possible } from './next-actions.ts'
import { picturesIn, type PictureOf } from './pictures.ts'
import { MatterRoute } from './route.tsx'
import { Stands } from './stands.tsx'

interface MatterViewProps {
  flow: AnyFlow
  matter: Matter
  picture: PictureOf
  hrefOf?: (id: string) => string
}

/** One matter: what was asked, where it stands, the drawn route, and what happened, newest first. */
export function MatterView({ flow, matter, picture, hrefOf }: MatterViewProps) {
  const words = matter.side === 'handling' ? 'exact' : 'plain'
  return (
    <div className="grid gap-4">
      <AskedOf {...{ flow, matter, picture }} />
      <Stands {...{ flow, matter, words }}>
        {matter.side === 'asking' && <Latest {...{ flow, matter, picture }} />}
      </Stands>
      {matter.mergedInto && hrefOf && (
        <Link href={hrefOf(matter.mergedInto.id)} className="min-h-target text-brand underline">
          看并到的那一件（{matter.mergedInto.number}）
        </Link>
      )}
      {matter.children.length > 0 && <Helpers matter={matter} />}
      <section aria-label="办理路线" className="rounded-card border border-line bg-paper p-4">
        <h2 className="pb-3 text-lead">走到哪一步了</h2>
        <MatterRoute {...{ flow, words }} stage={matter.stage} passed={matter.passed} />
      </section>
      <section aria-label="办理记录" className="rounded-card border border-line bg-paper p-4">
        <h2 className="pb-3 text-lead">办理记录</h2>
        <Timeline entries={entriesOf(flow, matter, picture)} />
      </section>
    </div>
  )
}

function AskedOf({ flow, matter, picture }: Omit<MatterViewProps, 'hrefOf'>) {
  const now = useNow()
  const agent =
    matter.agentName &&
    `${matter.agentName}替${matter.askerName}代办${matter.consent ? `（${matter.consent}）` : ''}`
  const line = [momentText(matter.openedAt, now), matter.divisionName, agent].filter(Boolean).join('，')
  const facts = [
    ['编号', matter.number],
    ['类别', matter.itemName === matter.title ? undefined : matter.itemName],
    ['谁提的', matter.askerName],
  ] as const
  // Entries come newest first; the opening is number one.
  const answers = matter.entries.find(({ seq }) => seq === 1)?.answers ?? matter.answers
  const open = matter.side === 'handling'
  return <Asked title={matter.title} {...{ flow, answers, picture, line, facts, open }} />
}

/** The last word of whoever handles it, where the asker decides on it: what is missing, or what was done. */
function Latest({ flow, matter, picture }: Omit<MatterViewProps, 'hrefOf'>) {
  const last = matter.entries.reduce((a, b) => (b.seq > a.seq ? b : a))
  const photos = picturesIn(flow, last.answers, picture)
  if (last.seq === 1 || Object.keys(last.answers).length === 0) return null
  return (
    <div className="grid gap-2 rounded-small bg-ground px-3 py-2">
      <p className="text-small text-ink-2">
        {last.name}，{last.by}
      </p>
      <AnswerWords flow={flow} answers={last.answers} />
      {photos.length > 0 && <Photos photos={photos} />}
    </div>
  )
}

/** Units asked to help, and whether they have. */
function Helpers({ matter }: { matter: Matter }) {
  return (
    <section className="grid gap-2 rounded-card border border-line bg-paper p-4">
      <h2 className="text-lead">谁在帮忙</h2>
      <ul className="grid gap-1">
        {matter.children.map((child) => (
          <li key={child.id} className="flex items-center gap-2">
            <Icon name={child.endedAt ? 'check' : 'wait'} className="size-5 text-ink-3" />
            {child.unitName ?? child.number}：{child.stageName}
          </li>
        ))}
      </ul>
    </section>
  )
}

function entriesOf(flow: AnyFlow, matter: Matter, picture: PictureOf) {
  return matter.entries.map((entry) => ({
    id: String(entry.seq),
    who: entry.by,
    at: entry.at,
    what: entry.name,
    // What was asked stands at the top of the page already.
    ...(entry.seq > 1 && Object.keys(entry.answers).length > 0
      ? {
          text: <AnswerWords flow={flow} answers={entry.answers} />,
          photos: picturesIn(flow, entry.answers, picture),
        }
      : {}),
  }))
}

interface ActingProps {
  flow: AnyFlow
  matter: Matter
  act: Act
  withPhotos: boolean
  onChanged: () => void
}

/** The bar at the bottom and the sheet it opens. */
export function Acting(props: ActingProps) {
  const [chosen, setChosen] = useState<Possible>()
  return (
    <>
      <ActionBar flow={props.flow} matter={props.matter} onChoose={setChosen} />
      <ActionSheet {...props} chosen={chosen} onClose={() => setChosen(undefined)} />
    </>
  )
}
