import { Route, Switch } from 'wouter'
import { CovenantsDesk } from '#web/features/covenants/desk.tsx'
import { CovenantDesk } from '#web/features/covenants/desk-covenant.tsx'
import { AgendaDesk } from '#web/features/agenda/desk.tsx'
import { AgendaOfMeeting } from '#web/features/agenda/desk-meeting.tsx'
import { ChallengesDesk } from '#web/features/challenges/desk.tsx'
import { ElectionsDesk } from '#web/features/elections/desk.tsx'
import { LawDesk } from '#web/features/law/desk.tsx'
import { ConveneDesk } from '#web/features/meetings/desk-convene.tsx'
import { FloorDesk } from '#web/features/floor/desk.tsx'
import { MeetingDesk } from '#web/features/meetings/desk-meeting.tsx'
import { MeetingsDesk } from '#web/features/meetings/desk.tsx'
import { ProposalsDesk } from '#web/features/proposals/desk.tsx'
import { ProposalDesk } from '#web/features/proposals/desk-proposal.tsx'
import { ResolutionsDesk } from '#web/features/resolutions/desk.tsx'
import { ResolutionDesk } from '#web/features/resolutions/desk-resolution.tsx'
import { SeatsDesk } from '#web/features/seats/desk.tsx'
import { StreamDesk } from '#web/features/streams/desk.tsx'
import { MeetingsSection } from './meetings-tabs.tsx'
import { patterns } from './paths.ts'

/** The pages below 会议, under their row of tabs. */
export function MeetingsRoutes() {
  return (
    <MeetingsSection>
      <Switch>
        <Route path={patterns.meetings}>
          <MeetingsDesk />
        </Route>
        <Route path={patterns.newMeeting}>
          <ConveneDesk />
        </Route>
        <Route path={patterns.elections}>
          <ElectionsDesk />
        </Route>
        <Route path={patterns.proposals}>
          <ProposalsDesk />
        </Route>
        <Route path={patterns.proposal}>{({ id }) => <ProposalDesk key={id} id={id} />}</Route>
        <Route path={patterns.resolutions}>
          <ResolutionsDesk />
        </Route>
        <Route path={patterns.resolution}>{({ id }) => <ResolutionDesk key={id} id={id} />}</Route>
        <Route path={patterns.seats}>
          <SeatsDesk />
        </Route>
        <Route path={patterns.covenants}>
          <CovenantsDesk />
        </Route>
        <Route path={patterns.covenant}>{({ id }) => <CovenantDesk key={id} id={id} />}</Route>
        <Route path={patterns.law}>
          <LawDesk />
        </Route>
        <Route path={patterns.agenda}>
          <AgendaDesk />
        </Route>
        <Route path={patterns.meeting}>
          {({ id }) => (
            <MeetingDesk
              key={id}
              id={id}
              aside={
                <>
                  <ChallengesDesk meeting={id} />
                  <StreamDesk meeting={id} />
                </>
              }
            >
              <AgendaOfMeeting meeting={id} />
              <FloorDesk meeting={id} />
            </MeetingDesk>
          )}
        </Route>
      </Switch>
    </MeetingsSection>
  )
}
