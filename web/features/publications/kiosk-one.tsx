import { useState, type ReactNode } from 'react'
import { usePublication, type Publication } from '#web/client/board.ts'
import { QrCode } from '#web/matters/qr-code.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Skeleton } from '#web/ui/skeleton.tsx'
import { useNow } from '#web/ui/use-now.ts'
import { dayText } from '#web/ui/when.ts'
import { kindName, REACHES } from './board-words.ts'
import { CheckCode } from './parts-code.tsx'
import { Affair, Course } from './parts-course.tsx'
import { Owes } from './parts-owes.tsx'
import { Questions } from './parts-questions.tsx'
import { Summary } from './parts-summary.tsx'
import { Corrections } from './parts-versions.tsx'
import { PublicationTable } from './table.tsx'

/** A page of lines with its sums fits the screen below the summary. */
const LINES = 10
const TABS = ['内容', '问和答', '更正和经过', '用手机看'] as const
type Tab = (typeof TABS)[number]

/** One publication. `isHanging` false: it was taken down while somebody stood before it. */
export function PublicationKiosk({ id, isHanging }: { id: string; isHanging: boolean }) {
  const { data, error } = usePublication(isHanging ? id : undefined)
  if (!isHanging) {
    return (
      <Notice kind="empty" title="这一项已经从公开栏撤下了">
        请返回看别的；要查以前公布过的，可以用手机看，或者到村委会问。
      </Notice>
    )
  }
  if (data) return <One publication={data} />
  if (error) {
    return (
      <Notice kind="error" title="这一项现在读不到">
        {error.message}
      </Notice>
    )
  }
  return <Skeleton shape="detail" />
}

function One({ publication }: { publication: Publication }) {
  const { title, kind, class: heading, periodName, postedFrom, postedUntil, late, versions } = publication
  const [tab, setTab] = useState<Tab>('内容')
  const now = useNow()
  const version = versions[0]
  return (
    <article className="grid gap-6">
      <header className="grid gap-1">
        <h1 className="text-display">{title}</h1>
        <p className="text-ink-2">
          {kindName(kind)} · {heading} · {periodName} · {dayText(postedFrom, now)}公布，挂到
          {dayText(postedUntil, now)}
          以后
          {late > 0 && <span className="text-late"> · 晚了 {late} 天</span>}
        </p>
      </header>
      {version ? (
        <>
          <Tabs tab={tab} questions={publication.questions.length} onTab={setTab} />
          {tab === '内容' && <Content {...{ publication, version }} />}
          {tab === '问和答' && <Asked publication={publication} />}
          {tab === '更正和经过' && <History publication={publication} />}
          {tab === '用手机看' && <OnPhone {...{ publication, version }} />}
        </>
      ) : (
        <Closed publication={publication} />
      )}
    </article>
  )
}

function Tabs({ tab, questions, onTab }: { tab: Tab; questions: number; onTab: (tab: Tab) => void }) {
  return (
    <div role="group" aria-label="看哪一部分" className="grid grid-cols-4 gap-2">
      {TABS.map((name) => (
        <button
          key={name}
          type="button"
          aria-pressed={name === tab}
          onClick={() => onTab(name)}
          className={`min-h-target rounded-card font-bold ${
            name === tab ? 'bg-brand text-on-brand' : 'border border-edge bg-paper active:bg-brand-soft'
          }`}
        >
          {name}
          {name === '问和答' && questions > 0 && `（${questions}）`}
        </button>
      ))}
    </div>
  )
}

type Of = { publication: Publication; version: Publication['versions'][number] }

function Content({ publication: { id, version: n, owes }, version: { content, summary, reason } }: Of) {
  return (
    <div className="grid gap-6">
      <Owes says={owes} />
      {n > 1 && reason && (
        <p className="rounded-card bg-wait-soft px-6 py-4 text-wait">
          这是更正后的第 {n} 版：{reason}
        </p>
      )}
      <Sheet>
        <Summary {...{ content, summary }} />
      </Sheet>
      <PublicationTable content={content} publication={id} layout="table" perPage={LINES} />
    </div>
  )
}

function Asked({ publication: { questions, versions } }: { publication: Publication }) {
  const rows = versions[0]?.content.rows ?? []
  return questions.length > 0 ? (
    <Questions questions={questions} lineName={(n) => `第 ${n} 行，共 ${rows.length} 行`} />
  ) : (
    <Notice kind="empty" title="还没有人问过">
      您有疑问，可以用手机扫“用手机看”里的二维码提问。回答对所有人公开，提问的人不公开。
    </Notice>
  )
}

function History({ publication }: { publication: Publication }) {
  const { versions, affair } = publication
  return (
    <div className="grid gap-8">
      {versions.length > 1 && (
        <section className="grid gap-3">
          <h2 className="text-title">更正</h2>
          <Corrections versions={versions} />
        </section>
      )}
      {affair.length > 1 && (
        <section className="grid gap-3">
          <h2 className="text-title">事前、事中、事后</h2>
          <Sheet>
            <Affair publication={publication} />
          </Sheet>
        </section>
      )}
      <section className="grid gap-3">
        <h2 className="text-title">怎么公布出来的</h2>
        <Sheet>
          <Course publication={publication} />
        </Sheet>
      </section>
    </div>
  )
}

/** What one’s own phone can go on with: reading, asking, and proving the paper on the wall. */
function OnPhone({ publication: { id }, version: { code } }: Of) {
  const { origin } = window.location
  return (
    <div className="grid gap-6">
      <Sheet>
        <div className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-8">
          <QrCode text={`${origin}/publications/${id}`} label="用手机接着看的二维码" />
          <p className="text-lead">
            用手机扫一扫，接着在自己手机上看；有疑问可以在手机上提问，回答对所有人公开。
          </p>
        </div>
      </Sheet>
      <Sheet>
        <CheckCode code={code} url={`${origin}/verify/${code}`} />
      </Sheet>
    </div>
  )
}

function Closed({ publication: { id, reach } }: { publication: Publication }) {
  return (
    <Sheet>
      <div className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-8">
        <QrCode text={`${window.location.origin}/publications/${id}`} label="用手机看的二维码" />
        <p className="text-lead">
          这一项{REACHES[reach]}，公用屏幕上不显示。请用手机扫一扫，登录后在自己手机上看。
        </p>
      </div>
    </Sheet>
  )
}

const Sheet = ({ children }: { children: ReactNode }) => (
  <section className="rounded-card border border-line bg-paper p-7">{children}</section>
)
