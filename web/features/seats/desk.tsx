import { Button } from 'antd'
import { useState } from 'react'
import { may } from '#contract/roles.ts'
import { dateOf } from '#practice/kit/index.ts'
import { SEATS, type Seat } from '#practice/meetings/posts.ts'
import type { Output } from '#web/client/call.ts'
import { useCall } from '#web/client/queries.ts'
import { actingPost, useMe } from '#web/client/session.ts'
import { VillageDrawer } from '#web/matters/desk-drawer.tsx'
import { Blank, Trouble, Waiting } from '#web/matters/desk-state.tsx'
import { VillagePage } from '#web/matters/desk-village.tsx'
import { Icon } from '#web/ui/icon.tsx'
import { OnDay } from '#web/ui/on-day.tsx'
import { useNow } from '#web/ui/use-now.ts'
import { AppraiseDrawer, EndDrawer } from './desk-change.tsx'
import { GiveForm } from './desk-give.tsx'
import { KinDrawer } from './desk-kin.tsx'

type Answer = Output<'seats.list'>
export type SeatRow = Answer['rows'][number]
type Open = { what: 'give' | 'kin' } | { what: 'end' | 'appraise'; row: SeatRow }

/** Who sits in which body of a village, what excludes each other, and who is whose near relative. */
export function SeatsDesk() {
  const post = actingPost(useMe())
  const [open, setOpen] = useState<Open>()
  const close = () => setOpen(undefined)
  const gives = may(post, 'seats.give')
  return (
    <VillagePage
      title="组织成员"
      note="谁在哪个组织里、从哪天起、依据什么。不能兼任的，登记时就拦下并说明是哪一条。"
      {...(gives ? { list: 'seats.list' as const } : {})}
      action={
        gives && (
          <span className="flex gap-2">
            <Button onClick={() => setOpen({ what: 'kin' })}>登记近亲属</Button>
            <Button type="primary" icon={<Icon name="plus" />} onClick={() => setOpen({ what: 'give' })}>
              登记成员
            </Button>
          </span>
        )
      }
    >
      {(village) => (
        <>
          <Seats village={village} gives={gives} onOpen={setOpen} />
          <VillageDrawer
            title="登记成员"
            open={open?.what === 'give'}
            village={village}
            onClose={close}
            form={GiveForm}
          />
          <KinDrawer open={open?.what === 'kin'} onClose={close} />
          <EndDrawer row={open?.what === 'end' ? open.row : undefined} onClose={close} />
          <AppraiseDrawer row={open?.what === 'appraise' ? open.row : undefined} onClose={close} />
        </>
      )}
    </VillagePage>
  )
}

/** The bodies as people group them. */
const GROUPS: readonly { name: string; seats: readonly Seat[] }[] = [
  { name: '村级组织', seats: ['party-committee', 'committee', 'supervisor', 'village-accountant'] },
  { name: '村民代表', seats: ['representative'] },
  {
    name: '集体经济组织',
    seats: ['board', 'board-supervisor', 'collective-accountant', 'member-representative'],
  },
  { name: '名册', seats: ['party-member', 'member'] },
]

function Seats({
  village,
  gives,
  onOpen,
}: {
  village: string
  gives: boolean
  onOpen: (open: Open) => void
}) {
  const { data, error, refetch } = useCall('seats.list', { query: { division: village } })
  const today = dateOf(new Date(useNow()))
  if (!data) return error ? <Trouble error={error} onRetry={() => void refetch()} /> : <Waiting />
  if (data.rows.length === 0)
    return (
      <Blank icon="people" title="还没有登记过成员">
        先登记村委会成员、监委会成员和村民代表，开会时名册就从这里来。
      </Blank>
    )
  const current = data.rows.filter(({ endsOn }) => (endsOn ?? today) >= today)
  return (
    <div className="grid h-full content-start gap-6 overflow-y-auto px-6 pb-10">
      <Faults faults={data.faults} />
      {GROUPS.map(({ name, seats }) => (
        <section key={name} aria-label={name} className="grid gap-3">
          <h2 className="font-bold">{name}</h2>
          <div className="grid grid-cols-[repeat(auto-fill,minmax(20rem,1fr))] items-start gap-4">
            {seats.map((seat) => (
              <Body
                key={seat}
                seat={seat}
                rows={current.filter((row) => row.seat === seat)}
                gives={gives}
                onOpen={onOpen}
              />
            ))}
          </div>
        </section>
      ))}
      <Kinships kinships={data.kinships} />
    </div>
  )
}

