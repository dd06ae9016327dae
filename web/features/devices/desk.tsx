import { Button, Checkbox, Table, type TableProps } from 'antd'
import { useState } from 'react'
import { useCall } from '#web/client/queries.ts'
import { DeskSheet } from '#web/matters/desk-export.tsx'
import { Blank, Trouble, Waiting } from '#web/matters/desk-state.tsx'
import { Moment } from '#web/matters/desk-time.tsx'
import { Icon, type IconName } from '#web/ui/icon.tsx'
import { useNow } from '#web/ui/use-now.ts'
import { ChangeDrawer, Revoke, ShowDrawer } from './desk-deeds.tsx'
import { RegisterDrawer } from './desk-register.tsx'
import { KINDS, standingOf, type Listed, type Standing } from './words.ts'

const EVERY_MS = 20_000
type Open = { what: 'change' | 'show'; device: Listed }

/** The screens of one’s area: how they are, what they show, and what can be done with them from here. */
export function DevicesDesk() {
  const [all, setAll] = useState(false)
  const [registering, setRegistering] = useState(false)
  const [open, setOpen] = useState<Open>()
  const asked = { query: all ? { all: 'true' as const } : {} }
  const list = useCall('devices.list', asked, { everyMs: () => EVERY_MS, keepsLast: true })
  const close = () => setOpen(undefined)
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex items-center gap-4 px-6 py-4">
        <h1 className="text-lead font-bold whitespace-nowrap">终端设备</h1>
        {list.data && <Counts devices={list.data} />}
        <span className="flex-1" />
        <Checkbox checked={all} onChange={({ target }) => setAll(target.checked)}>
          也看已注销的
        </Checkbox>
        <DeskSheet of="devices.list" input={asked} isEmpty={(list.data ?? []).length === 0} />
        <Button type="primary" icon={<Icon name="plus" />} onClick={() => setRegistering(true)}>
          登记设备
        </Button>
      </div>
      {list.error && !list.data ? (
        <Trouble error={list.error} onRetry={() => void list.refetch()} />
      ) : !list.data ? (
        <Waiting />
      ) : list.data.length === 0 ? (
        <None onRegister={() => setRegistering(true)} />
      ) : (
        <Devices devices={list.data} onOpen={setOpen} />
      )}
      <RegisterDrawer open={registering} onClose={() => setRegistering(false)} />
      <ChangeDrawer device={open?.what === 'change' ? open.device : undefined} onClose={close} />
      <ShowDrawer device={open?.what === 'show' ? open.device : undefined} onClose={close} />
    </div>
  )
}

function None({ onRegister }: { onRegister: () => void }) {
  return (
    <Blank
      icon="eye"
      title="还没有登记过设备"
      action={
        <Button type="primary" onClick={onRegister}>
          登记设备
        </Button>
      }
    >
      在触摸屏上打开 /kiosk，在电视或大厅屏上打开 /tv，屏幕会显示一个 6 位登记码，在这里填进去就行。
    </Blank>
  )
}

function Counts({ devices }: { devices: readonly Listed[] }) {
  const now = useNow()
  const used = devices.filter(({ revokedAt }) => !revokedAt)
  const bad = used.filter((device) => standingOf(device, now).tone === 'bad').length
  return (
    <p className="text-ink-2">
      在用 {used.length} 台{bad > 0 && <span className="text-late">，{bad} 台要去看看</span>}
    </p>
  )
}

function Devices({ devices, onOpen }: { devices: readonly Listed[]; onOpen: (open: Open) => void }) {
  const now = useNow()
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-6 pb-6">
      <Table<Listed>
        size="small"
        bordered
        rowKey="id"
        tableLayout="fixed"
        className="desk-table"
        columns={columnsOf(now, onOpen)}
        dataSource={devices}
        pagination={false}
      />
    </div>
  )
}

function columnsOf(now: number, onOpen: (open: Open) => void): NonNullable<TableProps<Listed>['columns']> {
  return [
    {
      title: '设备',
      render: (_, { name, kind }) => (
        <span className="grid">
          <b>{name}</b>
          <span className="text-small text-ink-3">{KINDS[kind]}</span>
        </span>
      ),
    },
    { title: '村、社区', width: 120, render: (_, { divisionName }) => divisionName },
    { title: '现在怎样', width: 200, render: (_, device) => <Standing device={device} now={now} /> },
    { title: '正在显示', width: 150, render: (_, { shows }) => shows ?? <Unsaid /> },
    { title: '内容', width: 170, render: (_, device) => <Content device={device} /> },
    {
      title: '屏幕',
      width: 110,
      render: (_, { width, height }) =>
        width && height ? <span className="tabular-nums">{`${width}×${height}`}</span> : <Unsaid />,
    },
    {
      title: '登记',
      width: 180,
      render: (_, { registeredAt, registeredBy }) => (
        <span className="grid">
          <Moment at={registeredAt} />
          <span className="text-small text-ink-3">{registeredBy}</span>
        </span>
      ),
    },
    {
      title: '可以做的',
      width: 240,
      render: (_, device) =>
        device.revokedAt ? (
          <span className="text-ink-3">
            注销于 <Moment at={device.revokedAt} />
          </span>
        ) : (
          <span className="flex">
            <Button type="link" size="small" onClick={() => onOpen({ what: 'show', device })}>
              立即显示
            </Button>
            <Button type="link" size="small" onClick={() => onOpen({ what: 'change', device })}>
              改名、移动
            </Button>
            <Revoke device={device} />
          </span>
        ),
    },
  ]
}

const Unsaid = () => <span className="text-ink-3">未报</span>

const TONES: Readonly<Record<Standing['tone'], { icon: IconName; className: string }>> = {
  good: { icon: 'check', className: 'text-done' },
  warn: { icon: 'clock', className: 'text-wait' },
  bad: { icon: 'warning', className: 'text-late' },
  off: { icon: 'close', className: 'text-ink-3' },
}

function Standing({ device, now }: { device: Listed; now: number }) {
  const { tone, says } = standingOf(device, now)
  const { icon, className } = TONES[tone]
  return (
    <span className="grid">
      <span className={`flex items-center gap-1 ${className}`}>
        <Icon name={icon} className="size-[1.1em]" />
        {says}
      </span>
      {device.trouble && <span className="text-small break-words text-late">{device.trouble}</span>}
      {device.seenAt && (
        <span className="text-small text-ink-3">
          最近报到 <Moment at={device.seenAt} />
        </span>
      )}
    </span>
  )
}

/** Whether it has read what the village published last. */
function Content({ device: { upToDate, contentAt } }: { device: Listed }) {
  if (upToDate === undefined || contentAt === undefined) return <Unsaid />
  return (
    <span className="grid">
      <span className={upToDate ? '' : 'text-wait'}>{upToDate ? '是最新的' : '还是旧的'}</span>
      <span className="text-small text-ink-3">
        读于 <Moment at={contentAt} />
      </span>
    </span>
  )
}
