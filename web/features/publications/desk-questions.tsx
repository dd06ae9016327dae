import { choiceName, useFlows } from '#web/client/flows.ts'
import { paths } from '#web/surfaces/desk/paths.ts'
import { Moment } from '#web/matters/desk-time.tsx'
import { Icon } from '#web/ui/icon.tsx'
import { Link } from '#web/ui/link.tsx'
import { useNow } from '#web/ui/use-now.ts'
import { timeLeft } from '#web/ui/time-left.tsx'
import type { Shown } from './desk-words.ts'

type Question = Shown['questions'][number]

/** What villagers asked about it and what they were answered; each is answered on its own page. */
export function Questions({ questions }: { questions: readonly Question[] }) {
  return (
    <section aria-label="村民的质询" className="grid gap-2">
      <h2 className="font-bold">村民的质询 {questions.length > 0 && questions.length}</h2>
      {questions.length === 0 && <p className="text-small text-ink-2">还没有人提问。</p>}
      <ul className="grid gap-2">
        {questions.map((question) => (
          <li key={question.matter} className="grid gap-1 rounded-card border border-line p-3">
            <One question={question} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function One({ question }: { question: Question }) {
  const { matter, line, words, askedAt, stageName, dueAt, late, answers, wrong } = question
  const now = useNow()
  const flow = useFlows()['disclosure-question']
  return (
    <>
      <p>
        {line !== undefined && <b>第 {line} 行：</b>}
        {words}
      </p>
      <p className="flex flex-wrap items-center gap-x-3 text-small text-ink-2">
        <Moment at={askedAt} />
        <span className={late ? 'text-late' : ''}>
          {late && <Icon name="warning" className="mr-0.5 size-[1em]" />}
          {stageName}
          {dueAt !== undefined && `，${timeLeft(dueAt, now).span}`}
        </span>
      </p>
      {answers.map(({ by, at, words: reply, outcome }) => (
        <p key={at} className="rounded-small bg-ground px-2 py-1 text-small">
          <b>
            {by || '答复'}（{choiceName(flow, 'outcome', outcome)}）：
          </b>
          {reply}
        </p>
      ))}
      {wrong && <p className="text-small text-late">数字有误的，要出更正版，不能直接改。</p>}
      <Link href={paths.matter(matter)} className="text-small text-brand hover:underline">
        {answers.length === 0 ? '打开来答复' : '看这一件质询'}
      </Link>
    </>
  )
}
