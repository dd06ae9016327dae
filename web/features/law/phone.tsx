import type { ReactNode } from 'react'
import { faultOf, useCall, useKeptSince } from '#web/client/queries.ts'
import { Fault } from '#web/matters/fault.tsx'
import { paths } from '#web/surfaces/phone/paths.ts'
import { Icon } from '#web/ui/icon.tsx'
import { KeptLine } from '#web/ui/kept-line.tsx'
import { Page } from '#web/ui/page.tsx'
import { Skeleton } from '#web/ui/skeleton.tsx'
import { editionsOf, groupsOf, Rhythm, Rule, type Law } from './parts.tsx'

/** 议事的规矩 for everybody: how many must come and agree, each with its article in words. */
export function LawScreen({ division }: { division: string }) {
  const read = useCall('meetings.law', { params: { division } }, { keepsLast: true })
  const keptAt = useKeptSince(read)
  const fault = faultOf(read)
  return (
    <Page title="开会议事的规矩" back={paths.discuss()}>
      {read.data ? (
        <div className="grid gap-4 [--rule-target:var(--target)]">
          <KeptLine at={keptAt} />
          <Rules law={read.data} />
        </div>
      ) : fault ? (
        <Fault error={fault} onRetry={() => void read.refetch()} signInHref={paths.signIn()} />
      ) : (
        <Skeleton shape="detail" />
      )}
    </Page>
  )
}

function Rules({ law }: { law: Law }) {
  return (
    <>
      <p className="text-ink-2">
        {law.divisionName}开会，要来多少人、多少人同意、提前几天告诉您，都写在这里。点一条，看法律原话。
      </p>
      <section className="grid gap-2 rounded-card border border-line bg-paper p-4">
        <h2 className="text-lead">该开的会开了没有</h2>
        <Rhythm rhythm={law.rhythm} />
      </section>
      {groupsOf(law).map(({ name, note, limits }) => (
        <Fold key={name} title={name} note={note}>
          <ul>
            {limits.map((limit) => (
              <Rule key={limit.name} limit={limit} />
            ))}
          </ul>
        </Fold>
      ))}
      <Fold title="什么事由谁决定" note="找您关心的事，看该开哪个会">
        <dl className="grid gap-3 pb-3">
          {law.decisions.map(({ id, name, who }) => (
            <div key={id}>
              <dt>{name}</dt>
              <dd className="text-small text-ink-2">{who}</dd>
            </div>
          ))}
        </dl>
      </Fold>
      <p className="text-small text-ink-3">{editionsOf(law)}</p>
    </>
  )
}

/** A group of rules, shut until it is wanted: all of them together are many screens long. */
function Fold({ title, note, children }: { title: string; note: string; children: ReactNode }) {
  return (
    <details className="group/fold rounded-card border border-line bg-paper px-4">
      <summary className="flex min-h-target cursor-pointer items-center gap-3 py-3 [&::-webkit-details-marker]:hidden">
        <span className="min-w-0 flex-1">
          <b className="block text-lead">{title}</b>
          {note && <span className="block text-small text-ink-3">{note}</span>}
        </span>
        <Icon
          name="down"
          className="size-[1.2em] shrink-0 text-ink-3 transition-transform group-open/fold:rotate-180"
        />
      </summary>
      {children}
    </details>
  )
}
