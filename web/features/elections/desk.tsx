import { Button } from 'antd'
import { useState } from 'react'
import { may } from '#contract/roles.ts'
import type { Output } from '#web/client/call.ts'
import { useCall } from '#web/client/queries.ts'
import { actingPost, useMe } from '#web/client/session.ts'
import { DeskSheet } from '#web/matters/desk-export.tsx'
import { Blank, Trouble, Waiting } from '#web/matters/desk-state.tsx'
import { Icon } from '#web/ui/icon.tsx'
import { OnDay } from '#web/ui/on-day.tsx'
import { RecordForm } from './desk-record.tsx'

type Election = Output<'elections.list'>[number]

/** Elections as they were held on paper. There is no screen that runs one: the law leaves them to paper (VCL 18). */
export function ElectionsDesk() {
  const post = actingPost(useMe())
  const [recording, setRecording] = useState(false)
  const village = post && post.division.length >= 12 ? post.division.slice(0, 12) : undefined
  const list = useCall('elections.list', village ? { query: { division: village } } : undefined)
  if (!village)
    return (
      <Blank icon="people" title="选举记录按村看">
        换成村里的岗位，就能看到本村历次选举怎么算的。
      </Blank>
    )
  if (!list.data)
    return list.error ? <Trouble error={list.error} onRetry={() => void list.refetch()} /> : <Waiting />
  const record = may(post, 'meetings.keep') && (
    <Button type="primary" icon={<Icon name="plus" />} onClick={() => setRecording(true)}>
      登记一次选举
    </Button>
  )
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex items-center gap-4 px-6 py-4">
        <h1 className="text-lead font-bold">选举记录</h1>
        <p className="text-ink-2">选举只在线下用纸票进行，这里照结果登记，按条文算谁当选。</p>
        <span className="flex-1" />
        {list.data.length > 0 && (
          <>
            <DeskSheet of="elections.list" input={{ query: { division: village } }} />
            {record}
          </>
        )}
      </div>
      {list.data.length === 0 ? (
        <Blank icon="people" title="还没有登记过选举" action={record}>
          换届、补选在纸上选完以后，把登记选民、投票人数和各人得票抄进来，系统核对数字、写明谁当选。
        </Blank>
      ) : (
        <ul className="grid min-h-0 content-start gap-4 overflow-y-auto px-6 pb-8">
          {list.data.map((election) => (
            <ElectionCard key={election.id} election={election} />
          ))}
        </ul>
      )}
      <RecordForm open={recording} division={village} onClose={() => setRecording(false)} />
    </div>
  )
}

function ElectionCard({ election: { heldOn, record, verdict } }: { election: Election }) {
  const { candidates, seats, runoff, proxies, objections = [] } = record
  return (
    <li className="grid max-w-[60rem] gap-3 rounded-card border border-line bg-paper p-5">
      <h2 className="font-bold">
        <OnDay day={heldOn} />{' '}
        {record.recall ? '罢免投票' : `${runoff ? '另行选举' : '选举'}，应选 ${seats} 名`}
      </h2>
      <ul className="grid gap-1">
        {verdict.says.map((says) => (
          <li key={says} className="flex gap-2">
            <Icon name={verdict.valid ? 'check' : 'warning'} className="mt-0.5 size-4 text-ink-3" />
            {says}
          </li>
        ))}
      </ul>
      <dl className="grid grid-cols-[repeat(auto-fill,minmax(11rem,1fr))] gap-x-6 gap-y-1">
        {candidates.map(({ name, votes }) => (
          <div key={name} className="flex justify-between border-b border-line py-1">
            <dt>
              {name}
              {verdict.elected.includes(name) && (
                <b className="ml-2 text-brand">{record.recall ? '罢免' : '当选'}</b>
              )}
            </dt>
            <dd className="tabular-nums">{votes} 票</dd>
          </div>
        ))}
      </dl>
      {objections.length > 0 && (
        <ul className="text-small text-ink-2">
          {objections.map(({ name, on, decidedOn }) => (
            <li key={`${name} ${on}`}>
              名单申诉：{name} <OnDay day={on} />
              提出，
              <OnDay day={decidedOn} />
              处理
            </li>
          ))}
        </ul>
      )}
      {proxies.length > 0 && (
        <p className="text-small text-ink-2">
          书面委托：{proxies.map(({ principal, holder }) => `${principal}委托${holder}`).join('；')}
        </p>
      )}
    </li>
  )
}
