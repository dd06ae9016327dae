import { Alert, Button, Input } from 'antd'
import { may } from '#contract/roles.ts'
import { exemptionRefusal } from '#practice/disclosure/life.ts'
import { useChange } from '#web/client/queries.ts'
import { actingPost, useMe, type Me } from '#web/client/session.ts'
import { DeskField } from '#web/matters/desk-field.tsx'
import { useDraft } from '#web/matters/desk-drafts.ts'
import { Icon } from '#web/ui/icon.tsx'
import { useToday } from './desk-day-of.ts'
import { keyOf } from './desk-row.ts'
import { dayWords, SIDES, typed, type Duty } from './desk-words.ts'

/** The words a reason has at least, as the server asks for. */
const REASON_MIN = 4

/** 豁免: the supervisors and the town sign, two people, both named; a hot item says why it can never be. */
export function Exemption({ duty }: { duty: Duty }) {
  const { exemption, hot, publishedOn } = duty
  if (publishedOn && !exemption) return null
  return (
    <section aria-labelledby="exemption" className="grid gap-3 border-t border-line pt-4">
      <h3 id="exemption" className="font-bold">
        豁免
      </h3>
      {hot ? (
        <p className="flex gap-2 text-ink-2">
          <Icon name="lock" className="mt-0.5 size-5" />
          热点公开事项关系群众切身利益，必须公开，监委会和镇（街道）都不能豁免。
        </p>
      ) : (
        <>
          {exemption && <Signed exemption={exemption} />}
          <Sign duty={duty} />
        </>
      )}
    </section>
  )
}

function Signed({ exemption }: { exemption: NonNullable<Duty['exemption']> }) {
  const today = useToday()
  const { reason, on } = exemption
  return (
    <div className="grid gap-2 rounded-card border border-line bg-paper p-3">
      <p>
        {on ? <b>{dayWords(on, today)} 起豁免</b> : <b className="text-wait">还差一方签字，现在不算豁免</b>}
      </p>
      <p>理由：{reason}</p>
      <ul className="grid gap-1">
        {(['supervisor', 'town'] as const).map((side) => (
          <li key={side} className="flex items-center gap-2">
            <Icon
              name={exemption[side] ? 'check' : 'wait'}
              className={`size-4 ${exemption[side] ? 'text-brand' : 'text-ink-3'}`}
            />
            {exemption[side] ?? <span className="text-ink-2">{SIDES[side]}还没签</span>}
          </li>
        ))}
      </ul>
      <p className="text-small text-ink-3">签字人和理由村民都看得到。</p>
    </div>
  )
}

/** The side of the exemption a post signs for in a village. */
function sideOf(post: Me['posts'][number] | undefined, division: string): keyof typeof SIDES | undefined {
  if (post && may(post, 'disclosure.exempt.town') && division.startsWith(post.division)) return 'town'
  return post && may(post, 'disclosure.review') && post.division === division ? 'supervisor' : undefined
}

function Sign({ duty }: { duty: Duty }) {
  const me = useMe()
  const post = actingPost(me)
  const side = sideOf(post, duty.division)
  const { exemption } = duty
  if (exemption?.on) return null
  if (!side || !me || !post)
    return (
      <p className="text-ink-2">
        确实不用公开的，由本村监委会和镇（街道）各签一次，写明理由；签完两方才算数。
      </p>
    )
  // Who has signed is known here by name; that it is the same person the server finds out.
  const refused = exemptionRefusal(
    duty,
    { reason: 'asked below', [side === 'town' ? 'townId' : 'supervisorId']: exemption?.[side] ?? null },
    { id: me.person, post },
  )
  if (refused)
    return (
      <p className="text-ink-2">
        {refused}，等{SIDES[side === 'town' ? 'supervisor' : 'town']}签。
      </p>
    )
  return <SignForm duty={duty} side={side} />
}

function SignForm({ duty, side }: { duty: Duty; side: keyof typeof SIDES }) {
  const draft = useDraft(`exempt ${keyOf(duty)}`, { reason: duty.exemption?.reason ?? '' })
  const reason = typed(draft.values['reason'])
  const sign = useChange('disclosure.exempt', ['disclosure.village', 'disclosure.work'])
  const { division, item, period, n } = duty
  const isShort = reason.trim().length < REASON_MIN
  const send = () =>
    sign.mutate(
      { input: { body: { division, item, period, n, reason: reason.trim() } } },
      { onSuccess: draft.clear },
    )
  return (
    <div className="grid gap-3">
      <DeskField
        label={`以${SIDES[side]}的名义签字的理由`}
        required
        hint={`至少 ${REASON_MIN} 个字，会和您的姓名一起公开`}
        fault={sign.error?.fields['reason']}
      >
        {(bound) => (
          <Input.TextArea
            {...bound}
            rows={3}
            maxLength={300}
            value={reason}
            placeholder="比如：本季度没有发生救灾款物"
            onChange={(event) => draft.change('reason', event.target.value)}
          />
        )}
      </DeskField>
      {sign.error && !sign.error.fields['reason'] && (
        <Alert type="error" showIcon title={sign.error.message} />
      )}
      <Button disabled={isShort} loading={sign.isPending} onClick={send}>
        签字豁免
      </Button>
    </div>
  )
}
