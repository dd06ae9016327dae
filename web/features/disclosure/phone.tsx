import { useEffect, useState } from 'react'
import { useSearch } from 'wouter'
import { faultOf, useCall, useKeptSince } from '#web/client/queries.ts'
import { rememberVillage } from '#web/client/village.ts'
import { Fault } from '#web/matters/fault.tsx'
import { paths, type DisclosureTab } from '#web/surfaces/phone/paths.ts'
import { Button } from '#web/ui/button.tsx'
import { KeptLine } from '#web/ui/kept-line.tsx'
import { Link } from '#web/ui/link.tsx'
import { Page } from '#web/ui/page.tsx'
import { Skeleton } from '#web/ui/skeleton.tsx'
import { Tabs } from '#web/ui/tabs.tsx'
import { Board } from './phone-board.tsx'
import { Kinds, type Kind } from './phone-kinds.tsx'
import { Calendar } from './parts-calendar.tsx'
import { Duties, Late } from './parts-duties.tsx'
import { Counts, type Village } from './parts.tsx'

export { HomeBoard } from './phone-home.tsx'
export { VillagesScreen } from './phone-villages.tsx'

/** What a village must make public and what it did, for everybody, without signing in. */
export function DisclosureScreen({ division }: { division: string }) {
  const [year, setYear] = useState<number>()
  const read = useCall(
    'disclosure.village',
    { params: { division }, query: year === undefined ? {} : { year } },
    { keepsLast: true },
  )
  const tab: DisclosureTab =
    new URLSearchParams(useSearch()).get('show') === 'calendar' ? 'calendar' : 'board'
  const { data: village } = read
  useEffect(() => {
    if (village) rememberVillage(division)
  }, [village, division])
  const keptAt = useKeptSince(read)
  const fault = faultOf(read)
  return (
    <Page
      title={village ? `${village.name}公开栏` : '村务公开'}
      back={paths.home()}
      action={
        <Link href={paths.villages()} className="grid min-h-target place-items-center px-2 text-brand">
          换个村
        </Link>
      }
    >
      {village ? (
        <div className="grid gap-5">
          <KeptLine at={keptAt} />
          <Counts counts={village} />
          <Late {...village} hrefOf={paths.publication} />
          <Tabs
            label="看哪一样"
            tabs={(['board', 'calendar'] as const).map((id) => ({
              label: TABS[id],
              href: paths.disclosure(division, id),
              current: tab === id,
            }))}
          />
          {tab === 'board' ? <Board division={division} /> : <Year village={village} onYear={setYear} />}
        </div>
      ) : fault ? (
        <Fault error={fault} onRetry={() => void read.refetch()} signInHref={paths.signIn()} />
      ) : (
        <Skeleton shape="detail" />
      )}
    </Page>
  )
}

const TABS: Readonly<Record<DisclosureTab, string>> = { board: '公开栏', calendar: '公开日历' }

/** The squares of a year, and what is due in the chosen month. */
function Year({ village, onYear }: { village: Village; onYear: (year: number) => void }) {
  const { year, asOf } = village
  const [chosen, setChosen] = useState<number>()
  const [kind, setKind] = useState<Kind>()
  const month = chosen ?? (asOf.startsWith(String(year)) ? Number(asOf.slice(5, 7)) : 12)
  const duties = village.duties.filter((duty) => kind === undefined || duty.kind === kind)
  const due = duties.filter(({ dueOn }) => Number(dueOn.slice(5, 7)) === month)
  return (
    <div className="grid gap-4">
      <Kinds value={kind} onChange={setKind} />
      <div className="flex items-center justify-between gap-2">
        <Button kind="plain" onClick={() => onYear(year - 1)}>
          <span className="whitespace-nowrap">{year - 1}</span>
        </Button>
        <h2 className="text-lead whitespace-nowrap">{year}年</h2>
        <Button kind="plain" onClick={() => onYear(year + 1)}>
          <span className="whitespace-nowrap">{year + 1}</span>
        </Button>
      </div>
      <Calendar
        {...{ year, duties, month }}
        columns="grid-cols-[repeat(auto-fill,minmax(6.2rem,1fr))]"
        onMonth={setChosen}
      />
      <section aria-live="polite" className="grid gap-2">
        <h3 className="text-lead">
          {month}月要公开的，{due.length} 项
        </h3>
        {due.length > 0 ? (
          <Duties
            key={`${year} ${month} ${kind}`}
            label={`${month}月`}
            duties={due}
            hrefOf={paths.publication}
          />
        ) : (
          <p className="text-ink-2">这个月没有到期的公开事项</p>
        )}
      </section>
    </div>
  )
}
