import { Button, Table, type TableProps } from 'antd'
import { useState } from 'react'
import { may } from '#contract/roles.ts'
import { useCall } from '#web/client/queries.ts'
import { actingPost, useMe } from '#web/client/session.ts'
import { Blank, Trouble, Waiting } from '#web/matters/desk-state.tsx'
import { SaidBy } from '#web/matters/desk-said-by.tsx'
import { Verdict } from '#web/matters/desk-verdict.tsx'
import { paths } from '#web/surfaces/desk/paths.ts'
import { Link } from '#web/ui/link.tsx'
import { DecideDrawer } from './desk-decide.tsx'
import { KINDS, STATES, type SecondWord } from './words.ts'

/** What one colleague wrote down and another has to agree to; those that wait for one’s own word stand first. */
export function SecondWordsDesk() {
  const post = actingPost(useMe())
  const list = useCall('secondWords.list', {})
  const [deciding, setDeciding] = useState<string>()
  const rows = list.data?.toSorted((a, b) => Number(b.mayAnswer) - Number(a.mayAnswer))
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex items-center gap-4 px-6 py-4">
        <h1 className="text-lead font-bold whitespace-nowrap">待复核</h1>
        {rows && <span className="text-ink-2">{rows.filter((row) => row.mayAnswer).length} 件等您</span>}
        <span className="flex-1" />
        {may(post, 'people.read') && (
          <Link href={paths.people()} className="text-brand hover:underline">
            回到名册
          </Link>
        )}
      </div>
      <p className="px-6 pb-3 text-small text-ink-2">
        手机号登记给谁，拿手机的人就能替谁说话、投票；监护人能替孩子办事。所以一个人登记，要另一个人看过同意才生效，不能复核自己登记的。
      </p>
      {list.error && !rows ? (
        <Trouble error={list.error} onRetry={() => void list.refetch()} />
      ) : !rows ? (
        <Waiting />
      ) : rows.length === 0 ? (
        <Blank icon="check" title="没有要复核的">
          同事登记了没有手机号的人的号码，或者孩子的监护人，会在这里等您看过。
        </Blank>
      ) : (
        <div className="min-h-0 flex-1 overflow-y-auto px-6 pb-6">
          <Table<SecondWord>
            size="small"
            bordered
            rowKey="id"
            tableLayout="fixed"
            className="desk-table"
            columns={columnsOf(setDeciding)}
            dataSource={rows}
            pagination={false}
          />
        </div>
      )}
      <DecideDrawer id={deciding} onClose={() => setDeciding(undefined)} />
    </div>
  )
}

function columnsOf(onDecide: (id: string) => void): NonNullable<TableProps<SecondWord>['columns']> {
  return [
    {
      title: '登记了什么',
      render: (_, { kind, says, placeName }) => (
        <span className="grid">
          <b className="break-words">{says || KINDS[kind]}</b>
          <span className="text-small text-ink-2">{[KINDS[kind], placeName].join('，')}</span>
        </span>
      ),
    },
    {
      title: '谁登记的',
      width: 190,
      render: (_, { by, byTitle, askedAt }) => <SaidBy by={by} title={byTitle} at={askedAt} />,
    },
    { title: '到哪一步', width: 260, render: (_, row) => <Standing row={row} /> },
    {
      title: '可以做的',
      width: 150,
      render: (_, { id, says, state, mayAnswer }) =>
        mayAnswer ? (
          <Button type="primary" size="small" aria-label={`复核：${says}`} onClick={() => onDecide(id)}>
            复核
          </Button>
        ) : (
          state === 'waiting' && <span className="text-ink-3">要由另一个人复核</span>
        ),
    },
  ]
}

const Standing = ({ row }: { row: SecondWord }) => (
  <Verdict look={STATES[row.state]} row={row} isOpen={row.state === 'waiting'} />
)
