import { Button } from 'antd'
import { useState } from 'react'
import { may } from '#contract/roles.ts'
import type { Output } from '#web/client/call.ts'
import { useCall } from '#web/client/queries.ts'
import { actingPost, useMe } from '#web/client/session.ts'
import { Blank } from '#web/matters/desk-state.tsx'
import { Moment } from '#web/matters/desk-time.tsx'
import { TitleCell, VillageList, type Columns } from '#web/matters/desk-village-list.tsx'
import { VillagePage } from '#web/matters/desk-village.tsx'
import { paths } from '#web/surfaces/desk/paths.ts'
import { Icon } from '#web/ui/icon.tsx'
import { StateBadge } from '#web/ui/state-badge.tsx'
import { DraftDrawer } from './desk-write.tsx'

type Listed = Output<'covenants.list'>[number]

/** 村规民约: every version of a village, from the draft to its number at the town. */
export function CovenantsDesk() {
  const post = actingPost(useMe())
  const [drafting, setDrafting] = useState(false)
  const begin = may(post, 'meetings.keep') && (
    <Button type="primary" icon={<Icon name="plus" />} onClick={() => setDrafting(true)}>
      起草新一版
    </Button>
  )
  return (
    <VillagePage
      title="村规民约"
      note="起草、村民会议通过、报镇街备案。侵害妇女或成员权益的条款会标出来，改正以前不能备案。"
      action={begin || undefined}
      list="covenants.list"
    >
      {(village) => (
        <>
          <Versions village={village} action={begin || undefined} />
          <DraftDrawer open={drafting} village={village} onClose={() => setDrafting(false)} />
        </>
      )}
    </VillagePage>
  )
}

function Versions({ village, action }: { village: string; action: React.ReactNode }) {
  const read = useCall('covenants.list', { query: { division: village } })
  return (
    <VillageList
      read={read}
      columns={columnsOf}
      empty={
        <Blank icon="document" title="还没有村规民约" action={action}>
          一条一行写进来，系统先查有没有违法的条款，再拿到村民会议上通过，报镇街备案以后村民在手机和大厅屏上都能看。
        </Blank>
      }
    />
  )
}

function columnsOf(rows: readonly Listed[]): Columns<Listed> {
  const inForce = Math.max(0, ...rows.map(({ n = 0 }) => n))
  return [
    {
      title: '名称',
      render: (_, { id, title }) => <TitleCell href={paths.covenant(id)} title={title} />,
    },
    {
      title: '第几版',
      width: 120,
      render: (_, { n }) => (n ? `第 ${n} 版` : <span className="text-ink-3">未定</span>),
    },
    {
      title: '现在怎样',
      width: 180,
      render: (_, { state, stateName, n, ordered }) =>
        ordered ? (
          <StateBadge state="late">责令改正</StateBadge>
        ) : (
          <StateBadge state={state === 'filed' ? 'done' : state === 'withdrawn' ? 'wait' : 'move'}>
            {n === inForce && n > 0 ? '正在施行' : state === 'filed' ? '已被新版替代' : stateName}
          </StateBadge>
        ),
    },
    {
      title: '可能违法的条款',
      width: 150,
      render: (_, { findings }) =>
        findings > 0 ? (
          <span className="text-late">{findings} 处</span>
        ) : (
          <span className="text-ink-3">没有发现</span>
        ),
    },
    { title: '起草', width: 160, render: (_, { at }) => <Moment at={at} /> },
  ]
}
