import { Redirect, Route, Switch } from 'wouter'
import { DutiesDesk } from '#web/features/disclosure/desk.tsx'
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
