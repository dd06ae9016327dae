import { Button, Input, Select, Table, type TableProps } from 'antd'
import { useDeferredValue, useState } from 'react'
import { useLocation } from 'wouter'
import { addressAt } from '#contract/division-codes.ts'
import { bindsPhones, may } from '#contract/roles.ts'
import type { Output } from '#web/client/call.ts'
import { useCall, usePages } from '#web/client/queries.ts'
import { actingPost, useMe } from '#web/client/session.ts'
import { useArea } from '#web/matters/desk-reference.ts'
import { Blank, Trouble, Waiting } from '#web/matters/desk-state.tsx'
import { paths } from '#web/surfaces/desk/paths.ts'
import { PersonDrawer } from './desk-person.tsx'
import { MaskedCell, UnmaskDialog, type Wanted } from './desk-unmask.tsx'

type Person = Output<'people.register'>['rows'][number]

/** The people of one's area, household by household. */
export function RegisterDesk() {
  const [typed, setTyped] = useState('')
  const [division, setDivision] = useState<string>()
  const [, navigate] = useLocation()
  const q = useDeferredValue(typed.trim())
  const pages = usePages('people.register', { ...(q ? { q } : {}), ...(division ? { division } : {}) })
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex items-center gap-3 px-6 py-4">
        <h1 className="text-lead font-bold whitespace-nowrap">村民名册</h1>
        <Village value={division} onChange={setDivision} />
        <div className="w-56 shrink-0">
          <Input
            allowClear
            aria-label="按姓名或户号找"
            placeholder="姓名或户号"
            maxLength={40}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </div>
        <span className="flex-1 text-small text-ink-3">手机号和身份证号只显示头尾</span>
        <Bindings />
        <Seconds />
        <Exports />
        <Button type="primary" onClick={() => navigate(paths.imports())}>
          导入名单
        </Button>
      </div>
      <People pages={pages} isNarrowed={q !== '' || division !== undefined} />
    </div>
  )
}

/** Telephones that ask whose they are, for whoever of the village knows. */
function Bindings() {
  const [, navigate] = useLocation()
  const isKeeper = bindsPhones(actingPost(useMe()))
  const waiting = useCall('phoneBindings.list', isKeeper ? {} : undefined).data?.waiting ?? 0
  if (!isKeeper) return null
  return (
    <Button onClick={() => navigate(paths.phoneBindings())}>
      登记手机号{waiting > 0 && `（${waiting} 份等核对）`}
    </Button>
  )
}

/** What colleagues wrote down, and how many of it wait for one’s word. */
function Seconds() {
  const [, navigate] = useLocation()
  const mayAnswer = may(actingPost(useMe()), 'people.second')
  const list = useCall('secondWords.list', mayAnswer ? {} : undefined)
  const waiting = (list.data ?? []).filter((row) => row.mayAnswer).length
  if (!mayAnswer) return null
  return (
    <Button onClick={() => navigate(paths.secondWords())}>
      待复核{waiting > 0 && `（${waiting} 件等您）`}
    </Button>
  )
}

/** The way to take the register along, and how many requests of others wait for one’s word. */
function Exports() {
  const [, navigate] = useLocation()
  const list = useCall('listExports.list', {})
  const waiting = (list.data ?? []).filter(({ state, isOwn }) => state === 'waiting' && !isOwn).length
  return (
    <Button onClick={() => navigate(paths.listExports())}>
      导出{waiting > 0 && `（${waiting} 份等审批）`}
    </Button>
  )
}

/** Whoever answers for one village has nothing to choose. */
function Village({
  value,
  onChange,
}: {
  value: string | undefined
  onChange: (code: string | undefined) => void
}) {
  const area = useArea()
  const villages = area.filter(({ level }) => level === 'village')
  if (villages.length < 2) return null
  const options = villages.map(({ code, name }) => {
    const town = area.find((one) => one.level === 'town' && code.startsWith(one.code))
    return { value: code, label: town ? `${name}（${town.name}）` : name }
  })
  return (
    <Select
      allowClear
      aria-label="哪个村、社区"
      placeholder="全部村、社区"
      className="w-56"
      showSearch={{ optionFilterProp: 'label' }}
      value={value ?? null}
      options={options}
      onChange={(code: string | undefined) => onChange(code)}
    />
  )
}

