import { Alert } from 'antd'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { may } from '#contract/roles.ts'
import { openersOf, plays, type Actor, type AnyFlow, type Values } from '#practice/kit/index.ts'
import { newKey, type Output } from '#web/client/call.ts'
import { useFlows } from '#web/client/flows.ts'
import { useChange } from '#web/client/queries.ts'
import { toWire } from '#web/matters/desk-actions.tsx'
import { ActionForm } from '#web/matters/desk-form.tsx'
import { useActor, useReference } from '#web/matters/desk-reference.ts'
import { Blank } from '#web/matters/desk-state.tsx'
import { paths } from '#web/surfaces/desk/paths.ts'
import { Link } from '#web/ui/link.tsx'
import { Similar } from './desk-similar.tsx'
import { BehalfFields, whoOf, type Who } from './desk-behalf.tsx'
import { OpenedReceipt } from './desk-receipt.tsx'

type Opener = { flow: AnyFlow; action: string }

/** What this person may open: for anyone, or by a part the post plays over its place. */
function openersFor(flows: readonly AnyFlow[], actor: Actor): Opener[] {
  const division = actor.post?.division ?? ''
  const blank = {
    flow: '', stage: '', level: 'village' as const, division, asker: '', openedAt: '', stageAt: '', assistsOpen: 0, answers: {}, done: {}, rev: 0,
  } // prettier-ignore
  return flows.flatMap((flow) =>
    openersOf(flow).flatMap((action) => {
      const by = flow.actions[action]?.by
      if (by === undefined || by === 'clock') return []
      return by === 'anyone' || plays(flow, by, { ...blank, flow: flow.id }, actor) ? [{ flow, action }] : []
    }),
  )
}

/** Taking down at the desk what came by telephone or at the counter, for any flow. */
export function OpenDesk({ flow: flowId, action }: { flow: string | undefined; action: string | undefined }) {
  const flows = useFlows()
  const actor = useActor()
  if (!actor) return null
  const openers = openersFor(Object.values(flows), actor)
  const here = openers.find((one) => one.flow.id === flowId && one.action === action) ?? openers[0]
  if (!here) return <Blank icon="lock" title="这个岗位不能登记事项" />
  return (
    <div className="h-full overflow-y-auto">
      <div className="mx-auto grid max-w-[60rem] grid-cols-[12rem_minmax(0,1fr)] gap-6 p-6">
        <nav aria-label="登记什么">
          <h2 className="px-3 pb-1 text-note text-ink-3">登记什么</h2>
          <ul>
            {openers.map((one) => {
              const isHere = one.flow === here.flow && one.action === here.action
              return (
                <li key={`${one.flow.id} ${one.action}`}>
                  <Link
                    href={paths.open(one.flow.id, one.action)}
                    aria-current={isHere ? 'page' : undefined}
                    className={`grid rounded-card px-3 py-1.5 ${isHere ? 'bg-brand-soft text-brand-deep' : 'hover:bg-well'}`}
                  >
                    <b>{one.flow.name}</b>
                    <span className="text-small">{one.flow.actions[one.action]?.name}</span>
                  </Link>
                </li>
              )
            })}
          </ul>
        </nav>
        <OpenForm key={`${here.flow.id} ${here.action}`} {...here} actor={actor} />
      </div>
    </div>
  )
}

/** Who it is for, and the sending of it: the form itself only knows the flow's own questions. */
function useOpening({ flow, action, actor }: Opener & { actor: Actor }, forOthers: boolean) {
  const blank: Who = { name: '', division: actor.post?.division.slice(0, 12) ?? '' }
  const [who, setWho] = useState(blank)
  const [wrong, setWrong] = useState<Partial<Record<keyof Who, string>>>({})
  const [key, setKey] = useState(newKey)
  const [opened, setOpened] = useState<Output<'matters.open'>>()
  const open = useChange('matters.open', ['matters.list', 'matters.queues', 'matters.points'])
  const submit = async (answers: Values) => {
    const { behalf } = whoOf(who, forOthers)
    const body = {
      flow: flow.id,
      action,
      division: who.division,
      answers: toWire(answers),
      ...(behalf ? { behalf } : {}),
    }
    setOpened(await open.mutateAsync({ input: { body }, key }))
    setKey(newKey())
    setWho(blank)
  }
  return {
    who,
    wrong: { ...wrong, ...serverFaults(open.error?.fields) },
    change: (next: Who) => {
      setWrong({})
      setWho(next)
    },
    isFilled: () => {
      const checked = whoOf(who, forOthers)
      setWrong(checked.wrong)
      return Object.keys(checked.wrong).length === 0
    },
    submit,
    open,
    opened,
    again: () => setOpened(undefined),
  }
}

function OpenForm({ flow, action, actor }: Opener & { actor: Actor }) {
  const reference = useReference(flow)
  const [, navigate] = useLocation()
  const declared = flow.actions[action]
  // Recording what one has done oneself is nobody's behalf.
  const forOthers = declared?.by === 'anyone' && actor.post !== undefined && may(actor.post, 'people.area')
  const { who, wrong, change, isFilled, submit, open, opened, again } = useOpening(
    { flow, action, actor },
    forOthers,
  )
  if (opened) {
    return (
      <OpenedReceipt
        opened={opened}
        forAnother={forOthers}
        onMore={again}
        onLook={() => navigate(paths.matter(opened.id))}
      />
    )
  }
  return (
    <section aria-labelledby="open-title" className="grid gap-4">
      <h1 id="open-title" className="text-title font-bold">
        {flow.name}：{declared?.name}
      </h1>
      {!forOthers && declared?.by === 'anyone' && (
        <Alert
          type="info"
          showIcon
          title="这个岗位只能以自己的名义登记；替别人登记请用网格员、代办员或分拨员的岗位"
        />
      )}
      <div className="rounded-card border border-line bg-paper p-5">
        <ActionForm
          flow={flow}
          action={action}
          draftKey={`new ${flow.id} ${action}`}
          around={{ reference, known: {}, likely: [] }}
          submitWords="登记"
          busy={open.isPending}
          error={open.error}
          onSubmit={submit}
          Beside={Similar}
          isBeforeFilled={isFilled}
          before={<BehalfFields who={who} wrong={wrong} forOthers={forOthers} onChange={change} />}
        />
      </div>
    </section>
  )
}

function serverFaults(fields: Readonly<Record<string, string>> = {}): Partial<Record<keyof Who, string>> {
  const find = (...names: string[]) => names.map((name) => fields[name]).find((says) => says !== undefined)
  const name = find('behalf.name', 'body.behalf.name', 'behalf.person')
  const division = find('division', 'body.division')
  return { ...(name ? { name } : {}), ...(division ? { division } : {}) }
}
