import { Button, Input, Select } from 'antd'
import { useState, type ReactNode } from 'react'
import { OUTCOMES, type Sought } from './sought.ts'

/** What to look for. Nothing is asked before the button: each search is written down. */
export function AuditFilters({
  sought,
  routes,
  onSeek,
}: {
  sought: Sought
  routes: readonly { route: string; does: string }[]
  onSeek: (sought: Sought) => void
}) {
  const [draft, setDraft] = useState<Sought>(sought)
  const set = (part: Sought) => setDraft((before) => ({ ...before, ...part }))
  return (
    <form
      role="search"
      className="flex flex-wrap items-start gap-3 px-6 pb-4"
      onSubmit={(event) => {
        event.preventDefault()
        onSeek(draft)
      }}
    >
      <What draft={draft} set={set} routes={routes} />
      <Labelled says="从哪天" className="w-36">
        <Input
          type="date"
          aria-label="从哪天"
          value={draft.from ?? ''}
          onChange={({ target }) => set({ from: target.value })}
        />
      </Labelled>
      <Labelled says="到哪天" className="w-36">
        <Input
          type="date"
          aria-label="到哪天"
          value={draft.to ?? ''}
          onChange={({ target }) => set({ to: target.value })}
        />
      </Labelled>
      <Button type="primary" htmlType="submit" className="self-end">
        查询
      </Button>
      {Object.values(draft).some(Boolean) && (
        <Button type="text" className="self-end" onClick={() => onSeek({})}>
          清空
        </Button>
      )}
    </form>
  )
}

function What({
  draft,
  set,
  routes,
}: {
  draft: Sought
  set: (part: Sought) => void
  routes: readonly { route: string; does: string }[]
}) {
  return (
    <>
      <Labelled says="谁" className="w-32">
        <Input
          allowClear
          aria-label="谁"
          placeholder="姓名"
          maxLength={40}
          value={draft.who ?? ''}
          onChange={({ target }) => set({ who: target.value })}
        />
      </Labelled>
      <Labelled says="记录" className="w-48">
        <Input
          allowClear
          aria-label="记录"
          placeholder="事项编号、姓名或编码"
          maxLength={64}
          value={draft.record ?? ''}
          onChange={({ target }) => set({ record: target.value })}
        />
      </Labelled>
      <Labelled says="做了什么" className="w-56">
        <Select
          allowClear
          aria-label="做了什么"
          placeholder="全部"
          className="w-full"
          showSearch={{ optionFilterProp: 'label' }}
          value={draft.route ?? null}
          options={routes.map(({ route, does }) => ({ value: route, label: does }))}
          onChange={(route: string | null) => set({ route: route ?? undefined })}
        />
      </Labelled>
      <Labelled says="结果" className="w-28">
        <Select
          allowClear
          aria-label="结果"
          placeholder="全部"
          className="w-full"
          value={draft.outcome ?? null}
          options={Object.entries(OUTCOMES).map(([value, label]) => ({ value, label }))}
          onChange={(outcome: Sought['outcome'] | null) => set({ outcome: outcome ?? undefined })}
        />
      </Labelled>
    </>
  )
}

function Labelled({ says, className, children }: { says: string; className: string; children: ReactNode }) {
  return (
    <div className={`grid gap-1 ${className}`}>
      <span aria-hidden="true" className="text-small text-ink-2">
        {says}
      </span>
      {children}
    </div>
  )
}
