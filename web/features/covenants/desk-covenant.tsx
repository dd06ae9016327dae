import { Button } from 'antd'
import { useState } from 'react'
import { useCall } from '#web/client/queries.ts'
import { Trouble, Waiting } from '#web/matters/desk-state.tsx'
import { Moment } from '#web/matters/desk-time.tsx'
import { paths } from '#web/surfaces/desk/paths.ts'
import { Icon } from '#web/ui/icon.tsx'
import { Link } from '#web/ui/link.tsx'
import { OnDay } from '#web/ui/on-day.tsx'
import { StateBadge } from '#web/ui/state-badge.tsx'
import { Acts } from './desk-acts.tsx'
import { RewriteForm } from './desk-write.tsx'
import { Findings } from '#web/matters/findings.tsx'
import { Articles, Changes, type Covenant } from './parts.tsx'

/** One version: its text with what changed and what was found, and what may be done with it now. */
export function CovenantDesk({ id }: { id: string }) {
  const { data, error, refetch } = useCall('covenants.show', { params: { id } })
  const [writing, setWriting] = useState(false)
  if (!data) return error ? <Trouble error={error} onRetry={() => void refetch()} /> : <Waiting />
  const { changes, words, findings, state, keeps } = data
  return (
    <div className="grid h-full grid-cols-[minmax(0,1fr)_24rem]">
      <div className="overflow-y-auto px-6 py-5">
        <div className="mx-auto grid max-w-[48rem] gap-5 pb-10">
          <Head covenant={data} />
          {writing ? (
            <RewriteForm covenant={data} onDone={() => setWriting(false)} />
          ) : (
            <>
              <Findings
                findings={findings}
                note={state === 'filed' ? '请镇街看是否责令改正。' : '改正以前镇街不能备案。'}
              />
              <section
                aria-label="正文"
                className="rounded-card border border-line bg-paper p-5 leading-relaxed"
              >
                {changes.length > 0 ? <Changes changes={changes} /> : <Articles words={words} />}
              </section>
              {keeps && state === 'drafted' && (
                <Button className="justify-self-start" onClick={() => setWriting(true)}>
                  改写草稿
                </Button>
              )}
            </>
          )}
        </div>
      </div>
      <aside
        aria-label="通过和备案"
        // Longer than the screen, it scrolls, also by keys.
        tabIndex={0}
        className="grid content-start gap-6 overflow-y-auto border-l border-line bg-ground px-5 py-5"
      >
        <Standing covenant={data} />
        <Acts covenant={data} />
        <Course covenant={data} />
      </aside>
    </div>
  )
}

function Head({
  covenant: { division, title, divisionName, state, stateName, n, why, ordered },
}: {
  covenant: Covenant
}) {
  return (
    <header className="grid gap-2">
      <div className="flex items-center gap-2">
        <Link
          href={paths.covenants(division)}
          aria-label="回村规民约列表"
          className="grid size-8 place-items-center"
        >
          <Icon name="back" />
        </Link>
        <h1 className="text-title font-bold">
          {title}
          {n && <span className="ml-2 font-normal text-ink-2">第 {n} 版</span>}
        </h1>
        <StateBadge state={ordered ? 'late' : state === 'filed' ? 'done' : 'move'}>
          {ordered ? '责令改正' : stateName}
        </StateBadge>
      </div>
      <p className="text-ink-2">
        {divisionName}。{why}
      </p>
    </header>
  )
}

function Standing({ covenant: { adoption, number, filedOn, ordered } }: { covenant: Covenant }) {
  return (
    <section aria-label="通过和备案情况" className="grid gap-3">
      {adoption ? (
        <div className="grid gap-1">
          <h2 className="font-bold">哪次会议通过的</h2>
          <Link
            href={paths.resolution(adoption.resolution)}
            className="text-brand underline underline-offset-4"
          >
            <OnDay day={adoption.decidedOn} /> {adoption.bodyName}：{adoption.title}
          </Link>
          <p className="text-small text-ink-2">{adoption.verdict}</p>
        </div>
      ) : (
        <p className="text-ink-2">还没有经村民会议通过</p>
      )}
      {number && (
        <div className="grid gap-1">
          <h2 className="font-bold">备案</h2>
          <p>
            {number}
            {filedOn && '，'}
            {filedOn && <OnDay day={filedOn} />}
          </p>
        </div>
      )}
      {ordered && <p className="rounded-card bg-late-soft p-3 text-late">镇街责令改正：{ordered}</p>}
    </section>
  )
}

function Course({ covenant: { steps } }: { covenant: Covenant }) {
  return (
    <section aria-labelledby="course" className="grid gap-2">
      <h2 id="course" className="font-bold">
        办理过程
      </h2>
      <ol className="grid gap-2">
        {steps.map(({ name, words, by, at }) => (
          <li key={`${at} ${name}`}>
            <b>{name}</b> <span className="text-ink-2">{words}</span>
            <span className="block text-small text-ink-3">
              {by} <Moment at={at} />
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
