import { Table, type TableProps } from 'antd'
import { useCall } from '#web/client/queries.ts'
import { Blank, Trouble, Waiting } from '#web/matters/desk-state.tsx'
import { VillagePage } from '#web/matters/desk-village.tsx'
import { paths } from '#web/surfaces/desk/paths.ts'
import { Link } from '#web/ui/link.tsx'
import { StateBadge } from '#web/ui/state-badge.tsx'
import { moneyText, standingOf, type Listed } from './words.ts'

/** What the bodies of a village resolved and how far it has come; what is late stands first. */
export function ResolutionsDesk() {
  return (
    <VillagePage title="决议" note="表决通过的事都在这里。超期的任务排在最前，下次开会自动回到议程。">
      {(village) => <Resolutions village={village} />}
    </VillagePage>
  )
}

function Resolutions({ village }: { village: string }) {
  const { data, error, refetch } = useCall('resolutions.list', { query: { division: village } })
  if (!data) return error ? <Trouble error={error} onRetry={() => void refetch()} /> : <Waiting />
  if (data.length === 0)
    return (
      <Blank icon="check" title="还没有决议">
        会议上宣布通过的议题会自己出现在这里，接着交办任务、记付款、公布结果。
      </Blank>
    )
  return (
    <div className="h-full overflow-y-auto px-6 pb-6">
      <Table<Listed>
        size="small"
        rowKey="id"
        tableLayout="fixed"
        className="desk-table"
        pagination={false}
        dataSource={[...data]}
        columns={COLUMNS}
      />
    </div>
  )
}

const COLUMNS: NonNullable<TableProps<Listed>['columns']> = [
  {
    title: '决议',
    render: (_, { id, title, decisionName }) => (
      <span className="grid">
        <Link href={paths.resolution(id)} className="font-bold text-brand underline-offset-4 hover:underline">
          {title}
        </Link>
        <span className="text-small text-ink-3">{decisionName}</span>
      </span>
    ),
  },
  {
    title: '在哪个会上定的',
    width: 200,
    render: (_, { bodyName, decidedOn }) => (
      <span className="grid">
        {bodyName}
        <span className="text-small text-ink-3 tabular-nums">{decidedOn}</span>
      </span>
    ),
  },
  {
    title: '任务',
    width: 120,
    render: (_, { tasks, done }) =>
      tasks === 0 ? (
        <span className="text-ink-3">还没有</span>
      ) : (
        <span className="tabular-nums">
          办结 {done} / {tasks}
        </span>
      ),
  },
  {
    title: '钱',
    width: 260,
    render: (_, { tasks, paidFen, budgetFen }) => (
      <span className="tabular-nums">{tasks === 0 ? '—' : moneyText(paidFen, budgetFen)}</span>
    ),
  },
  {
    title: '现在怎样',
    width: 130,
    render: (_, row) => {
      const { state, says } = standingOf(row)
      return <StateBadge state={state}>{says}</StateBadge>
    },
  },
]
