import { Alert, Button, Table, Tag } from 'antd'
import { useLocation, useSearch } from 'wouter'
import type { Output } from '#web/client/call.ts'
import { useCall, useChange } from '#web/client/queries.ts'
import { DeskSheet } from '#web/matters/desk-export.tsx'
import { Blank, Trouble, Waiting } from '#web/matters/desk-state.tsx'
import { paths } from '#web/surfaces/desk/paths.ts'
import { Link } from '#web/ui/link.tsx'
import { useNow } from '#web/ui/use-now.ts'
import { momentText } from '#web/ui/when.ts'
import { COLOURS, RECEIVED, STATES } from './words.ts'

type Weeks = Output<'briefs.list'>
type Week = Weeks['weeks'][number]
type Below = Weeks['below'][number]

/** The weeks of the post's area, and what the areas below have sent for the chosen one. */
export function BriefWeeks() {
  const week = new URLSearchParams(useSearch()).get('week') ?? undefined
  const { data, error, refetch } = useCall('briefs.list', { query: week ? { week } : {} })
  if (!data) return error ? <Trouble error={error} onRetry={() => void refetch()} /> : <Waiting />
  const chosen = data.weeks.find(({ weekOn }) => weekOn === data.weekOn)
  return (
    <div className="grid h-full grid-cols-[19rem_minmax(0,1fr)]">
      <nav aria-label="各周" className="overflow-y-auto border-r border-line bg-paper p-3">
        <h1 className="px-3 pb-2 text-lead font-bold">{data.areaName}周研判</h1>
        <ul className="grid gap-1">
          {data.weeks.map((each, index) => (
            <WeekLink
              key={each.weekOn}
              week={each}
              isThis={index === 0}
              isHere={each.weekOn === data.weekOn}
            />
          ))}
        </ul>
      </nav>
      <div className="overflow-y-auto p-6">
        <div className="mx-auto grid max-w-[60rem] gap-6">
          {chosen ? <Own week={chosen} weeks={data} /> : <Blank title="这一周太早了">只列最近八周。</Blank>}
          {data.below.length > 0 && <BelowTable below={data.below} week={data.weekOn} />}
        </div>
      </div>
    </div>
  )
}

function WeekLink({ week, isThis, isHere }: { week: Week; isThis: boolean; isHere: boolean }) {
  const { weekOn, name, period, brief, received, below } = week
  return (
    <li>
      <Link
        href={paths.briefs(weekOn)}
        aria-current={isHere ? 'page' : undefined}
        className={`grid grid-cols-[1fr_auto] items-baseline rounded-card px-3 py-2 ${isHere ? 'bg-brand-soft' : 'hover:bg-well'}`}
      >
        <span className={isHere ? 'font-bold text-brand-deep' : ''}>
          {name}
          {isThis && '（本周）'}
        </span>
        <span className={`text-small ${brief ? 'text-ink' : 'text-ink-2'}`}>
          {brief ? STATES[brief.state] : '未写'}
        </span>
        <span className="text-small text-ink-2">{period.slice(5)}</span>
        {below > 0 && (
          <span className="text-small text-ink-2 tabular-nums">
            收到 {received} / {below}
          </span>
        )}
      </Link>
    </li>
  )
}

/** The area's own brief of the week: what there is, or the button that drafts it. */
function Own({ week, weeks }: { week: Week; weeks: Weeks }) {
  const [, navigate] = useLocation()
  const now = useNow()
  const open = useChange('briefs.open', ['briefs.list'])
  const { brief } = week
  const begin = () =>
    open.mutate(
      { input: { body: { weekOn: week.weekOn } } },
      { onSuccess: ({ id }) => navigate(paths.brief(id)) },
    )
  return (
    <section aria-label="本级简报" className="grid gap-3 rounded-card border border-line bg-paper p-5">
      <div className="flex items-center gap-4">
        <div className="flex-1">
          <h2 className="text-lead font-bold">
            {weeks.areaName}周研判简报（{week.name}）
          </h2>
          <p className="text-ink-2">
            {week.period}
            {brief?.signedAt && ` · ${momentText(brief.signedAt, now)} 签发`}
            {brief && brief.version > 1 && ` · 第 ${brief.version} 版`}
          </p>
        </div>
        {brief && <Tag color={COLOURS[brief.state]}>{STATES[brief.state]}</Tag>}
        {brief ? (
          <Button
            type="primary"
            href={paths.brief(brief.id)}
            onClick={(event) => {
              event.preventDefault()
              navigate(paths.brief(brief.id))
            }}
          >
            {brief.state === 'drafted' ? '接着写' : '打开'}
          </Button>
        ) : (
          <Button type="primary" loading={open.isPending} disabled={!weeks.mayWrite} onClick={begin}>
            起草本周简报
          </Button>
        )}
      </div>
      {!brief && (
        <p className="text-ink-2">系统按本辖区的记录先写好数据和清单，您再改写、写研判意见、签发。</p>
      )}
      {open.error && <Alert type="error" showIcon title={open.error.message} />}
    </section>
  )
}

/** Received or not yet, in the order of the division codes: no ranking. */
function BelowTable({ below, week }: { below: readonly Below[]; week: string }) {
  const now = useNow()
  const received = below.filter(({ brief }) => brief?.state === 'sent').length
  return (
    <section aria-labelledby="below">
      <div className="flex items-center justify-between pb-2">
        <h2 id="below" className="font-bold">
          下级简报{' '}
          <span className="font-normal text-ink-2">
            收到 {received} / {below.length}
          </span>
        </h2>
        <DeskSheet of="briefs.list" input={{ query: { week } }} />
      </div>
      <Table<Below>
        size="small"
        rowKey="division"
        pagination={false}
        dataSource={[...below]}
        columns={[
          {
            title: '辖区',
            render: (_, { name, brief }) =>
              brief ? (
                <Link href={paths.brief(brief.id)} className="text-brand underline underline-offset-4">
                  {name}
                </Link>
              ) : (
                name
              ),
          },
          {
            title: '状态',
            width: 120,
            render: (_, { brief }) =>
              brief ? (
                <Tag color={COLOURS[brief.state]}>{RECEIVED[brief.state]}</Tag>
              ) : (
                <span className="text-ink-2">未报</span>
              ),
          },
          {
            title: '签发时间',
            width: 200,
            render: (_, { brief }) => (brief?.signedAt ? momentText(brief.signedAt, now) : '—'),
          },
          { title: '版次', width: 90, render: (_, { brief }) => (brief ? `第 ${brief.version} 版` : '—') },
        ]}
      />
    </section>
  )
}
