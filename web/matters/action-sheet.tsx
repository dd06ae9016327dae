import { useRef, useState, type ReactNode } from 'react'
import { faults, findAction, type AnyFlow, type Values } from '#practice/kit/index.ts'
import { call, CallError, newKey, upload, type Output } from '#web/client/call.ts'
import { useCall } from '#web/client/queries.ts'
import { Button } from '#web/ui/button.tsx'
import { Icon } from '#web/ui/icon.tsx'
import { Sheet } from '#web/ui/sheet.tsx'
import { Skeleton } from '#web/ui/skeleton.tsx'
import { toast } from '#web/ui/toast.tsx'
import { momentText } from '#web/ui/when.ts'
import { checkable, useFilled, type Filled, type FilledForm } from './filled.ts'
import { FlowForm } from './form.tsx'
import type { Possible } from './next-actions.ts'
import { useFacts } from './reference.ts'
import { stillWrong } from './still-wrong.ts'

export type Matter = Omit<Output<'matters.detail'>, 'askerPhone'>

/** How an action is carried out: with a session, or with the printed code alone. */
export type Act = (action: string, answers: Values, key: string) => Promise<unknown>

interface ActionSheetProps {
  flow: AnyFlow
  matter: Matter
  chosen: Possible | undefined
  act: Act
  /** Without a session there is nowhere to send a picture to. */
  withPhotos: boolean
  onClose: () => void
  /** Done, or somebody else was faster: what is on screen is no longer true. */
  onChanged: () => void
}

/** The form of one action, in a sheet over the matter it concerns. */
export function ActionSheet({ chosen, onClose, ...props }: ActionSheetProps) {
  return (
    <Sheet open={chosen !== undefined} title={chosen?.name ?? ''} onClose={onClose}>
      {chosen && <ActionForm key={chosen.action} {...props} chosen={chosen} onClose={onClose} />}
    </Sheet>
  )
}

type Trouble = { says: ReactNode; fields: Readonly<Record<string, string>> }
const EMPTY: Filled = { answers: {}, photos: {} }
const NONE = { says: undefined, fields: {}, in: EMPTY }

function ActionForm(props: ActionSheetProps & { chosen: Possible }) {
  const { flow, matter, chosen, act, withPhotos, onClose, onChanged } = props
  const form = useFilled(`act/${matter.id}/${chosen.action}`)
  const facts = useFacts(flow, asksUnit(flow, chosen.action))
  const [trouble, setTrouble] = useState<Trouble & { in: Filled }>(NONE)
  const [busy, setBusy] = useState(false)
  // One key for all tries of this form: a press that was lost on the way may be repeated without harm.
  const key = useRef(newKey())
  if (!form) return <Skeleton shape="detail" />

  const send = async () => {
    const given = checkable(form.filled)
    const wrong = faults(flow, chosen.action, given, matter.answers, facts(given, matter.item))
    if (wrong) return setTrouble({ says: wrong.rule, fields: wrong.fields, in: form.filled })
    setTrouble(NONE)
    setBusy(true)
    try {
      await act(chosen.action, await sendPhotos(form.filled), key.current)
      await form.clear()
      toast(`${chosen.name}：已经记下`)
      onChanged()
      onClose()
    } catch (error) {
      setTrouble({ ...troubleOf(error), in: form.filled })
      if (error instanceof CallError && error.changed) onChanged()
    } finally {
      setBusy(false)
    }
  }
  // Somebody else was faster: what was written stays in sight, but there is nothing left to press.
  const isGone = !matter.actions.some(({ action }) => action === chosen.action)
  const isDanger = matter.side === 'asking' && chosen.action === 'cancel'
  return (
    <div className="grid gap-5">
      <p className="text-ink-2">{hintOf(flow, matter, chosen)}</p>
      {matter.side === 'handling' && <Templates flow={flow} action={chosen.action} form={form} />}
      <FlowForm
        {...{ flow, form }}
        action={chosen.action}
        division={matter.division}
        errors={stillWrong(trouble.fields, trouble.in, form.filled)}
        without={withPhotos ? [] : photoFields(flow, chosen.action)}
      />
      {trouble.says && (
        <p role="alert" className="flex items-start gap-2 rounded-card bg-wait-soft p-3 text-ink">
          <Icon name="warning" className="mt-[0.2em] size-[1.1em] text-wait" />
          <span>{trouble.says}</span>
        </p>
      )}
      {isGone ? (
        <Button full kind="plain" onClick={onClose}>
          知道了
        </Button>
      ) : (
        <Button full kind={isDanger ? 'danger' : 'primary'} busy={busy} onClick={() => void send()}>
          {chosen.name}
        </Button>
      )}
    </div>
  )
}

