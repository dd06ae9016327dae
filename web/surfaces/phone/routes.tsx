import { lazy, Suspense, type ReactNode } from 'react'
import { Route, Switch } from 'wouter'
import { HomeScreen } from '#web/features/home/phone.tsx'
import { Button } from '#web/ui/button.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Page } from '#web/ui/page.tsx'
import { paths, patterns } from './paths.ts'

// Only the first page is in the first chunk; every other noun comes when it is first looked at.
const session = () => import('#web/features/session/phone.tsx')
const phoneBindings = () => import('#web/features/phone-bindings/phone.tsx')
const grid = () => import('#web/features/grid/phone.tsx')
const matters = () => import('#web/features/matters/phone.tsx')
const services = () => import('#web/features/services/phone.tsx')
const wishes = () => import('#web/features/wishes/phone.tsx')
const village = () => import('#web/features/village/phone.tsx')
const disclosure = () => import('#web/features/disclosure/phone.tsx')
const publications = () => import('#web/features/publications/phone.tsx')
const agenda = () => import('#web/features/agenda/phone.tsx')
const notices = () => import('#web/features/notices/phone.tsx')
const broadcasts = () => import('#web/features/broadcasts/phone.tsx')
const meetings = () => import('#web/features/meetings/phone.tsx')
const resolutions = () => import('#web/features/resolutions/phone.tsx')
const proposals = () => import('#web/features/proposals/phone.tsx')
const covenants = () => import('#web/features/covenants/phone.tsx')
const law = () => import('#web/features/law/phone.tsx')
const track = () => import('#web/features/track/phone.tsx')

const SignInScreen = lazy(async () => ({ default: (await session()).SignInScreen }))
const AskBindingScreen = lazy(async () => ({ default: (await phoneBindings()).AskBindingScreen }))
const BindingScreen = lazy(async () => ({ default: (await phoneBindings()).BindingScreen }))
const ReportScreen = lazy(async () => ({ default: (await grid()).ReportScreen }))
const RecordScreen = lazy(async () => ({ default: (await grid()).RecordScreen }))
const MattersScreen = lazy(async () => ({ default: (await matters()).MattersScreen }))
const MatterScreen = lazy(async () => ({ default: (await matters()).MatterScreen }))
const WaitingScreen = lazy(async () => ({ default: (await matters()).WaitingScreen }))
const OpenScreen = lazy(async () => ({ default: (await matters()).OpenScreen }))
const ServicesScreen = lazy(async () => ({ default: (await services()).ServicesScreen }))
const ServiceScreen = lazy(async () => ({ default: (await services()).ServiceScreen }))
const ApplyScreen = lazy(async () => ({ default: (await services()).ApplyScreen }))
const WishesScreen = lazy(async () => ({ default: (await wishes()).WishesScreen }))
const NewWishScreen = lazy(async () => ({ default: (await wishes()).NewWishScreen }))
const KnowScreen = lazy(async () => ({ default: (await village()).KnowScreen }))
const DiscussScreen = lazy(async () => ({ default: (await village()).DiscussScreen }))
const OverseeScreen = lazy(async () => ({ default: (await village()).OverseeScreen }))
const LaterScreen = lazy(async () => ({ default: (await village()).LaterScreen }))
const DisclosureScreen = lazy(async () => ({ default: (await disclosure()).DisclosureScreen }))
const VillagesScreen = lazy(async () => ({ default: (await disclosure()).VillagesScreen }))
const HomeBoard = lazy(async () => ({ default: (await disclosure()).HomeBoard }))
const PublicationScreen = lazy(async () => ({ default: (await publications()).PublicationScreen }))
const AskScreen = lazy(async () => ({ default: (await publications()).AskScreen }))
const VerifyScreen = lazy(async () => ({ default: (await publications()).VerifyScreen }))
const VerifiedScreen = lazy(async () => ({ default: (await publications()).VerifiedScreen }))
const AgendaScreen = lazy(async () => ({ default: (await agenda()).AgendaScreen }))
const NoticesScreen = lazy(async () => ({ default: (await notices()).NoticesScreen }))
const Broadcasts = lazy(async () => ({ default: (await broadcasts()).Broadcasts }))
const Emergencies = lazy(async () => ({ default: (await broadcasts()).Emergencies }))
const HomeMeetings = lazy(async () => ({
  default: (await import('#web/features/meetings/phone-home.tsx')).HomeMeetings,
}))
const MeetingsScreen = lazy(async () => ({ default: (await meetings()).MeetingsScreen }))
const MeetingPage = lazy(async () => ({ default: (await import('./meeting.tsx')).MeetingPage }))
const DoorScreen = lazy(async () => ({ default: (await meetings()).DoorScreen }))
const DecisionsScreen = lazy(async () => ({ default: (await resolutions()).DecisionsScreen }))
const ResolutionScreen = lazy(async () => ({ default: (await resolutions()).ResolutionScreen }))
const ProposalsScreen = lazy(async () => ({ default: (await proposals()).ProposalsScreen }))
const ProposalScreen = lazy(async () => ({ default: (await proposals()).ProposalScreen }))
const CovenantScreen = lazy(async () => ({ default: (await covenants()).CovenantScreen }))
const LawScreen = lazy(async () => ({ default: (await law()).LawScreen }))
const MeScreen = lazy(async () => ({ default: (await import('#web/features/me/phone.tsx')).MeScreen }))
const AskForWardScreen = lazy(async () => ({
  default: (await import('#web/features/me/phone-wards.tsx')).AskForWardScreen,
}))
const PrivacyScreen = lazy(async () => ({
  default: (await import('#web/features/me/phone-privacy.tsx')).PrivacyScreen,
}))
const CalendarScreen = lazy(async () => ({
  default: (await import('#web/features/calendars/phone.tsx')).CalendarScreen,
}))
const TrackScreen = lazy(async () => ({ default: (await track()).TrackScreen }))
const TrackedScreen = lazy(async () => ({ default: (await track()).TrackedScreen }))

