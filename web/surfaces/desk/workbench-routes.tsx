import { Route, Switch } from 'wouter'
import { SimulatorDesk } from '#web/features/workbench/desk-simulator.tsx'
import { WorkbenchDesk } from '#web/features/workbench/desk.tsx'
import { pagesOf } from './pages.ts'
import { patterns } from './paths.ts'

/** The workbench of one’s own post, and what another post would have. */
export function WorkbenchRoutes() {
  return (
    <Switch>
      <Route path={patterns.simulator}>
        <SimulatorDesk pagesOf={pagesOf} />
      </Route>
      <Route>
        <WorkbenchDesk />
      </Route>
    </Switch>
  )
}
