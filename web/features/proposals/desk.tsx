import { Button } from 'antd'
import { useState } from 'react'
import { may } from '#contract/roles.ts'
import { FOUR_TWO } from '#practice/meetings/four-two.ts'
import { OPINION_KINDS } from '#practice/meetings/opinions.ts'
import { useCall } from '#web/client/queries.ts'
import { actingPost, useMe } from '#web/client/session.ts'
import { VillageDrawer } from '#web/matters/desk-drawer.tsx'
import { Blank } from '#web/matters/desk-state.tsx'
import { TitleCell, VillageList, type Columns } from '#web/matters/desk-village-list.tsx'
import { VillagePage } from '#web/matters/desk-village.tsx'
import { paths } from '#web/surfaces/desk/paths.ts'
import { Icon } from '#web/ui/icon.tsx'
import { OnDay } from '#web/ui/on-day.tsx'
import { OpenForm } from './desk-open.tsx'
import type { Listed } from './words.ts'

/** 四议两公开: what was put forward in a village and how far each has come. */
export function ProposalsDesk() {
  const post = actingPost(useMe())
  const [opening, setOpening] = useState(false)
  const open = may(post, 'meetings.keep') && (
    <Button type="primary" icon={<Icon name="plus" />} onClick={() => setOpening(true)}>
      登记新提议
    </Button>
  )
  return (
    <VillagePage
      title="四议两公开"
      note="村里的大事走六步，前一步没办结，后一步打不开。"
      action={open || undefined}
      list="proposals.list"
    >
      {(village) => (
        <>
          <Proposals village={village} action={open || undefined} />
          <VillageDrawer
            title="登记新提议"
            size={600}
            open={opening}
            village={village}
            onClose={() => setOpening(false)}
            form={OpenForm}
          />
        </>
      )}
    </VillagePage>
  )
}

function Proposals({ village, action }: { village: string; action: React.ReactNode }) {
  const read = useCall('proposals.list', { query: { division: village } })
  return (
    <VillageList
      read={read}
      columns={COLUMNS}
      empty={
        <Blank icon="document" title="还没有登记过提议" action={action}>
          集体资产出租、修路修渠、用集体的钱这类事，先由村党组织提议，再一步一步往下走。这里记着每一步谁办、缺什么、依据哪一条。
        </Blank>
      }
    />
  )
}

const COLUMNS: Columns<Listed> = [
  {
    title: '事项',
    render: (_, { id, title, decisionName }) => (
      <TitleCell href={paths.proposal(id)} title={title} note={decisionName} />
    ),
  },
  {
    title: '谁提的',
    width: 200,
    render: (_, { proposer, origin }) => (
      <span className="grid">
        {proposer}
        <span className="text-small text-ink-3">{origin}</span>
      </span>
    ),
  },
  {
    title: '支持的人',
    width: 100,
    align: 'right',
    render: (_, { supporters }) =>
      supporters > 0 ? (
        <span className="tabular-nums">{supporters} 人</span>
      ) : (
        <span className="text-ink-3">还没有</span>
      ),
  },
  { title: '走到哪一步', width: 280, render: (_, row) => <Progress row={row} /> },
  { title: '缺的意见', width: 150, render: (_, { missing }) => <Missing missing={missing} /> },
  {
    title: '提出日期',
    width: 120,
    render: (_, { openedOn }) => (
      <span className="tabular-nums">
        <OnDay day={openedOn} />
      </span>
    ),
  },
]

function Progress({ row: { closed, next } }: { row: Listed }) {
  return (
    <span className="grid gap-1">
      <span aria-hidden="true" className="flex gap-1">
        {FOUR_TWO.map(({ id }, index) => (
          <span
            key={id}
            className={`h-1.5 flex-1 rounded-full ${index < closed ? 'bg-brand' : index === closed ? 'bg-harvest-fill' : 'bg-well'}`}
          />
        ))}
      </span>
      <span>
        {next ? (
          <>
            下一步：{next.name}
            <span className="text-small text-ink-3">（已办结 {closed} / 6）</span>
          </>
        ) : (
          <span className="text-done">六步都办结了</span>
        )}
      </span>
    </span>
  )
}

function Missing({ missing }: { missing: Listed['missing'] }) {
  if (missing.length === 0) return <span className="text-ink-3">不缺</span>
  return (
    <span className="flex items-center gap-1 text-wait">
      <Icon name="warning" className="size-[1.1em]" />
      {missing.map((kind) => OPINION_KINDS[kind]).join('、')}
    </span>
  )
}
