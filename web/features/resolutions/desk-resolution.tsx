import { Tag } from 'antd'
import { useCall } from '#web/client/queries.ts'
import { Trouble, Waiting } from '#web/matters/desk-state.tsx'
import { paths } from '#web/surfaces/desk/paths.ts'
import { Icon } from '#web/ui/icon.tsx'
import { Link } from '#web/ui/link.tsx'
import { OnDay } from '#web/ui/on-day.tsx'
import { StateBadge } from '#web/ui/state-badge.tsx'
import { Chain } from './desk-chain.tsx'
import { Tasks } from './desk-tasks.tsx'
import { moneyText, PAPER_MARK, standingOf, type Resolution } from './words.ts'

/** One resolution: its chain from the proposal to the result at the left, its tasks with their money at the right. */
export function ResolutionDesk({ id }: { id: string }) {
  const { data, error, refetch } = useCall('resolutions.show', { params: { id } })
  if (!data) return error ? <Trouble error={error} onRetry={() => void refetch()} /> : <Waiting />
  return (
    <div className="h-full overflow-y-auto">
      <div className="mx-auto grid max-w-[80rem] gap-5 px-6 py-5 pb-10">
        <Head resolution={data} />
        <div className="grid grid-cols-[minmax(0,26rem)_minmax(0,1fr)] items-start gap-6">
          <Chain resolution={data} />
          <Tasks resolution={data} />
        </div>
      </div>
    </div>
  )
}

function Head({ resolution }: { resolution: Resolution }) {
  const { division, title, divisionName, bodyName, decidedOn, paper, words, paidFen, budgetFen } = resolution
  const { state, says } = standingOf(resolution)
  return (
    <header className="grid gap-2">
      <div className="flex items-center gap-2">
        <Link
          href={paths.resolutions(division)}
          aria-label="回决议列表"
          className="grid size-8 place-items-center"
        >
          <Icon name="back" />
        </Link>
        <h1 className="text-title font-bold">{title}</h1>
        <StateBadge state={state}>{says}</StateBadge>
        {paper && <Tag color="gold">{PAPER_MARK}</Tag>}
      </div>
      <p className="text-ink-2">
        {divisionName}，
        <OnDay day={decidedOn} />
        {bodyName}决定。{moneyText(paidFen, budgetFen)}
      </p>
      <p className="max-w-[56em] whitespace-pre-line">{words}</p>
    </header>
  )
}
