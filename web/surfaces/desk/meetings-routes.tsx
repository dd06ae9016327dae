import { Route, Switch } from 'wouter'
import { ElectionsDesk } from '#web/features/elections/desk.tsx'
import { ConveneDesk } from '#web/features/meetings/desk-convene.tsx'
import { MeetingDesk } from '#web/features/meetings/desk-meeting.tsx'
import { MeetingsDesk } from '#web/features/meetings/desk.tsx'
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
        <Route path={patterns.meeting}>{({ id }) => <MeetingDesk key={id} id={id} />}</Route>
      </Switch>
    </MeetingsSection>
  )
}
