import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import { may } from '#contract/roles.ts'
import { bodyOf } from '#practice/meetings/bodies.ts'
import { newKey } from '#web/client/call.ts'
import { useCall, useChange } from '#web/client/queries.ts'
import { actingPost, useMe } from '#web/client/session.ts'
import { useDraft } from '#web/matters/desk-drafts.ts'
import { Blank, Trouble, Waiting } from '#web/matters/desk-state.tsx'
import { paths } from '#web/surfaces/desk/paths.ts'
import { Icon } from '#web/ui/icon.tsx'
import { Link } from '#web/ui/link.tsx'
import { AskedFields, BodyFields, WhenFields } from './desk-convene-fields.tsx'
import type { Authorities } from './desk-convene-authority.tsx'
import { MotionFields } from './desk-convene-motion.tsx'
import { LawSays } from './desk-law-says.tsx'
import {
  bodyOfDraft,
  draftFrom,
  missingOf,
  newDraft,
  newMotion,
  questionOf,
  type MeetingDraft,
} from './desk-draft.ts'

const FORM = 'meetings.convene'

/** Calling a meeting: the form at the left, what the law says to it at the right while it is being written. */
export function ConveneDesk() {
  const post = actingPost(useMe())
  if (!post || !may(post, 'meetings.keep'))
    return (
      <Blank icon="lock" title="这个岗位不能召集会议">
        会议由本村党组织书记、村委会主任召集。需要开会的，请告诉他们，或者按法律规定联名提议。
      </Blank>
    )
  return <Convene division={post.division} />
}

/** From a blank form, or from the written proposal in the address. */
function Convene({ division }: { division: string }) {
  const proposal = new URLSearchParams(useSearch()).get('proposal') ?? undefined
  const read = useCall('proposals.show', proposal ? { params: { id: proposal } } : undefined)
  if (!proposal) return <ConveneForm form={FORM} start={newDraft(division)} />
  // Each of its steps has a form of its own.
  if (read.data)
    return (
      <ConveneForm form={`${FORM} ${proposal} ${read.data.closed}`} start={draftFrom(read.data, division)} />
    )
  return read.error ? <Trouble error={read.error} onRetry={() => void read.refetch()} /> : <Waiting />
}

function ConveneForm({ form, start }: { form: string; start: MeetingDraft }) {
  const [, navigate] = useLocation()
  const { values, change, clear } = useDraft<MeetingDraft>(form, start)
  // The same key until it has arrived, so that a second press calls nothing twice.
  const [key, setKey] = useState(newKey)
  const convene = useChange('meetings.convene', ['meetings.list'])
  const weighed = useCall('meetings.weigh', questionOf(values), { keepsLast: true })
  const law = values.body ? weighed.data : undefined
  const set: typeof change = (name, value) => {
    change(name, value)
    setKey(newKey())
    if (convene.isError) convene.reset()
  }
  const title = values.title || (values.body ? bodyOf(values.body).name : '')
  const faults = { ...law?.fields, ...convene.error?.fields }
  const missing = missingOf(values)
  const submit = () =>
    convene.mutate(
      { input: { body: bodyOfDraft(values, title) }, key },
      {
        onSuccess: ({ id }) => {
          clear()
          navigate(paths.meeting(id))
        },
      },
    )
  return (
    <div className="grid h-full grid-cols-[minmax(0,1fr)_22rem]">
      <div className="overflow-y-auto px-6 py-5">
        <form
          className="mx-auto grid max-w-[52rem] gap-5"
          aria-label="召集会议"
          onSubmit={(event) => {
            event.preventDefault()
            if (!missing) submit()
          }}
        >
          <Head />
          <section aria-label="开什么会" className="grid gap-4 rounded-card border border-line bg-paper p-5">
            <BodyFields {...{ values, title, faults }} onChange={set} />
            <WhenFields {...{ values, faults, law }} onChange={set} />
            <AskedFields {...{ values, faults }} onChange={set} />
          </section>
          <Motions
            {...{ values, faults }}
            authorities={law?.authorities ?? []}
            onChange={(motions) => set('motions', motions)}
          />
          {convene.error && Object.keys(convene.error.fields).length === 0 && (
            <Alert type="error" showIcon title={convene.error.message} />
          )}
          <Foot missing={missing} busy={convene.isPending} />
        </form>
      </div>
      <LawSays law={law} error={weighed.error?.message} />
    </div>
  )
}

function Foot({ missing, busy }: { missing: string | undefined; busy: boolean }) {
  return (
    <div className="flex items-center gap-4 pb-10">
      <Button type="primary" htmlType="submit" size="large" disabled={missing !== undefined} loading={busy}>
        召集会议
      </Button>
      <p className="text-ink-2">
        {missing ?? '先存为“筹备中”，发出通知时名册才固定。填的内容会留在这台电脑上，没发出以前不会丢。'}
      </p>
    </div>
  )
}

function Head() {
  return (
    <div className="flex items-center gap-3">
      <Link href={paths.meetings()} aria-label="回会议列表" className="grid size-8 place-items-center">
        <Icon name="back" />
      </Link>
      <h1 className="text-title font-bold">召集会议</h1>
    </div>
  )
}

function Motions({
  values: { motions, body, division },
  faults,
  authorities,
  onChange,
}: {
  values: MeetingDraft
  faults: Readonly<Record<string, string>>
  authorities: Authorities
  onChange: (motions: MeetingDraft['motions']) => void
}) {
  const isCommunity = body === 'residents-assembly' || body === 'residents-representatives'
  const add = () => onChange([...motions, newMotion(Math.max(0, ...motions.map(({ id }) => id)) + 1)])
  return (
    <>
      {motions.map((motion, index) => (
        <MotionFields
          key={`${division} ${motion.id}`}
          {...{ motion, body, isCommunity, authorities }}
          n={index + 1}
          faultOf={(name) =>
            // Nothing chosen yet is no mistake.
            name === 'decision' && !motion.decision ? undefined : faults[`motions.${index}.${name}`]
          }
          onChange={(name, value) =>
            onChange(motions.map((each) => (each.id === motion.id ? { ...each, [name]: value } : each)))
          }
          onRemove={
            motions.length > 1 ? () => onChange(motions.filter(({ id }) => id !== motion.id)) : undefined
          }
        />
      ))}
      <Button icon={<Icon name="plus" />} onClick={add} className="justify-self-start">
        再加一项议题
      </Button>
    </>
  )
}
