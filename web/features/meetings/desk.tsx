import { Button, Table, Tag, type TableProps } from 'antd'
import { useLocation, useSearch } from 'wouter'
import { may } from '#contract/roles.ts'
import { MEETING_STATES, type MeetingState } from '#practice/meetings/life.ts'
import { usePages } from '#web/client/queries.ts'
import { actingPost, useMe } from '#web/client/session.ts'
import { DeskSheet } from '#web/matters/desk-export.tsx'
import { Blank, Trouble, Waiting } from '#web/matters/desk-state.tsx'
import { paths } from '#web/surfaces/desk/paths.ts'
import { Icon } from '#web/ui/icon.tsx'
import { Link } from '#web/ui/link.tsx'
import { StateBadge } from '#web/ui/state-badge.tsx'
import { useNow } from '#web/ui/use-now.ts'
import { meetsAtText, PAPER_MARK, STATE_TONES, subjectsOf, type Listed } from './words.ts'

const isState = (state: string | null): state is MeetingState =>
  state !== null && Object.hasOwn(MEETING_STATES, state)

/** The meetings of one’s village or area, newest first, narrowed by their state. */
export function MeetingsDesk() {
  const post = actingPost(useMe())
  const [, navigate] = useLocation()
  const asked = new URLSearchParams(useSearch()).get('state')
  const state = isState(asked) ? asked : undefined
  const pages = usePages('meetings.list', state ? { state } : {})
  const keeps = may(post, 'meetings.keep')
  const convene = (
    <Button type="primary" icon={<Icon name="plus" />} onClick={() => navigate(paths.newMeeting())}>
      召集会议
    </Button>
  )
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex items-center gap-4 px-6 py-4">
        <h1 className="text-lead font-bold whitespace-nowrap">会议</h1>
        <States state={state} />
        <span className="flex-1" />
        <DeskSheet
          of="meetings.list"
          input={{ query: state ? { state } : {} }}
          isEmpty={pages.rows.length === 0}
        />
        {keeps && convene}
      </div>
      {pages.isPending ? (
        <Waiting />
      ) : pages.error && pages.rows.length === 0 ? (
        <Trouble error={pages.error} onRetry={() => void pages.refetch()} />
      ) : pages.rows.length === 0 ? (
        <None state={state} action={keeps ? convene : undefined} />
      ) : (
        <div className="min-h-0 flex-1 overflow-y-auto px-6 pb-6">
          <Meetings rows={pages.rows} />
          {pages.hasNextPage && (
            <Button
              type="text"
              block
              loading={pages.isFetchingNextPage}
              onClick={() => void pages.fetchNextPage()}
            >
              看更早的
            </Button>
          )}
        </div>
      )}
    </div>
  )
}

/** Which ones: a link each, so that the choice can be sent to a colleague. */
function States({ state }: { state: MeetingState | undefined }) {
  const all = [undefined, ...(Object.keys(MEETING_STATES) as MeetingState[])]
  return (
    <nav aria-label="按状态看" className="flex flex-wrap gap-1">
      {all.map((each) => (
        <Link
          key={each ?? 'all'}
          href={paths.meetings(each)}
          aria-current={each === state ? 'page' : undefined}
          className={`rounded-card px-3 py-1 ${each === state ? 'bg-brand-soft font-bold text-brand-deep' : 'text-ink-2 hover:bg-well'}`}
        >
          {each ? MEETING_STATES[each] : '全部'}
        </Link>
      ))}
    </nav>
  )
}

function None({ state, action }: { state: MeetingState | undefined; action: React.ReactNode }) {
  return state ? (
    <Blank icon="people" title={`没有“${MEETING_STATES[state]}”的会议`}>
      换一个状态看看，或者看全部。
    </Blank>
  ) : (
    <Blank icon="people" title="还没有开过会" action={action}>
      在这里召集会议：什么会能决定什么、提前几天通知、多少人到会、多少人同意，系统按法律条文算。以前在纸上开的会也可以补录。
    </Blank>
  )
}

function Meetings({ rows }: { rows: readonly Listed[] }) {
  const now = useNow()
  const many = new Set(rows.map(({ division }) => division.slice(0, 12))).size > 1
  const place: TableProps<Listed>['columns'] = many
    ? [{ title: '村、社区', width: 140, render: (_, { divisionName }) => divisionName }]
    : []
  return (
    <Table<Listed>
      size="small"
      rowKey="id"
      tableLayout="fixed"
      className="desk-table"
      pagination={false}
      dataSource={[...rows]}
      columns={[
        { title: '会期', width: 200, render: (_, { meetsAt }) => meetsAtText(meetsAt, now) },
        ...place,
        { title: '会议', render: (_, meeting) => <Named meeting={meeting} /> },
        {
          title: '议题',
          render: (_, { motions, monthly }) => (
            <span className="line-clamp-2 text-ink-2">
              {motions.length === 0 && monthly
                ? subjectsOf({ motions, monthly })
                : motions.map(({ n, title }) => `${n}. ${title}`).join('　')}
            </span>
          ),
        },
        {
          title: '到会',
          width: 110,
          render: (_, { due, present }) =>
            due === undefined ? (
              <span className="text-ink-3">名册未定</span>
            ) : (
              <span className="tabular-nums">
                {present} / {due}
              </span>
            ),
        },
        {
          title: '状态',
          width: 120,
          render: (_, { state, stateName }) => (
            <StateBadge state={STATE_TONES[state]}>{stateName}</StateBadge>
          ),
        },
      ]}
    />
  )
}

function Named({ meeting: { id, title, bodyName, paper } }: { meeting: Listed }) {
  return (
    <span className="grid">
      <span>
        <Link href={paths.meeting(id)} className="font-bold text-brand underline-offset-4 hover:underline">
          {title}
        </Link>
        {paper && <Tag className="ml-2">{PAPER_MARK}</Tag>}
      </span>
      <span className="text-small text-ink-3">{bodyName}</span>
    </span>
  )
}
