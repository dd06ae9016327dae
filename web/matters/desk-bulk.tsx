import { Button, Dropdown } from 'antd'
import { useState } from 'react'
import { newKey, type Output } from '#web/client/call.ts'
import { useChange } from '#web/client/queries.ts'
import {
  findAction,
  plays,
  standsOn,
  type Actor,
  type AnyFlow,
  type Matter,
  type Values,
} from '#practice/kit/index.ts'
import { toWire } from './desk-actions.tsx'
import { ActionForm } from './desk-form.tsx'
import { useReference } from './desk-reference.ts'
import type { Row } from './desk-words.ts'
import { Icon } from '#web/ui/icon.tsx'

type Results = Output<'matters.actMany'>

/** As much of a matter as a row tells; enough to see whose step it is, and the server decides each. */
function matterOf(row: Row): Matter {
  const { flow, stage, level, division, openedAt, stageAt, unit } = row
  return {
    flow,
    stage,
    level,
    division,
    openedAt,
    stageAt,
    ...(unit ? { unit } : {}),
    asker: '',
    assistsOpen: 0,
    answers: {},
    done: {},
    rev: 0,
  }
}

/** The actions this person may likely do on every one of the rows; to press is the same in every flow. */
export function commonActions(
  flows: Readonly<Record<string, AnyFlow>>,
  rows: readonly Row[],
  actor: Actor,
): { flow: AnyFlow; actions: string[] } | undefined {
  const [first] = rows
  const flow = first && flows[first.flow]
  if (!flow) return undefined
  const press = rows.every((row) => {
    const own = flows[row.flow]
    return own !== undefined && standsOn(own, matterOf(row), actor, 'overseeing')
  })
    ? ['press']
    : []
  if (rows.some((row) => row.flow !== flow.id)) return press.length > 0 ? { flow, actions: press } : undefined
  const actions = Object.entries(flow.actions).flatMap(([name, action]) => {
    const from = typeof action.from === 'string' ? [action.from] : (action.from ?? [])
    // A field that names another matter says something different of each.
    const single = [...(action.asks ?? [])].some((key) => flow.fields[key]?.kind === 'matter')
    if (from.length === 0 || single || action.by === 'clock') return []
    const { by } = action
    const may = rows.every(
      (row) => from.includes(row.stage) && (by === 'anyone' || plays(flow, by, matterOf(row), actor)),
    )
    return may ? [name] : []
  })
  return { flow, actions: [...press, ...actions] }
}

/** Appears when rows are picked: one action on all, and afterwards what became of each. */
export function DeskBulk({
  rows,
  flows,
  actor,
  onDone,
}: {
  rows: readonly Row[]
  flows: Readonly<Record<string, AnyFlow>>
  actor: Actor
  onDone: () => void
}) {
  const [action, setAction] = useState<string>()
  const [results, setResults] = useState<{ rows: readonly Row[]; results: Results }>()
  const common = commonActions(flows, rows, actor)
  if (results) {
    const close = () => {
      setResults(undefined)
      onDone()
    }
    return <Outcome {...results} onClose={close} />
  }
  if (rows.length === 0) return null
  return (
    <section aria-label="批量办理" className="shrink-0 border-t border-line bg-brand-soft px-4 py-2.5">
      <div className="flex items-center gap-2">
        <b>选中 {rows.length} 件</b>
        {common && common.actions.length > 0 ? (
          <Choices flow={common.flow} actions={common.actions} chosen={action} onChoose={setAction} />
        ) : (
          <span className="text-ink-2">
            {common ? '这几件没有能一起办的动作，请选同一环节的' : '流程不同，请先选一个流程再批量办'}
          </span>
        )}
        <span className="flex-1" />
        <Button type="text" onClick={onDone}>
          取消选择
        </Button>
      </div>
      {common && action !== undefined && common.actions.includes(action) && (
        <BulkForm
          key={action}
          flow={common.flow}
          action={action}
          rows={rows}
          onCancel={() => setAction(undefined)}
          onResults={(done) => {
            setAction(undefined)
            setResults({ rows, results: done })
          }}
        />
      )}
    </section>
  )
}

