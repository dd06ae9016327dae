import { Tag } from 'antd'
import { useCall } from '#web/client/queries.ts'
import { Blank } from '#web/matters/desk-state.tsx'
import { TitleCell, VillageList, type Columns } from '#web/matters/desk-village-list.tsx'
import { VillagePage } from '#web/matters/desk-village.tsx'
import { paths } from '#web/surfaces/desk/paths.ts'
import { StateBadge } from '#web/ui/state-badge.tsx'
import { OnDay } from '#web/ui/on-day.tsx'
import { moneyText, PAPER_MARK, standingOf, type Listed } from './words.ts'

/** What the bodies of a village resolved and how far it has come; what is late stands first. */
export function ResolutionsDesk() {
  return (
    <VillagePage
      title="决议"
      note="表决通过的事都在这里。超期的任务排在最前，下次开会自动回到议程。"
      list="resolutions.list"
    >
      {(village) => <Resolutions village={village} />}
    </VillagePage>
  )
}

function Resolutions({ village }: { village: string }) {
  const read = useCall('resolutions.list', { query: { division: village } })
  return (
    <VillageList
      read={read}
      columns={COLUMNS}
      empty={
        <Blank icon="check" title="还没有决议">
          会议上宣布通过的议题会自己出现在这里，接着交办任务、记付款、公布结果。
        </Blank>
      }
    />
  )
}

const COLUMNS: Columns<Listed> = [
  {
    title: '决议',
    render: (_, { id, title, decisionName }) => (
      <TitleCell href={paths.resolution(id)} title={title} note={decisionName} />
    ),
  },
  {
    title: '在哪个会上定的',
    width: 200,
    render: (_, { bodyName, decidedOn, paper }) => (
      <span className="grid">
        <span>
          {bodyName}
          {paper && <Tag className="ml-2">{PAPER_MARK}</Tag>}
        </span>
        <span className="text-small text-ink-3 tabular-nums">
          <OnDay day={decidedOn} />
        </span>
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
