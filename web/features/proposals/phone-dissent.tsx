import { useEffect, useRef, useState } from 'react'
import { choiceName, stageSpan, useFlows } from '#web/client/flows.ts'
import { useChange } from '#web/client/queries.ts'
import { refusalOf, useKeptWords } from '#web/matters/kept-words.ts'
import { paths } from '#web/surfaces/phone/paths.ts'
import { Button } from '#web/ui/button.tsx'
import { Link } from '#web/ui/link.tsx'
import { StateBadge } from '#web/ui/state-badge.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { TimeLeft } from '#web/ui/time-left.tsx'
import { useNow } from '#web/ui/use-now.ts'
import { momentText } from '#web/ui/when.ts'
import type { Dissent, Proposal } from './words.ts'

const MIN = 4
const MAX = 500

/** 不同意见: what neighbours say against it and what the committee answered, and a field to say something oneself. */
export function DissentPart({ proposal }: { proposal: Proposal }) {
  const { dissents, support } = proposal
  const isOpen = support.closed === undefined
  const waits = dissents.some(({ mine, answers }) => mine && answers.length === 0)
  return (
    <section aria-labelledby="dissents" className="grid gap-3 rounded-card border border-line bg-paper p-4">
      <h2 id="dissents" className="text-lead">
        不同的意见
      </h2>
      {dissents.length === 0 && (
        <p className="text-ink-2">
          {isOpen ? '还没有人说。觉得哪里不妥，表决以前都可以说，村里要回应。' : '表决以前没有人说。'}
        </p>
      )}
      <ol className="divide-y divide-line">
        {dissents.map((dissent) => (
          <li key={dissent.matter} className="grid gap-2 py-3 first:pt-0">
            <One dissent={dissent} />
          </li>
        ))}
      </ol>
      {isOpen && !waits && <Say id={proposal.id} />}
    </section>
  )
}

function One({
  dissent: { matter, words, askedAt, stageName, dueAt, late, answers, mine },
}: {
  dissent: Dissent
}) {
  const now = useNow()
  const flow = useFlows()['dissent']
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span className="text-small text-ink-3">
          {momentText(askedAt, now)}
          {mine && <b className="ml-2 text-brand">您说的</b>}
        </span>
        <StateBadge state={answers.length > 0 ? 'done' : late ? 'late' : 'move'}>
          {answers.length > 0 ? '村里回应了' : stageName}
        </StateBadge>
      </div>
      <p className="whitespace-pre-line">{words}</p>
      {answers.map(({ at, by, words: reply, outcome }) => (
        <div key={at} className="grid gap-1 rounded-small bg-ground px-3 py-2">
          <p>
            <b>{choiceName(flow, 'outcome', outcome)}：</b>
            {reply}
          </p>
          <p className="text-small text-ink-3">
            {by}，{momentText(at, now)}
          </p>
        </div>
      ))}
      {answers.length === 0 && dueAt && (
        <p className="text-small">
          <TimeLeft dueAt={dueAt} />
        </p>
      )}
      {mine && (
        <Link href={paths.matter(matter)} className="inline-flex min-h-target items-center text-brand">
          看我说的这条意见
        </Link>
      )}
    </>
  )
}

const focusIn = (part: HTMLElement | null) => part?.querySelector('textarea')?.focus()

/** One field behind a button. What was typed outlives a lost network, and is sent once. */
function Say({ id }: { id: string }) {
  const span = stageSpan(useFlows()['dissent'], 'said')
  const { draft, write, forget } = useKeptWords(`dissent ${id}`)
  const [isWriting, setWriting] = useState(false)
  const [wrong, setWrong] = useState<string>()
  const say = useChange('proposals.dissent', ['proposals.show', 'matters.list'])
  const field = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isWriting) focusIn(field.current)
  }, [isWriting])
  const send = () => {
    if (!draft || say.isPending) return
    const words = draft.words.trim()
    setWrong(words.length < MIN ? '请写清楚一点，哪里不妥、您看怎么办才好' : undefined)
    if (words.length < MIN) return focusIn(field.current)
    say.mutate({ input: { params: { id }, body: { words } }, key: draft.key }, { onSuccess: forget })
  }
  if (!isWriting && !draft?.words)
    return (
      <Button full kind="soft" icon="speak" onClick={() => setWriting(true)}>
        说不同意见
      </Button>
    )
  return (
    <div ref={field} className="grid gap-3">
      <TextArea
        label="您的意见"
        hint="哪里不妥、您看怎么办才好。全村看得到，不会写您是谁"
        required
        rows={4}
        max={MAX}
        value={draft?.words ?? ''}
        error={wrong ?? refusalOf(say.error)}
        onChange={write}
      />
      <Button full busy={say.isPending} onClick={send}>
        说出去
      </Button>
      <p className="text-small text-ink-2">村里要在 {span}内回应，您看过才算完；还不同意，可以保留意见。</p>
    </div>
  )
}
