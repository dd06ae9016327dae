import { useContext, type ReactNode } from 'react'
import { findAction, type AnyFlow } from '#practice/kit/index.ts'
import { may } from '#contract/roles.ts'
import { useCall } from '#web/client/queries.ts'
import { useParcel } from '#web/client/sending.ts'
import { actingPost, useMe } from '#web/client/session.ts'
import { Button } from '#web/ui/button.tsx'
import { Icon } from '#web/ui/icon.tsx'
import { NavigateContext } from '#web/ui/link.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Page } from '#web/ui/page.tsx'
import { Skeleton } from '#web/ui/skeleton.tsx'
import { BehalfPart } from './behalf.tsx'
import { useFilled, type Filled } from './filled.ts'
import { FlowForm } from './form.tsx'
import { draftKeyOf, useOpening, type Sending } from './opening.ts'
import { PickField } from './pick-field.tsx'
import { Sent } from './sent.tsx'

/** Where a form may lead; the surface says how its addresses are built. */
export interface OpenLinks {
  back: string
  here: string
  signIn: string
  matters: string
  matter: (id: string) => string
  track: (code: string) => string
}

interface OpenFormProps {
  flow: AnyFlow
  action: string
  links: OpenLinks
  title?: string
  start?: Filled
  /** Fields that `start` has answered for good. */
  without?: readonly string[]
  /** 替家里老人办 … ; absent when it is never for another. */
  behalf?: string
  /** Stands above the fields. */
  intro?: ReactNode
}

/** Opens a matter of any flow from its definition alone. */
export function OpenForm({
  flow,
  action,
  links,
  start,
  without = [],
  behalf,
  intro,
  ...props
}: OpenFormProps) {
  const me = useMe()
  const navigate = useContext(NavigateContext)
  const form = useFilled(draftKeyOf(links.here), start)
  const home = useHome()
  const division = home ?? form?.filled.division
  const opening = useOpening({
    flow,
    action,
    form,
    division,
    onSignIn: () => navigate?.(links.signIn),
  })
  const name = findAction(flow, action)?.name ?? flow.plain
  const title = props.title ?? name
  const { sending, errors } = opening
  if (sending.at === 'sent' || sending.at === 'waits') {
    return (
      <Page title={title} back={links.back}>
        <Done {...{ sending, links }} done={`${name}：交上去了`} />
      </Page>
    )
  }
  const speaksForOthers = behalf !== undefined && may(actingPost(me), 'people.area')
  return (
    <Page
      title={title}
      back={links.back}
      bar={
        <Button full busy={sending.at === 'busy'} onClick={() => void opening.send()}>
          {name}
        </Button>
      }
    >
      {!form ? (
        <Skeleton shape="detail" />
      ) : (
        <div className="grid gap-6">
          {intro}
          <RuleLine says={errors['']} />
          {speaksForOthers && <BehalfPart {...{ form, errors }} label={behalf} />}
          {home === undefined && me && (
            <VillagePick value={division} error={errors['division']} onChange={form.setDivision} />
          )}
          <FlowForm {...{ flow, action, form, errors, without }} division={division ?? ''} />
        </div>
      )}
    </Page>
  )
}

/** Why the whole was refused. */
export function RuleLine({ says }: { says: string | undefined }) {
  if (!says) return null
  return (
    <p role="alert" data-fault tabIndex={-1} className="flex items-start gap-2 rounded-card bg-wait-soft p-3">
      <Icon name="warning" className="mt-[0.2em] size-[1.1em] text-wait" />
      <span>{says}</span>
    </p>
  )
}

/** The division a person’s matters belong to without asking: the post’s village or grid, or the home. */
export function useHome(): string | undefined {
  const me = useMe()
  const post = actingPost(me)
  if (post && post.division.length >= 12) return post.division
  return me?.home
}

/** For people of the town or the county, who have no village of their own. */
export function VillagePick({
  value,
  error,
  onChange,
}: {
  value: string | undefined
  error: string | undefined
  onChange: (code: string) => void
}) {
  const { data = [] } = useCall('places.divisions', {}, { staleMs: 3_600_000 })
  const towns = new Map(data.filter(({ level }) => level === 'town').map(({ code, name }) => [code, name]))
  const options = data
    .filter(({ level }) => level === 'village')
    .map(({ code, name }) => ({ value: code, label: name, group: towns.get(code.slice(0, 9)) }))
  return (
    <PickField
      label="哪个村的事"
      required
      searchLabel="找村子、社区"
      {...{ options, value, error, onChange }}
    />
  )
}

interface DoneProps {
  sending: Extract<Sending, { at: 'sent' | 'waits' }>
  links: OpenLinks
  done: string
  children?: ReactNode
}

/** It arrived, or it is kept on the telephone until it can. */
export function Done({ sending, links, done, children }: DoneProps) {
  if (sending.at === 'waits') return <Waits parcel={sending.key} links={links} />
  const { opened } = sending
  return (
    <Sent
      {...{ opened, done, children }}
      matterHref={links.matter(opened.id)}
      trackUrl={new URL(links.track(opened.code), location.origin).href}
    />
  )
}

/** Kept until there is a network or its writer has signed in; a refusal that comes then is said here too. */
function Waits({ parcel: key, links }: { parcel: string; links: OpenLinks }) {
  const { refused, needsSignIn } = useParcel(key) ?? {}
  const look = <Button href={links.matters}>去看看</Button>
  if (needsSignIn) {
    return (
      <Notice
        kind="denied"
        title="请先登录，登录后自动发出去"
        action={<Button href={links.signIn}>去登录</Button>}
      >
        照片和话都存在手机里了，不用再写
      </Notice>
    )
  }
  if (refused) {
    return (
      <Notice kind="error" title="没有发出去，还在手机里" action={look}>
        {refused.says}
      </Notice>
    )
  }
  return (
    <Notice kind="done" title="等网络，已保存在手机里" action={look}>
      照片和话都存好了。有网时会自己发出去，只发一次，不用再写
    </Notice>
  )
}
