import { App, Button, Tooltip } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { CallError, newKey } from '#web/client/call.ts'
import { useChange } from '#web/client/queries.ts'
import { findAction, isAside, marksOf, type AnyFlow, type Values } from '#practice/kit/index.ts'
import { Icon } from '#web/ui/icon.tsx'
import { mainAction } from './desk-order.ts'
import { ActionForm, type Template } from './desk-form.tsx'
import { useKeys } from './desk-keys.ts'
import type { Reference } from './desk-reference.ts'
import { suggestUnits } from './desk-suggest.ts'
import type { Detail } from './desk-words.ts'

type Possible = Detail['actions'][number]

export type Acting = {
  detail: Detail
  flow: AnyFlow
  reference: Reference
  templates: readonly (Template & { action: string })[]
  /** The action whose form lies open, kept by the detail: the contact card opens one too. */
  open: string | undefined
  onOpen: (action: string | undefined) => void
}

/** What one may do next, at the foot of the detail; what cannot be done yet says why. */
export function DeskActions(props: Acting) {
  const { detail, flow, open, onOpen } = props
  const first = mainAction(flow, detail)
  // What carries on stands first; the contact card has its own button unless that is what is due.
  const steps = [
    ...(first ? [first] : []),
    ...detail.actions.filter((possible) => possible !== first && !isAside(possible.action)),
  ]
  const asides = detail.actions.filter(
    (possible) => possible !== first && isAside(possible.action) && possible.action !== 'contact',
  )
  const free = (names: readonly string[]) => {
    const found = detail.actions.find(
      ({ action, refused }) => refused === undefined && names.includes(action),
    )
    return found && (() => onOpen(found.action))
  }
  const { handover, ruling } = marksOf(flow)
  useKeys({
    d: first && (() => onOpen(first.action)),
    u: free(['press', 'urge']),
    s: free(handover),
    a: free(ruling),
    Escape: open === undefined ? undefined : () => onOpen(undefined),
  })
  return (
    <footer className="shrink-0 border-t border-line bg-paper">
      {open !== undefined && <Panel key={`${detail.id} ${open}`} {...props} action={open} />}
      <div className="grid gap-1.5 px-5 py-3">
        <div className="flex flex-wrap items-center gap-2">
          {steps.map((possible) => (
            <Step
              key={possible.action}
              possible={possible}
              main={possible === first}
              pressed={possible.action === open}
              onOpen={onOpen}
            />
          ))}
          {steps.length === 0 && <Nothing detail={detail} flow={flow} />}
          <span className="flex-1" />
          {asides.map((possible) => (
            <Step
              key={possible.action}
              possible={possible}
              pressed={possible.action === open}
              onOpen={onOpen}
            />
          ))}
        </div>
        <Refused steps={[...steps, ...asides].filter((possible) => possible.refused !== undefined)} />
      </div>
    </footer>
  )
}

/** Why not, in words: a grey button alone explains nothing. */
function Refused({ steps }: { steps: readonly Possible[] }) {
  if (steps.length === 0) return null
  return (
    <ul className="text-small text-ink-2">
      {steps.map(({ action, name, refused }) => (
        <li key={action} className="flex items-center gap-1">
          <Icon name="lock" className="size-[1em] text-ink-3" />
          {name}：{refused}
        </li>
      ))}
    </ul>
  )
}

function Step({
  possible: { action, name, hint, refused },
  main = false,
  pressed,
  onOpen,
}: {
  possible: Possible
  main?: boolean
  pressed: boolean
  onOpen: (action: string) => void
}) {
  // Not `disabled`: the button must be reachable by Tab for its reason to be heard.
  const barred = refused !== undefined
  return (
    // Once pressed the form says it; a hint left hanging would cover its button.
    <Tooltip title={pressed ? undefined : (refused ?? hint)}>
      <Button
        type={main ? 'primary' : isAside(action) ? 'text' : 'default'}
        aria-disabled={barred}
        aria-expanded={barred ? undefined : pressed}
        className={barred ? 'opacity-60 cursor-not-allowed' : ''}
        onClick={() => {
          if (!barred) onOpen(action)
        }}
      >
        {name}
        {main && <kbd className="ml-1 text-note font-normal opacity-80">d</kbd>}
      </Button>
    </Tooltip>
  )
}

function Nothing({ detail, flow }: { detail: Detail; flow: AnyFlow }) {
  const stage = flow.stages[detail.stage]
  if (!stage || 'end' in stage) return <span className="text-ink-2">这件事已经结束，只能查看和打印。</span>
  const owner = flow.roles[stage.owner]?.name ?? stage.owner
  return (
    <span className="text-ink-2">
      现在等{owner}
      {detail.unitName ? `（${detail.unitName}）` : ''}来办，您这个岗位可以查看。
    </span>
  )
}

/** The open form, above the buttons and below the evidence, which stays in sight. */
function Panel({ detail, flow, reference, templates, action, onOpen }: Acting & { action: string }) {
  const { message } = App.useApp()
  const act = useChange('matters.act', [
    'matters.detail',
    'matters.list',
    'matters.queues',
    'matters.attention',
    'matters.points',
  ])
  const [key, setKey] = useState(newKey)
  const box = useRef<HTMLElement>(null)
  useEffect(() => {
    const controls =
      'input:not([type="hidden"]):not([type="file"]), textarea, [role="combobox"], button[type="submit"]'
    box.current?.querySelector<HTMLElement>(controls)?.focus()
  }, [])
  const declared = findAction(flow, action)
  const name = declared?.name ?? action
  const { start, likely } = suggestUnits(flow, action, detail, reference)
  const submit = async (answers: Values) => {
    try {
      const body = { action, answers: toWire(answers), rev: detail.rev }
      const { stageName } = await act.mutateAsync({ input: { params: { id: detail.id }, body }, key })
      void message.success(`已${name.length <= 4 ? name : '办'}，现在是“${stageName}”`)
      onOpen(undefined)
    } catch (error) {
      // What may have arrived is sent again under the same key; what was refused is a new try.
      if (!(error instanceof CallError && error.isPassing)) setKey(newKey())
      throw error
    }
  }
  return (
    <section
      ref={box}
      aria-label={name}
      className="max-h-[52vh] overflow-y-auto border-b border-line bg-ground px-5 py-4"
    >
      <h3 className="mb-3 flex items-baseline gap-2 text-lead font-bold">
        {name}
        {declared?.hint && <span className="text-small font-normal text-ink-2">{declared.hint}</span>}
      </h3>
      <div className="max-w-[40rem]">
        <ActionForm
          flow={flow}
          action={action}
          draftKey={`${detail.id} ${action}`}
          start={start}
          around={{ reference, known: valuesOf(detail), likely, matter: detail }}
          itemCode={detail.item}
          templates={templates.filter((template) => template.action === action)}
          submitWords={`确定${name}`}
          busy={act.isPending}
          isBarred={!detail.actions.some((one) => one.action === action && one.refused === undefined)}
          error={act.error}
          onSubmit={submit}
          onCancel={() => onOpen(undefined)}
        />
      </div>
    </section>
  )
}

/** The answers as the kit reads them: the same JSON under another name. */
export function valuesOf(detail: Pick<Detail, 'answers'>): Values {
  return detail.answers
}

/** The kit's read-only answers as a body of a call. */
export function toWire(values: Values): Detail['answers'] {
  return values as Detail['answers']
}
