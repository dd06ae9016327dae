import { Button, Dropdown, Input, Select } from 'antd'
import { useState } from 'react'
import { bodyOf, type BodyId } from '#practice/meetings/bodies.ts'
import { useChange } from '#web/client/queries.ts'
import { DeskField } from '#web/matters/desk-field.tsx'
import { Icon } from '#web/ui/icon.tsx'
import { TakeBack } from './desk-take-back.tsx'
import type { Meeting, RollRow } from './words.ts'

/** One of the roll: came or not, by whom, and the button that says so. */
export function RollLine({
  row,
  meeting,
  isNext,
  onPaper,
  held,
  onTick,
}: {
  row: RollRow
  meeting: Meeting
  isNext: boolean
  /** Writes secret votes on paper. */
  onPaper: boolean
  /** For how many a grown-up of the household stands in. */
  held: (adult: { id: string; name: string }) => number
  onTick: ((person?: string) => void) | undefined
}) {
  const [proxying, setProxying] = useState(false)
  const [undoing, setUndoing] = useState(false)
  const { n, name, means, proxy, adults = [] } = row
  // The contract tells any text; only bodies of the house are ever stored.
  const mayProxy = bodyOf(meeting.body as BodyId).proxy === 'household' && adults.length > 0
  return (
    <li className={`grid gap-2 px-3 py-1.5 ${isNext ? 'desk-cursor bg-brand-soft' : ''}`}>
      <div className="flex min-h-8 items-center gap-2">
        <span className="w-7 text-small text-ink-3 tabular-nums">{n}</span>
        <span className="min-w-0 flex-1">
          {name}
          <span className="ml-2 text-small text-ink-3">{noteOf(row, onPaper)}</span>
        </span>
        {means ? (
          <Came row={row} onUndo={onTick && row.byDesk ? () => setUndoing(!undoing) : undefined} />
        ) : (
          onTick && (
            <>
              {mayProxy && !proxy && (
                <Button type="text" size="small" onClick={() => setProxying(!proxying)}>
                  委托
                </Button>
              )}
              <Tick row={row} meeting={meeting} onTick={onTick} />
            </>
          )
        )}
      </div>
      {proxying && !proxy && (
        <ProxyForm row={row} meeting={meeting} held={held} onDone={() => setProxying(false)} />
      )}
      {undoing && means && <TakeBack row={row} meeting={meeting} onDone={() => setUndoing(false)} />}
    </li>
  )
}

function Came({ row: { name, means }, onUndo }: { row: RollRow; onUndo: (() => void) | undefined }) {
  return (
    <span className="flex items-center gap-1 text-small text-brand">
      <Icon name="check" className="size-4" />
      {means}
      {onUndo && (
        <Button type="text" size="small" aria-label={`撤回${name}的签到`} onClick={onUndo}>
          撤回
        </Button>
      )}
    </span>
  )
}

/** Who they are here and how they came, in one line. */
const noteOf = ({ seat, person, proxy, notedBy }: RollRow, onPaper: boolean): string =>
  [
    seat,
    person && `${person}来的`,
    proxy && `委托${proxy}`,
    onPaper && '写纸票',
    notedBy && `${notedBy}代签到`,
  ]
    .filter(Boolean)
    .join('，')

/** One press; of a household it is asked who came for it. */
function Tick({
  row: { name, adults = [] },
  meeting,
  onTick,
}: {
  row: RollRow
  meeting: Meeting
  onTick: (person?: string) => void
}) {
  if (meeting.basis === 'persons' || adults.length <= 1)
    return (
      <Button
        size="small"
        aria-label={`${name}签到`}
        onClick={() => onTick(meeting.basis === 'households' ? adults[0]?.id : undefined)}
      >
        签到
      </Button>
    )
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: adults.map(({ id, name: label }) => ({ key: id, label })),
        onClick: ({ key }) => onTick(key),
      }}
    >
      <Button size="small" aria-label={`${name}签到，选谁来的`}>
        谁来的
      </Button>
    </Dropdown>
  )
}

/** A written proxy within the household (RCE 27). */
function ProxyForm({
  row,
  meeting,
  held,
  onDone,
}: {
  row: RollRow
  meeting: Meeting
  held: (adult: { id: string; name: string }) => number
  onDone: () => void
}) {
  const [holder, setHolder] = useState<string>()
  const [paper, setPaper] = useState('')
  const authorize = useChange('meetings.authorize', ['meetings.roll', 'meetings.show'])
  const submit = () => {
    if (!holder) return
    const body = { principal: row.member, holder, paper }
    authorize.mutate({ input: { params: { id: meeting.id }, body } }, { onSuccess: onDone })
  }
  return (
    <div className="grid gap-2 pb-2 pl-9">
      <DeskField label="委托同户的谁" required fault={authorize.error?.fields['holder']}>
        {(bound) => (
          <Select
            {...bound}
            aria-label="委托同户的谁"
            placeholder="选一个人"
            value={holder ?? null}
            options={(row.adults ?? []).map((adult) => {
              const count = held(adult)
              return { value: adult.id, label: count > 0 ? `${adult.name}（已代 ${count} 人）` : adult.name }
            })}
            onChange={(value) => setHolder(value ?? undefined)}
          />
        )}
      </DeskField>
      <DeskField label="委托书编号或放在哪里" required fault={authorize.error?.fields['paper']}>
        {(bound) => (
          <Input {...bound} maxLength={120} value={paper} onChange={({ target }) => setPaper(target.value)} />
        )}
      </DeskField>
      {authorize.error && Object.keys(authorize.error.fields).length === 0 && (
        <p className="text-late">{authorize.error.message}</p>
      )}
      <Button
        size="small"
        disabled={!holder || paper.trim().length < 2}
        loading={authorize.isPending}
        onClick={submit}
      >
        登记委托
      </Button>
    </div>
  )
}