/** What pressing it means: the flow’s own sentence, or where the matter goes. */
function hintOf(
  flow: AnyFlow,
  { stage, side }: Matter,
  { action: name, hint }: Possible,
): string | undefined {
  const action = findAction(flow, name)
  const to = action?.to === undefined || action.to === stage ? undefined : flow.stages[action.to]
  const isHappyEnd = to && 'end' in to && to.end === 'satisfied'
  const then = isHappyEnd
    ? '按下后，这件事就办结了'
    : to && `按下后，到“${side === 'handling' ? to.name : to.plain}”这一步`
  return hint ?? action?.hint ?? then
}

/** Ready sentences for a long answer; they fill the field and can be changed. */
function Templates({ flow, action, form }: { flow: AnyFlow; action: string; form: FilledForm }) {
  const { data = [] } = useCall('places.templates', { query: { flow: flow.id } }, { staleMs: 3_600_000 })
  const field = [...(findAction(flow, action)?.asks ?? [])].find((key) => flow.fields[key]?.long)
  const ready = data.filter((one) => one.action === action)
  if (field === undefined || ready.length === 0) return null
  return (
    <ul aria-label="常用的话" className="flex flex-wrap gap-2">
      {ready.map(({ title, text }) => (
        <li key={title}>
          <button
            type="button"
            className="min-h-target rounded-full bg-brand-soft px-4 text-brand"
            onClick={() => form.setAnswer(field, text)}
          >
            {title}
          </button>
        </li>
      ))}
    </ul>
  )
}

/** Sends the pictures of a form and puts their names among its answers. */
async function sendPhotos({ answers, photos }: Filled): Promise<Values> {
  const sent: Record<string, string[]> = {}
  for (const [field, list] of Object.entries(photos)) {
    for (const { blob } of list) (sent[field] ??= []).push((await upload(blob)).id)
  }
  return { ...answers, ...sent }
}

function troubleOf(error: unknown): Trouble {
  if (!(error instanceof CallError)) return { says: '没有成功，请再试一次', fields: {} }
  const fields = Object.fromEntries(
    Object.entries(error.fields).map(([path, says]) => [path.replace(/^(body\.)?answers\./, ''), says]),
  )
  const { changed } = error
  if (changed) {
    const when = momentText(changed.at, Date.now())
    return {
      says: `${when} ${changed.by}已经做了“${changed.action}”，现在是“${changed.stage}”。您写的都还在，页面已经换成最新的`,
      fields,
    }
  }
  return { says: Object.keys(fields).length > 0 ? undefined : error.message, fields }
}

function fieldsOfKind(flow: AnyFlow, name: string, kind: string): string[] {
  const action = findAction(flow, name)
  const asked = [...(action?.asks ?? []), ...(action?.allows ?? [])]
  return asked.filter((key) => flow.fields[key]?.kind === kind || (kind === 'photos' && key === 'notePhotos'))
}
const photoFields = (flow: AnyFlow, name: string) => fieldsOfKind(flow, name, 'photos')
const asksUnit = (flow: AnyFlow, name: string) => fieldsOfKind(flow, name, 'unit').length > 0

/** Carries an action out with the session. */
export const actOn =
  (id: string, rev: number): Act =>
  (action, answers, key) =>
    // The form holds exactly what the flow’s fields take; JSON drops what is undefined.
    call('matters.act', { params: { id }, body: { action, answers: answers as never, rev } }, { key })
