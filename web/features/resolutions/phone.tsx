import { faultOf, useCall, useKeptSince } from '#web/client/queries.ts'
import { Fault } from '#web/matters/fault.tsx'
import { paths } from '#web/surfaces/phone/paths.ts'
import { Card } from '#web/ui/card.tsx'
import { KeptLine } from '#web/ui/kept-line.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { OnDay } from '#web/ui/on-day.tsx'
import { Page } from '#web/ui/page.tsx'
import { Skeleton } from '#web/ui/skeleton.tsx'
import { StateBadge } from '#web/ui/state-badge.tsx'
import { moneyText, PAPER_MARK, standingOf, type Listed } from './words.ts'

export { ResolutionScreen } from './phone-one.tsx'

/** 定了的事: what the village decided and how far each has come. */
export function DecisionsScreen({ division }: { division: string }) {
  const read = useCall('resolutions.list', { query: { division } }, { keepsLast: true })
  const keptAt = useKeptSince(read)
  const fault = faultOf(read)
  return (
    <Page title="定了的事" back={paths.discuss()}>
      {read.data ? (
        <div className="grid gap-4">
          <KeptLine at={keptAt} />
          <p className="text-ink-2">会上表决通过的都在这里：谁在办、花了多少钱、办成什么样。</p>
          {read.data.length === 0 && (
            <Notice kind="empty" title="还没有定下来的事">
              村里开会表决通过以后，就能在这里一步一步看它办到哪了
            </Notice>
          )}
          {read.data.map((row) => (
            <Decided key={row.id} row={row} />
          ))}
        </div>
      ) : fault ? (
        <Fault
          error={fault}
          onRetry={() => void read.refetch()}
          signInHref={paths.signIn(paths.decisions(division))}
        />
      ) : (
        <Skeleton shape="cards" />
      )}
    </Page>
  )
}

function Decided({ row }: { row: Listed }) {
  const { id, title, bodyName, decidedOn, paper, tasks, done, paidFen, budgetFen, mine } = row
  const { state, says } = standingOf(row)
  return (
    <Card
      title={title}
      href={paths.resolution(id)}
      state={<StateBadge state={state}>{says}</StateBadge>}
      next={
        <>
          {mine > 0 && <b className="block text-brand">有 {mine} 件等您办</b>}
          {tasks === 0
            ? '还没有交给人办'
            : `办好 ${done} 件，一共 ${tasks} 件；${moneyText(paidFen, budgetFen)}`}
        </>
      }
    >
      <OnDay day={decidedOn} /> {bodyName}通过
      {paper && <b className="ml-2 text-harvest">{PAPER_MARK}</b>}
    </Card>
  )
}