function Faults({ faults }: { faults: Answer['faults'] }) {
  if (faults.length === 0)
    return (
      <p className="flex items-center gap-2 text-done">
        <Icon name="check" className="size-5" />
        各组织的组成、任职回避都符合规定
      </p>
    )
  return (
    <ul aria-label="不符合规定的" className="grid gap-2 rounded-card bg-wait-soft p-4">
      {faults.map((says) => (
        <li key={says} className="flex items-start gap-2">
          <Icon name="warning" className="mt-0.5 size-5 shrink-0 text-wait" />
          {says}
        </li>
      ))}
    </ul>
  )
}

/** Long lists of members open on demand. */
const FEW = 12
/** Lists that are read across the page. */
const WIDE: readonly Seat[] = ['representative', 'member-representative', 'party-member', 'member']

function Body({
  seat,
  rows,
  gives,
  onOpen,
}: {
  seat: Seat
  rows: readonly SeatRow[]
  gives: boolean
  onOpen: (open: Open) => void
}) {
  const [all, setAll] = useState(false)
  const shown = all ? rows : rows.slice(0, FEW)
  return (
    <article
      className={`grid min-w-0 content-start gap-2 rounded-card border border-line bg-paper p-4 ${WIDE.includes(seat) ? 'col-span-full' : ''}`}
    >
      <h3 className="flex items-baseline justify-between gap-2">
        <span className="font-bold">{SEATS[seat]}</span>
        <span className="text-small font-normal text-ink-2 tabular-nums">{rows.length} 人</span>
      </h3>
      {rows.length === 0 && <p className="text-ink-3">没有登记</p>}
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(16rem,1fr))] gap-x-6">
        {shown.map((row) => (
          <Line key={row.id} row={row} gives={gives} onOpen={onOpen} />
        ))}
      </ul>
      {rows.length > FEW && (
        <Button type="text" size="small" onClick={() => setAll(!all)}>
          {all ? '收起' : `看全部 ${rows.length} 人`}
        </Button>
      )}
    </article>
  )
}

function Line({ row, gives, onOpen }: { row: SeatRow; gives: boolean; onOpen: (open: Open) => void }) {
  const { name, startsOn, decidedBy, appraisals, seat } = row
  const [last] = appraisals
  return (
    <li className="flex items-start justify-between gap-2 min-w-0 border-t border-line py-1.5">
      <span className="min-w-0">
        {name}
        {last && (
          <span className="ml-2 text-small text-ink-2">
            <OnDay day={last.on} />
            评议：{last.mark}
          </span>
        )}
        <span className="block text-small text-ink-3">
          <OnDay day={startsOn} />
          起，{decidedBy}
        </span>
      </span>
      {gives && (
        <span className="flex shrink-0">
          {seat === 'committee' && (
            <Button
              type="link"
              size="small"
              aria-label={`登记${name}的评议`}
              onClick={() => onOpen({ what: 'appraise', row })}
            >
              评议
            </Button>
          )}
          <Button
            type="link"
            size="small"
            aria-label={`${name}卸任`}
            onClick={() => onOpen({ what: 'end', row })}
          >
            卸任
          </Button>
        </span>
      )}
    </li>
  )
}

function Kinships({ kinships }: Pick<Answer, 'kinships'>) {
  if (!kinships) return null
  return (
    <section aria-labelledby="kin" className="grid gap-2">
      <h2 id="kin" className="font-bold">
        近亲属登记
      </h2>
      {kinships.length === 0 ? (
        <p className="text-ink-2">还没有登记。只登记本人同意的，用来核对任职回避，别的人看不到。</p>
      ) : (
        <ul className="grid max-w-[52rem] gap-1">
          {kinships.map(({ a, b, relation, consent }) => (
            <li key={`${a} ${b}`} className="flex flex-wrap gap-x-3">
              <span>
                {a}、{b}
              </span>
              <span className="text-ink-2">{relation}</span>
              <span className="text-small text-ink-3">同意方式：{consent}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