function Choices({
  flow,
  actions,
  chosen,
  onChoose,
}: {
  flow: AnyFlow
  actions: readonly string[]
  chosen: string | undefined
  onChoose: (action: string) => void
}) {
  const nameOf = (action: string) => findAction(flow, action)?.name ?? action
  // The first three lie open; the rare ones wait behind one button.
  const [shown, rest] = [actions.slice(0, 3), actions.slice(3)]
  return (
    <>
      {shown.map((action) => (
        <Button
          key={action}
          aria-expanded={action === chosen}
          className={action === chosen ? 'border-brand text-brand' : ''}
          onClick={() => onChoose(action)}
        >
          一起{nameOf(action)}
        </Button>
      ))}
      {rest.length > 0 && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: rest.map((action) => ({ key: action, label: `一起${nameOf(action)}` })),
            onClick: ({ key }) => onChoose(key),
          }}
        >
          <Button type="text">更多</Button>
        </Dropdown>
      )}
    </>
  )
}

function BulkForm({
  flow,
  action,
  rows,
  onCancel,
  onResults,
}: {
  flow: AnyFlow
  action: string
  rows: readonly Row[]
  onCancel: () => void
  onResults: (results: Results) => void
}) {
  const reference = useReference(flow)
  const [key] = useState(newKey)
  const many = useChange('matters.actMany', [
    'matters.list',
    'matters.queues',
    'matters.attention',
    'matters.points',
  ])
  // One class for all, or none: a rule about the class is checked here only when it speaks of every row.
  const items = new Set(rows.map(({ item }) => item))
  const item = items.size === 1 ? rows[0]?.item : undefined
  const listed = reference.findItem(item)
  const likely = listed?.unit ? [{ code: listed.unit, why: `清单写明“${listed.name}”的首接单位` }] : []
  const submit = async (answers: Values) =>
    onResults(
      await many.mutateAsync({
        input: { body: { ids: rows.map(({ id }) => id), action, answers: toWire(answers) } },
        key,
      }),
    )
  return (
    <div className="mt-3 max-h-[46vh] max-w-[40rem] overflow-y-auto pb-2">
      <ActionForm
        flow={flow}
        action={action}
        draftKey={`bulk ${flow.id} ${action}`}
        around={{ reference, known: {}, likely }}
        itemCode={item}
        submitWords={`${rows.length} 件一起${findAction(flow, action)?.name ?? ''}`}
        busy={many.isPending}
        error={many.error}
        onSubmit={submit}
        onCancel={onCancel}
      />
    </div>
  )
}

function Outcome({
  rows,
  results,
  onClose,
}: {
  rows: readonly Row[]
  results: Results
  onClose: () => void
}) {
  const refused = results.filter((result) => result.refused !== undefined)
  return (
    <section
      role="status"
      aria-label="批量办理结果"
      className="grid max-h-[40vh] shrink-0 gap-2 overflow-y-auto border-t border-line bg-brand-soft px-4 py-3"
    >
      <div className="flex items-center gap-2">
        <b>
          办成 {results.length - refused.length} 件
          {refused.length > 0 ? `，${refused.length} 件没有办成` : ''}
        </b>
        <span className="flex-1" />
        <Button onClick={onClose}>知道了</Button>
      </div>
      <ul className="grid gap-1">
        {results.map(({ id, refused: why }) => {
          const row = rows.find((one) => one.id === id)
          return (
            <li key={id} className={`flex items-center gap-2 ${why ? 'text-late' : 'text-done'}`}>
              <Icon name={why ? 'warning' : 'check'} className="size-[1.1em]" />
              <span className="tabular-nums">{row?.number}</span>
              <span className="text-ink">{row?.title}</span>
              <span>{why ?? '已办'}</span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
