import { Suspense, lazy } from 'react'
import { Redirect, Route, Switch } from 'wouter'
import { may, worksOnMatters, type Holder } from '#contract/roles.ts'
import { AccountsDesk } from '#web/features/accounts/desk.tsx'
import { ApiClientsDesk } from '#web/features/api-clients/desk.tsx'
import { AuditDesk } from '#web/features/audit/desk.tsx'
import { BroadcastsDesk } from '#web/features/broadcasts/desk.tsx'
import { BriefDesk } from '#web/features/briefs/desk.tsx'
import { BriefWeeks } from '#web/features/briefs/desk-weeks.tsx'
import { CommandDesk } from '#web/features/command/desk.tsx'
import { DevicesDesk } from '#web/features/devices/desk.tsx'
import { MeetingDocuments, ProposalForms } from '#web/features/documents/desk.tsx'
import { ListExportsDesk } from '#web/features/list-exports/desk.tsx'
import { MattersDesk } from '#web/features/matters/desk.tsx'
import { OpenDesk } from '#web/features/matters/desk-open.tsx'
import { ImportsDesk } from '#web/features/people/desk.tsx'
import { RegisterDesk } from '#web/features/people/desk-register.tsx'
import { PhoneBindingsDesk } from '#web/features/phone-bindings/desk.tsx'
import { SecondWordsDesk } from '#web/features/second-words/desk.tsx'
import { SelfCheckDesk } from '#web/features/self-check/desk.tsx'
import { SavedViews } from '#web/features/views/desk.tsx'
import { Waiting } from '#web/matters/desk-state.tsx'
import { DisclosureRoutes } from './disclosure-routes.tsx'
import { MeetingsRoutes } from './meetings-routes.tsx'
import { paths, patterns } from './paths.ts'
import { WorkbenchRoutes } from './workbench-routes.tsx'

// Only those who write and examine publications load their table.
const PublicationDesk = lazy(() =>
  import('#web/features/publications/desk.tsx').then(({ PublicationDesk: screen }) => ({ default: screen })),
)
// The map's library is loaded by those who look at the map.
const MapDesk = lazy(() =>
  import('#web/features/map/desk.tsx').then(({ MapDesk: screen }) => ({ default: screen })),
)

/** Whoever is in a position begins at what it leaves them, others where most of their work is. */
function firstOf(post: Holder | undefined): string {
  if (post?.permissions) return paths.workbench()
  if (may(post, 'audit.read')) return paths.audit()
  if (may(post, 'accounts.read')) return paths.accounts()
  // The adviser is here to be asked.
  if (may(post, 'opinions.give')) return paths.proposals()
  return worksOnMatters(post) ? paths.matters({ queue: 'mine' }) : paths.disclosure()
}

/** The desk's pages below its header. */
export function Routes({ post, onKeys }: { post: Holder | undefined; onKeys: () => void }) {
  return (
    <Suspense fallback={<Waiting />}>
      <Switch>
        <Route path={patterns.matters}>
          {({ id }) => <MattersDesk id={id} views={<SavedViews />} onKeys={onKeys} />}
        </Route>
        <Route path={patterns.workbenchAll}>
          <WorkbenchRoutes />
        </Route>
        <Route path={patterns.command}>{({ id }) => <CommandDesk id={id} onKeys={onKeys} />}</Route>
        <Route path={patterns.map}>
          <MapDesk />
        </Route>
        <Route path={patterns.people}>
          <RegisterDesk />
        </Route>
        <Route path={patterns.imports}>{({ id }) => <ImportsDesk id={id} />}</Route>
        <Route path={patterns.listExports} component={ListExportsDesk} />
        <Route path={patterns.phoneBindings} component={PhoneBindingsDesk} />
        <Route path={patterns.secondWords} component={SecondWordsDesk} />
        <Route path={patterns.open}>{({ flow, action }) => <OpenDesk flow={flow} action={action} />}</Route>
        <Route path={patterns.briefs}>
          <BriefWeeks />
        </Route>
        <Route path={patterns.brief}>{({ id }) => <BriefDesk id={id} />}</Route>
        <Route path={patterns.publication}>{({ id }) => <PublicationDesk key={id} id={id} />}</Route>
        <Route path={patterns.devices}>
          <DevicesDesk />
        </Route>
        <Route path={patterns.audit}>
          <AuditDesk />
        </Route>
        <Route path={patterns.accounts}>
          <AccountsDesk />
        </Route>
        <Route path={patterns.selfCheck}>
          <SelfCheckDesk />
        </Route>
        <Route path={patterns.clients}>
          <ApiClientsDesk />
        </Route>
        <Route path={patterns.broadcasts}>{({ id }) => <BroadcastsDesk id={id} />}</Route>
        <Route path={patterns.meetingsAll}>
          <MeetingsRoutes />
        </Route>
        <Route path={patterns.meetingDocument}>
          {({ id, kind }) => <MeetingDocuments id={id} kind={kind} />}
        </Route>
        <Route path={patterns.proposalForm}>{({ id, step }) => <ProposalForms id={id} step={step} />}</Route>
        <Route path={patterns.disclosureAll}>
          <DisclosureRoutes onKeys={onKeys} />
        </Route>
        <Route>
          <Redirect to={firstOf(post)} replace />
        </Route>
      </Switch>
    </Suspense>
  )
}
