import { KINSHIPS } from '#contract/consent-ways.ts'
import { newKey, type Output } from '#web/client/call.ts'
import { useFlows } from '#web/client/flows.ts'
import { faultOf, useCall, useChange } from '#web/client/queries.ts'
import { Fault } from '#web/matters/fault.tsx'
import { OpenForm } from '#web/matters/open-form.tsx'
import { openLinks, paths } from '#web/surfaces/phone/paths.ts'
import { Button } from '#web/ui/button.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Page } from '#web/ui/page.tsx'
import { Skeleton } from '#web/ui/skeleton.tsx'
import { toast } from '#web/ui/toast.tsx'
import { Facts, Part, PrivacyFault } from './phone-facts.tsx'

/** The children below fourteen somebody answers for: what is kept of them and who acts for them (个人信息保护法 31). */

type Ward = Output<'consents.wards'>[number]

/** Nothing for who has none: most people. */
export function Wards() {
  const read = useCall('consents.wards', {})
  const fault = faultOf(read)
  if (!fault && (read.data ?? []).length === 0) return null
  return (
    <Part id="wards" title="您监护的孩子">
      {fault ? (
        <PrivacyFault error={fault} onRetry={() => void read.refetch()} />
      ) : (
        (read.data ?? []).map((ward) => <WardPart key={ward.id} ward={ward} />)
      )}
    </Part>
  )
}

function WardPart({ ward }: { ward: Ward }) {
  const { id, name, kinship, isGiven, isFinal, isWithdrawn, record } = ward
  return (
    <section aria-label={name} className="grid gap-3">
      <p>
        <b>{name}</b>
        <span className="text-ink-2">，您是{KINSHIPS[kinship]}</span>
      </p>
      {record && <Facts person={record.person} />}
      <p className="text-ink-2">{saysOf(ward)}</p>
      {isGiven && (
        <>
          <Button full kind="soft" href={paths.askForWard(id)}>
            孩子的信息要改、要删
          </Button>
          <Say ward={id} what="acting" isGiven={isWithdrawn}>
            {isWithdrawn ? '同意别人替孩子办' : '不要别人替孩子办'}
          </Say>
        </>
      )}
      {!isFinal && (
        <Say ward={id} what="handling" isGiven={!isGiven}>
          {isGiven ? '收回监护人的同意' : '重新同意用孩子的信息'}
        </Say>
      )}
    </section>
  )
}

function saysOf({ isGiven, isFinal, isWithdrawn }: Ward): string {
  if (isFinal) return '村里登记您不再是监护人，或者收回了同意。要恢复，请到村里办。'
  if (!isGiven)
    return '您收回了同意：除了法律规定村里要登记的，不再用孩子的信息办新的事，别人也不能替孩子办。'
  return isWithdrawn
    ? '您收回了代办：网格员、代办员不能替孩子办，您自己可以。'
    : '您同意了村里用孩子的信息办事，网格员、代办员可以替孩子办。'
}

function Say({ ward, what, isGiven, children }: SayProps) {
  const say = useChange('consents.sayForWard', ['consents.wards'])
  const send = () =>
    say.mutate(
      { input: { params: { id: ward }, body: { what, isGiven } }, key: newKey() },
      {
        onSuccess: () => toast(isGiven ? '记下了您的同意' : '收回了，从现在起算'),
        onError: (error) => toast(error.message, 'trouble'),
      },
    )
  return (
    <Button full kind="plain" busy={say.isPending} onClick={send}>
      {children}
    </Button>
  )
}
type SayProps = { ward: string; what: 'handling' | 'acting'; isGiven: boolean; children: string }

/** A guardian asks for a child to have what is kept corrected or erased. */
export function AskForWardScreen({ id }: { id: string }) {
  const flow = useFlows()['personal-data']
  const read = useCall('consents.wards', {})
  const fault = faultOf(read)
  const ward = read.data?.find((one) => one.id === id && one.isGiven)
  if (ward && flow)
    return (
      <OpenForm
        flow={flow}
        action="ask"
        title={`${ward.name}的信息`}
        start={{ answers: {}, photos: {}, behalf: { person: id, name: ward.name, consent: 'family' } }}
        links={openLinks(paths.privacy(), paths.askForWard(id))}
        intro={<p className="text-ink-2">您替{ward.name}提，答复给您，办好没有也由您说了算。</p>}
      />
    )
  return (
    <Page title="孩子的信息" back={paths.privacy()}>
      {fault ? (
        <Fault
          error={fault}
          onRetry={() => void read.refetch()}
          signInHref={paths.signIn(paths.askForWard(id))}
        />
      ) : !read.data ? (
        <Skeleton shape="detail" />
      ) : (
        <Notice kind="empty" title="不能替这个孩子提">
          孩子满了十四周岁由本人提；没有登记您是监护人的，请先到村里登记。
        </Notice>
      )}
    </Page>
  )
}
