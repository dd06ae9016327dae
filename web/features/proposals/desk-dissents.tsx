import { choiceName, useFlows } from '#web/client/flows.ts'
import { Moment } from '#web/matters/desk-time.tsx'
import { paths } from '#web/surfaces/desk/paths.ts'
import { Icon } from '#web/ui/icon.tsx'
import { Link } from '#web/ui/link.tsx'
import { timeLeft } from '#web/ui/time-left.tsx'
import { useNow } from '#web/ui/use-now.ts'
import type { Dissent, Proposal } from './words.ts'

/** 不同意见: what villagers say against it; each is answered on its own page. */
export function Dissents({ proposal: { dissents } }: { proposal: Proposal }) {
  return (
    <section aria-labelledby="dissents" className="grid gap-3">
      <h2 id="dissents" className="font-bold">
        不同意见 {dissents.length > 0 && dissents.length}
      </h2>
      {dissents.length === 0 && <p className="text-ink-2">还没有人说不同意见</p>}
      <ul className="grid gap-3">
        {dissents.map((dissent) => (
          <li key={dissent.matter} className="grid gap-1 rounded-card border border-line bg-paper p-3">
            <One dissent={dissent} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function One({ dissent: { matter, words, askedAt, stageName, dueAt, late, answers } }: { dissent: Dissent }) {
  const now = useNow()
  const flow = useFlows()['dissent']
  return (
    <>
      <p className="whitespace-pre-line">{words}</p>
      <p className="flex flex-wrap items-center gap-x-3 text-small text-ink-2">
        <Moment at={askedAt} />
        <span className={late ? 'text-late' : ''}>
          {late && <Icon name="warning" className="mr-0.5 size-[1em]" />}
          {stageName}
          {dueAt !== undefined && answers.length === 0 && `，${timeLeft(dueAt, now).span}`}
        </span>
      </p>
      {answers.map(({ by, at, words: reply, outcome }) => (
        <p key={at} className="rounded-small bg-ground px-2 py-1 text-small">
          <b>
            {by}（{choiceName(flow, 'outcome', outcome)}）：
          </b>
          {reply}
        </p>
      ))}
      <Link href={paths.matter(matter)} className="text-small text-brand hover:underline">
        {answers.length === 0 ? '打开来回应' : '看这条意见'}
      </Link>
    </>
  )
}
