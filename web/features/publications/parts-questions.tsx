import type { Output } from '#web/client/call.ts'
import { Link } from '#web/ui/link.tsx'
import { StateBadge } from '#web/ui/state-badge.tsx'
import { TimeLeft } from '#web/ui/time-left.tsx'
import { useNow } from '#web/ui/use-now.ts'
import { momentText } from '#web/ui/when.ts'

type Question = Output<'publications.show'>['questions'][number]

interface QuestionsProps {
  questions: readonly Question[]
  /** How a line of the table is called, and perhaps reached: 第 2 行 “垃圾清运”. */
  lineName?: (n: number) => string
  /** When the newest version was published, if it corrects one before: wrong figures answered earlier are mended. */
  correctedAt?: string | undefined
  /** Whoever asked can follow the matter. */
  matterHref?: (matter: string) => string
}

/** What people asked and what they were answered, both public; who asked is not. */
export function Questions({ questions, lineName, correctedAt, matterHref }: QuestionsProps) {
  const now = useNow()
  return (
    <ol className="divide-y divide-line overflow-hidden rounded-card border border-line bg-paper">
      {questions.map((question) => (
        <li key={question.matter} className="grid gap-2 px-4 py-3">
          <div className="flex flex-wrap items-center justify-between gap-2">
            <span className="text-small text-ink-3">
              {momentText(question.askedAt, now)}
              {question.mine && <b className="ml-2 text-brand">您问的</b>}
            </span>
            <Standing {...{ question, correctedAt }} />
          </div>
          {question.line !== undefined && (
            <p className="text-small text-ink-2">
              问的是{lineName ? lineName(question.line) : `第 ${question.line} 行`}
            </p>
          )}
          <p>
            <b className="mr-1 text-brand">问</b>
            {question.words}
          </p>
          {question.answers.map((answer) => (
            <div key={answer.at} className="grid gap-1 rounded-small bg-ground px-3 py-2">
              <p>
                <b className="mr-1 text-harvest">答</b>
                {answer.words}
              </p>
              <p className="text-small text-ink-3">
                {answer.by}，{momentText(answer.at, now)}
              </p>
            </div>
          ))}
          {question.answers.length === 0 && question.dueAt && (
            <p className="text-small">
              <TimeLeft dueAt={question.dueAt} />
            </p>
          )}
          {question.mine && matterHref && (
            <Link
              href={matterHref(question.matter)}
              className="inline-flex min-h-target items-center text-brand"
            >
              看我问的这件事
            </Link>
          )}
        </li>
      ))}
    </ol>
  )
}

function Standing({ question, correctedAt = '' }: { question: Question; correctedAt?: string | undefined }) {
  const { answers, late, wrong, stageName } = question
  const isMended = wrong && answers.every(({ at }) => at < correctedAt)
  if (isMended) return <StateBadge state="done">数字有误，已更正</StateBadge>
  if (wrong) return <StateBadge state="wait">数字有误，等更正</StateBadge>
  if (answers.length > 0) return <StateBadge state="done">已答复</StateBadge>
  return <StateBadge state={late ? 'late' : 'move'}>{stageName}</StateBadge>
}
