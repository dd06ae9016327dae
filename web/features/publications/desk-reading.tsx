import { useState, type ReactNode } from 'react'
import type { Content } from '#practice/disclosure/content.ts'
import { stops } from '#practice/disclosure/checks.ts'
import { yuan } from '#practice/disclosure/money.ts'
import { Blank } from '#web/matters/desk-state.tsx'
import { AffairPart } from './desk-affair.tsx'
import { Frame } from './desk-frame.tsx'
import type { Place } from './desk-grid-keys.ts'
import { Life } from './desk-life.tsx'
import { Owes } from './parts-owes.tsx'
import { Summary } from './desk-summary.tsx'
import { LineTable } from './desk-table.tsx'
import { NODES, type Draft } from './desk-words.ts'

/** What is in work or hangs, for those who examine, approve and look: the same table, to be read. */
export function Reading({ draft, more, below }: { draft: Draft; more: ReactNode; below: ReactNode }) {
  const [place, setPlace] = useState<Place>()
  const { content } = draft
  return (
    <Frame
      draft={draft}
      title={<h1 className="truncate text-title font-bold">{draft.title}</h1>}
      aside={
        <>
          <Life draft={draft} ready={() => Promise.resolve(draft.rev)} blocked={undefined} />
          <Summary draft={draft} content={content} />
          <AffairPart draft={draft} choice={undefined} />
          {more}
        </>
      }
    >
      <Owes says={draft.owes} />
      <div className="flex max-h-[36rem] shrink-0 flex-col gap-2">
        <LineTable
          publication={draft.id}
          label={draft.title}
          content={content}
          // What is being written has faults; what was submitted has passed, and its masked numbers are masked.
          faults={stops(draft.faults)}
          place={place}
          onPlace={setPlace}
          onRows={undefined}
          empty={<Blank icon="document" title={draft.state === 'drafted' ? '还没有填' : '本期没有一行'} />}
        />
      </div>
      <Whole content={content} />
      {below}
    </Frame>
  )
}

function Whole({ content: { opening, closing, remark, node } }: { content: Content }) {
  const facts = [
    ...(opening === undefined ? [] : [['期初结余', `${yuan(opening)} 元`] as const]),
    ...(closing === undefined ? [] : [['期末结余', `${yuan(closing)} 元`] as const]),
    ...(node === undefined ? [] : [['办到哪', NODES[node]] as const]),
    ...(remark ? [['说明', remark] as const] : []),
  ]
  if (facts.length === 0) return null
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 rounded-card border border-line bg-paper px-4 py-3">
      {facts.map(([name, says]) => (
        <div key={name} className="contents">
          <dt className="text-ink-2">{name}</dt>
          <dd className="whitespace-pre-wrap tabular-nums">{says}</dd>
        </div>
      ))}
    </dl>
  )
}
