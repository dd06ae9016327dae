import { useDeferredValue, useState } from 'react'
import { saidDay } from '#practice/kit/index.ts'
import type { Input, Output } from '#web/client/call.ts'
import { faultOf, usePages } from '#web/client/queries.ts'
import { Fault } from '#web/matters/fault.tsx'
import { paths } from '#web/surfaces/phone/paths.ts'
import { CheckField } from '#web/ui/check-field.tsx'
import { Icon } from '#web/ui/icon.tsx'
import { List, Row } from '#web/ui/list.tsx'
import { More } from '#web/ui/more.tsx'
import { Skeleton } from '#web/ui/skeleton.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { Kinds, type Kind } from './phone-kinds.tsx'

type Hanging = Output<'publications.board'>['rows'][number]
type Query = NonNullable<Input<'publications.board'>['query']>

/** What hangs now, newest first, found by words and by kind. */
export function Board({ division }: { division: string }) {
  const [words, setWords] = useState('')
  const [kind, setKind] = useState<Kind>()
  const [all, setAll] = useState(false)
  const q = useDeferredValue(words.trim())
  const query: Query = {
    division,
    ...(kind ? { kind } : {}),
    ...(q ? { q } : {}),
    ...(all ? { all: 'true' } : {}),
  }
  const pages = usePages('publications.board', query)
  const fault = faultOf(pages)
  return (
    <div className="grid gap-4">
      <TextField
        label="找一找"
        type="search"
        placeholder="租金、补贴、工程……"
        maxLength={40}
        value={words}
        onChange={setWords}
      />
      <Kinds value={kind} onChange={setKind} />
      <CheckField label="连已经撤下来的一起看" checked={all} onChange={setAll} />
      {fault ? (
        <Fault error={fault} onRetry={() => void pages.refetch()} signInHref={paths.signIn()} />
      ) : pages.isPending ? (
        <Skeleton />
      ) : pages.rows.length === 0 ? (
        <Nothing words={q} narrowed={kind !== undefined} />
      ) : (
        <>
          <HangingList label="公开栏上挂着的" rows={pages.rows} />
          <More pages={pages} />
        </>
      )}
    </div>
  )
}

function Nothing({ words, narrowed }: { words: string; narrowed: boolean }) {
  return (
    <p role="status" className="rounded-card border border-dashed border-edge bg-paper p-4 text-ink-2">
      {words
        ? `公开栏上没有标题里带“${words}”的。换个说法，或者把“撤下来的”也勾上。`
        : narrowed
          ? '这一类现在没有挂着的。'
          : '公开栏上现在没有挂着的。到期该公开什么，看“公开日历”。'}
    </p>
  )
}

/** Publications as rows: what, since when, and whether it was corrected or came late. */
export function HangingList({ label, rows }: { label: string; rows: readonly Hanging[] }) {
  return (
    <List label={label}>
      {rows.map((row) => (
        <Row
          key={row.id}
          title={row.title}
          note={noteOf(row)}
          end={row.readable ? undefined : <Locked />}
          href={paths.publication(row.id)}
        />
      ))}
    </List>
  )
}

function noteOf({ class: heading, postedFrom, version, late, takenDownOn }: Hanging): string {
  return [
    heading,
    `${saidDay(postedFrom)}公布`,
    version > 1 && `更正过，现在是第 ${version} 版`,
    late > 0 && `迟了 ${late} 天`,
    takenDownOn && `${saidDay(takenDownOn)}撤下`,
  ]
    .filter(Boolean)
    .join('，')
}

const Locked = () => (
  <span className="inline-flex items-center gap-1 text-small text-ink-2">
    <Icon name="lock" className="size-[1.05em]" />
    本村人看
  </span>
)
