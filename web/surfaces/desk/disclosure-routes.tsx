import { Redirect, Route, Switch } from 'wouter'
import { DutiesDesk } from '#web/features/disclosure/desk.tsx'
import { DayDesk } from '#web/features/disclosure/desk-day.tsx'
import { RecordsDesk } from '#web/features/disclosure/desk-records.tsx'
import { WatchDesk } from '#web/features/disclosure/desk-watch.tsx'
import { WatchVillage } from '#web/features/disclosure/desk-watch-village.tsx'
import { YearDesk } from '#web/features/disclosure/desk-year.tsx'
import { LeafletsDesk } from '#web/features/leaflets/desk.tsx'
import { DisclosureSection } from './disclosure-tabs.tsx'
import { paths, patterns } from './paths.ts'

/** The pages below 公开, under their row of tabs. */
export function DisclosureRoutes({ onKeys }: { onKeys: () => void }) {
  return (
    <DisclosureSection>
      <Switch>
        <Route path={patterns.disclosure}>
          <DutiesDesk onKeys={onKeys} />
        </Route>
        <Route path={patterns.disclosureYear}>
          <YearDesk />
        </Route>
        <Route path={patterns.disclosureWatch}>
          <WatchDesk />
        </Route>
        <Route path={patterns.disclosureVillage}>
          {({ village }) => <WatchVillage key={village} village={village} />}
        </Route>
        <Route path={patterns.disclosureDuties}>
          <RecordsDesk />
        </Route>
        <Route path={patterns.disclosureDay}>
          <DayDesk />
        </Route>
        <Route path={patterns.leaflets}>
          <LeafletsDesk />
        </Route>
        <Route>
          <Redirect to={paths.disclosure()} replace />
        </Route>
      </Switch>
    </DisclosureSection>
  )
}