/** The table of the phone’s screens. */
export function Routes({ tabs }: { tabs: ReactNode }) {
  return (
    <Switch>
      <Route path={patterns.home}>
        <HomeScreen
          tabs={tabs}
          urgent={
            <Suspense fallback={null}>
              <Emergencies />
            </Suspense>
          }
          meetings={
            <Suspense fallback={null}>
              <HomeMeetings />
            </Suspense>
          }
          board={
            <Suspense fallback={null}>
              <HomeBoard />
            </Suspense>
          }
        />
      </Route>
      <Route path={patterns.matters}>
        <MattersScreen tabs={tabs} />
      </Route>
      <Route path={patterns.notices}>
        <NoticesScreen tabs={tabs} broadcasts={<Broadcasts />} />
      </Route>
      <Route path={patterns.me}>
        <MeScreen tabs={tabs} />
      </Route>
      <Route path={patterns.privacy} component={PrivacyScreen} />
      <Route path={patterns.calendar} component={CalendarScreen} />
      <Route path={patterns.askForWard}>{({ id }) => <AskForWardScreen id={id} />}</Route>
      <Route path={patterns.signIn} component={SignInScreen} />
      <Route path={patterns.report} component={ReportScreen} />
      <Route path={patterns.record} component={RecordScreen} />
      <Route path={patterns.matter}>{({ id }) => <MatterScreen id={id} />}</Route>
      <Route path={patterns.waiting}>{({ key }) => <WaitingScreen parcel={key} />}</Route>
      <Route path={patterns.open}>{({ flow, action }) => <OpenScreen flow={flow} action={action} />}</Route>
      <Route path={patterns.services} component={ServicesScreen} />
      <Route path={patterns.service}>{({ code }) => <ServiceScreen code={code} />}</Route>
      <Route path={patterns.apply}>{({ code }) => <ApplyScreen code={code} />}</Route>
      <Route path={patterns.wishes} component={WishesScreen} />
      <Route path={patterns.newWish} component={NewWishScreen} />
      <Route path={patterns.know} component={KnowScreen} />
      <Route path={patterns.agenda} component={AgendaScreen} />
      <Route path={patterns.discuss} component={DiscussScreen} />
      <Route path={patterns.oversee} component={OverseeScreen} />
      <Route path={patterns.track} component={TrackScreen} />
      <Route path={patterns.tracked}>{({ code }) => <TrackedScreen code={code} />}</Route>
      <Route path={patterns.meetings} component={MeetingsScreen} />
      <Route path={patterns.meeting}>{({ id }) => <MeetingPage key={id} id={id} />}</Route>
      <Route path={patterns.door}>{({ id }) => <DoorScreen key={id} id={id} />}</Route>
      <Route component={DecidedRoutes} />
    </Switch>
  )
}

/** What the village decides: on its way, decided, and being carried out. */
function DecidedRoutes() {
  return (
    <Switch>
      <Route path={patterns.decisions}>
        {({ division }) => <DecisionsScreen key={division} division={division} />}
      </Route>
      <Route path={patterns.resolution}>{({ id }) => <ResolutionScreen key={id} id={id} />}</Route>
      <Route path={patterns.proposals}>
        {({ division }) => <ProposalsScreen key={division} division={division} />}
      </Route>
      <Route path={patterns.proposal}>{({ id }) => <ProposalScreen key={id} id={id} />}</Route>
      <Route component={PublicRoutes} />
    </Switch>
  )
}

/** For anybody without an account: what villages make public, whether paper says the same, and how one comes in. */
function PublicRoutes() {
  return (
    <Switch>
      <Route path={patterns.later}>{({ door }) => <LaterScreen door={door} />}</Route>
      <Route path={patterns.villages} component={VillagesScreen} />
      <Route path={patterns.disclosure}>
        {({ division }) => <DisclosureScreen key={division} division={division} />}
      </Route>
      <Route path={patterns.covenant}>
        {({ division }) => <CovenantScreen key={division} division={division} />}
      </Route>
      <Route path={patterns.law}>{({ division }) => <LawScreen key={division} division={division} />}</Route>
      <Route path={patterns.publication}>{({ id }) => <PublicationScreen key={id} id={id} />}</Route>
      <Route path={patterns.ask}>{({ id }) => <AskScreen id={id} />}</Route>
      <Route path={patterns.askBinding} component={AskBindingScreen} />
      <Route path={patterns.binding}>{({ id }) => <BindingScreen key={id} id={id} />}</Route>
      <Route path={patterns.verify} component={VerifyScreen} />
      <Route path={patterns.verified}>{({ code }) => <VerifiedScreen code={code} />}</Route>
      <Route component={NoSuchPage} />
    </Switch>
  )
}

function NoSuchPage() {
  return (
    <Page title="没有这个页面" back={paths.home()}>
      <Notice kind="empty" title="没有这个页面" action={<Button href={paths.home()}>回首页</Button>}>
        可能是地址抄错了一位
      </Notice>
    </Page>
  )
}