function People({
  pages,
  isNarrowed,
}: {
  pages: ReturnType<typeof usePages<'people.register'>>
  isNarrowed: boolean
}) {
  const { rows, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } = pages
  const canUnmask = may(actingPost(useMe()), 'people.unmask')
  const [wanted, setWanted] = useState<Wanted>()
  const [opened, setOpened] = useState<Person>()
  if (error && rows.length === 0) return <Trouble error={error} onRetry={() => void pages.refetch()} />
  if (isPending) return <Waiting />
  if (rows.length === 0) return <Empty isNarrowed={isNarrowed} />
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-6 pb-6">
      <Table<Person>
        size="small"
        bordered
        rowKey="id"
        tableLayout="fixed"
        className="desk-table"
        columns={columnsOf(rows, { onOpen: setOpened, onWant: canUnmask ? setWanted : undefined })}
        dataSource={rows}
        pagination={false}
      />
      {hasNextPage && (
        <Button type="text" block loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          再看一些
        </Button>
      )}
      <PersonDrawer person={opened} onClose={() => setOpened(undefined)} />
      <UnmaskDialog wanted={wanted} onClose={() => setWanted(undefined)} />
    </div>
  )
}

function Empty({ isNarrowed }: { isNarrowed: boolean }) {
  const [, navigate] = useLocation()
  if (isNarrowed)
    return (
      <Blank icon="search" title="名册里没有找到">
        按姓名从头写起，或者写完整的户号；也可能登记在别的村。
      </Blank>
    )
  return (
    <Blank
      icon="people"
      title="名册还是空的"
      action={
        <Button type="primary" onClick={() => navigate(paths.imports())}>
          导入名单
        </Button>
      }
    >
      把村里现有的 Excel 名单导进来，代报代办、通知和表决都从这里找人。
    </Blank>
  )
}

type Doing = {
  onOpen: (person: Person) => void
  onWant: ((wanted: Wanted) => void) | undefined
}

/** A household is named once, beside all of its people. */
function columnsOf(
  rows: readonly Person[],
  { onOpen, onWant }: Doing,
): NonNullable<TableProps<Person>['columns']> {
  const isFirst = (at: number | undefined) =>
    at === 0 || rows[(at ?? 0) - 1]?.household !== rows[at ?? 0]?.household
  const onCell = ({ household }: Person, at?: number) => ({
    rowSpan: isFirst(at) ? rows.filter((row) => row.household === household).length : 0,
  })
  return [
    {
      title: '户',
      width: 168,
      onCell,
      render: (_, { householdName, householdNumber }) => (
        <span className="grid">
          <b>{householdName}</b>
          {householdNumber && <span className="text-small text-ink-3">{householdNumber}</span>}
        </span>
      ),
    },
    {
      title: '住址',
      onCell,
      render: (_, { divisionName, address }) => addressAt(divisionName, address),
    },
    {
      title: '姓名',
      width: 112,
      render: (_, person) => (
        <Button type="link" size="small" className="px-0!" onClick={() => onOpen(person)}>
          {person.name}
        </Button>
      ),
    },
    { title: '与户主关系', dataIndex: 'relation', width: 108 },
    { title: '性别', dataIndex: 'sex', width: 64 },
    { title: '出生日期', dataIndex: 'bornOn', width: 116, className: 'tabular-nums' },
    {
      title: '手机号',
      width: 168,
      className: 'tabular-nums',
      render: (_, person) => <MaskedCell person={person} field="phone" onWant={onWant} />,
    },
    {
      title: '身份证号',
      width: 224,
      className: 'tabular-nums',
      render: (_, person) => <MaskedCell person={person} field="idNumber" onWant={onWant} />,
    },
  ]
}
