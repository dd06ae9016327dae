import { useSearch } from 'wouter'
import { faultOf, useCall, useKeptSince } from '#web/client/queries.ts'
import { Fault } from '#web/matters/fault.tsx'
import { paths } from '#web/surfaces/phone/paths.ts'
import { KeptLine } from '#web/ui/kept-line.tsx'
import { List, Row } from '#web/ui/list.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { OnDay } from '#web/ui/on-day.tsx'
import { Page } from '#web/ui/page.tsx'
import { Skeleton } from '#web/ui/skeleton.tsx'
import { Tabs } from '#web/ui/tabs.tsx'
import { useNow } from '#web/ui/use-now.ts'
import { dateText } from '#web/ui/when.ts'
import { Articles, Changes, type Version } from './parts.tsx'

/** 村规民约 for everybody: what is in force, which decision made it so, and what it changed. */
export function CovenantScreen({ division }: { division: string }) {
  const read = useCall('covenants.read', { params: { division } }, { keepsLast: true })
  const query = new URLSearchParams(useSearch())
  const keptAt = useKeptSince(read)
  const fault = faultOf(read)
  const versions = read.data?.versions ?? []
  const version = versions.find(({ n }) => String(n) === query.get('version')) ?? versions[0]
  return (
    <Page title={read.data ? `${read.data.divisionName}村规民约` : '村规民约'} back={paths.know()}>
      {read.data && version ? (
        <div className="grid gap-5">
          <KeptLine at={keptAt} />
          <Shown
            division={division}
            version={version}
            newest={version === versions[0]}
            changes={query.get('show') === 'changes'}
          />
          <Others division={division} versions={versions.filter((each) => each !== version)} />
        </div>
      ) : read.data ? (
        <Notice kind="empty" title="还没有公布村规民约">
          村民会议通过、镇街备案以后，全文就在这里
        </Notice>
      ) : fault ? (
        <Fault error={fault} onRetry={() => void read.refetch()} signInHref={paths.signIn()} />
      ) : (
        <Skeleton shape="detail" />
      )}
    </Page>
  )
}

function Shown({
  division,
  version,
  newest,
  changes,
}: {
  division: string
  version: Version
  newest: boolean
  changes: boolean
}) {
  const { n, title, words, why, number, filedOn, adoption, ordered } = version
  const hasChanges = version.changes.length > 0
  return (
    <>
      <section className="grid gap-1 rounded-card border border-line bg-paper p-4">
        <h2 className="text-lead">
          {title}（第 {n} 版）
        </h2>
        <p className="text-ink-2">{newest ? '现在施行的就是这一版。' : '这是以前的一版，已经不用了。'}</p>
        <p>{why}</p>
        <p className="text-small text-ink-2">
          <OnDay day={adoption.decidedOn} />
          {adoption.bodyName}通过；{filedOn && <OnDay day={filedOn} />}备案，{number}
        </p>
        {ordered && <p className="rounded-card bg-late-soft p-3 text-late">镇街要求改正：{ordered}</p>}
      </section>
      {hasChanges && (
        <Tabs
          label="看哪一样"
          tabs={[
            { label: '全文', href: paths.covenant(division, n), current: !changes },
            { label: '改了什么', href: paths.covenant(division, n, true), current: changes },
          ]}
        />
      )}
      <section aria-label="正文" className="rounded-card border border-line bg-paper p-4">
        {hasChanges && changes ? <Changes changes={version.changes} /> : <Articles words={words} />}
      </section>
    </>
  )
}

function Others({ division, versions }: { division: string; versions: readonly Version[] }) {
  const now = useNow()
  if (versions.length === 0) return null
  return (
    <List label="别的版本">
      {versions.map(({ n, filedOn, why }) => (
        <Row
          key={n}
          title={`第 ${n} 版，${filedOn ? dateText(filedOn, now) : ''}备案`}
          note={why}
          href={paths.covenant(division, n)}
        />
      ))}
    </List>
  )
}
