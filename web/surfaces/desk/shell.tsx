import { useState } from 'react'
import { Route, Switch } from 'wouter'
import { hasDesk, type Holder } from '#contract/roles.ts'
import { PrintBrief } from '#web/features/briefs/desk-print.tsx'
import { Calendars } from '#web/features/calendars/desk.tsx'
import { DayWall } from '#web/features/disclosure/desk-day.tsx'
import { PrintMeetingDocument, PrintProposalForm } from '#web/features/documents/desk.tsx'
import { PrintDesk } from '#web/features/matters/desk-print.tsx'
import { DeskNotices } from '#web/features/notices/desk.tsx'
import { OwnSignIn } from '#web/features/session/desk-me.tsx'
import { BindingReturn } from '#web/features/session/desk-oidc.tsx'
import { DeskPosts } from '#web/features/session/desk-posts.tsx'
import { ProofDialog } from '#web/features/session/desk-proof.tsx'
import { SignInDesk } from '#web/features/session/desk.tsx'
import { useCounty } from '#web/client/county.ts'
import { useLive } from '#web/client/live.ts'
import { useCall } from '#web/client/queries.ts'
import { actingPost, useMe, type Me } from '#web/client/session.ts'
import { useKeys } from '#web/matters/desk-keys.ts'
import { Blank, Trouble, Waiting } from '#web/matters/desk-state.tsx'
import { Link } from '#web/ui/link.tsx'
import { KeysHelp } from './keys-help.tsx'
import { paths, patterns } from './paths.ts'
import { Routes } from './routes.tsx'
import { Tabs } from './tabs.tsx'

const LOOK_MS = 2 * 60_000

/** Who may come in, and what stands around every page. */
export function Shell() {
  const me = useMe()
  // Asked again and again: a session that was left alone too long, or ended elsewhere, leaves no desk on the screen.
  const { error, refetch } = useCall('session.me', {}, { staleMs: 60_000, everyMs: () => LOOK_MS })
  if (me === undefined) {
    return error ? <Trouble error={error} onRetry={() => void refetch()} /> : <Waiting />
  }
  if (me === null) return <SignInDesk />
  return (
    <Switch>
      <Route path={patterns.print}>{({ id }) => <PrintDesk id={id} />}</Route>
      <Route path={patterns.disclosureDayWall}>
        <DayWall />
      </Route>
      <Route path={patterns.printBrief}>{({ id }) => <PrintBrief id={id} />}</Route>
      <Route path={patterns.printMeetingDocument}>
        {({ id, kind }) => <PrintMeetingDocument id={id} kind={kind} />}
      </Route>
      <Route path={patterns.printProposalForm}>
        {({ id, step }) => <PrintProposalForm id={id} step={step} />}
      </Route>
      <Route>
        <Inside me={me} />
      </Route>
    </Switch>
  )
}

function Inside({ me }: { me: Me }) {
  const [keys, setKeys] = useState(false)
  const post = actingPost(me)
  const allowed = hasDesk(post)
  useKeys({ '?': () => setKeys(true) })
  return (
    <div className="grid h-full grid-rows-[3rem_minmax(0,1fr)] print:block print:h-auto">
      <Header me={me} allowed={allowed} post={post} />
      <main className="min-h-0">
        <Switch>
          <Route path={patterns.ownSignIn}>
            <OwnSignIn>
              <Calendars />
            </OwnSignIn>
          </Route>
          <Route path={patterns.oidc}>
            <BindingReturn />
          </Route>
          <Route>
            {allowed ? (
              <Routes key={me.post ?? ''} post={post} onKeys={() => setKeys(true)} />
            ) : (
              <NoDesk me={me} />
            )}
          </Route>
        </Switch>
      </main>
      <ProofDialog me={me} />
      <KeysHelp open={keys} onClose={() => setKeys(false)} />
    </div>
  )
}

function Header({ me, allowed, post }: { me: Me; allowed: boolean; post: Holder | undefined }) {
  const county = useCounty()
  return (
    <header className="flex items-center gap-5 border-b border-line bg-paper px-4 whitespace-nowrap max-[1400px]:gap-3 print:hidden">
      <p>
        {allowed ? (
          <Link href={paths.workbench()} className="flex items-baseline gap-2 hover:underline">
            <Brand county={county?.name} />
          </Link>
        ) : (
          <span className="flex items-baseline gap-2">
            <Brand county={county?.name} />
          </span>
        )}
      </p>
      {allowed && <Tabs post={post} />}
      <span className="flex-1" />
      <Live />
      <DeskNotices />
      <DeskPosts me={me} />
    </header>
  )
}

const Brand = ({ county }: { county: string | undefined }) => (
  <>
    <b className="text-lead text-brand">共治</b>
    <span className="text-ink-2 max-[1400px]:hidden">{county}工作台</span>
  </>
)

/** Whether what is on screen keeps itself true. */
function Live() {
  const open = useLive()
  const [began, setBegan] = useState(false)
  if (open && !began) setBegan(true)
  const [says, dot] = open
    ? ['实时', 'bg-brand']
    : began
      ? ['断开，重连中', 'bg-late']
      : ['正在连接', 'bg-edge']
  return (
    <p
      role="status"
      className={`flex shrink-0 items-center gap-1.5 whitespace-nowrap text-small ${began && !open ? 'text-late' : 'text-ink-2'}`}
    >
      <span aria-hidden="true" className={`size-2 rounded-full ${dot}`} />
      {says}
    </p>
  )
}

function NoDesk({ me }: { me: Me }) {
  const others = me.posts.length > 0
  return (
    <Blank icon="lock" title={<h1>这个身份没有工作台</h1>}>
      工作台给网格员、村干部、监委会、街道、部门和指挥中心的同事用。
      {others ? '您还有别的岗位，请在右上角换过去。' : '您的事可以在手机上看；需要岗位的，请联系村里或街道。'}
      <p className="pt-3">
        <a href="/" className="text-brand underline">
          打开手机页
        </a>
      </p>
    </Blank>
  )
}
