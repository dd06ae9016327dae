import { Suspense, lazy } from 'react'
import { Redirect, Route, Switch } from 'wouter'
import { MattersDesk } from '#web/features/matters/desk.tsx'
import { OpenDesk } from '#web/features/matters/desk-open.tsx'
import { SavedViews } from '#web/features/views/desk.tsx'
import { Waiting } from '#web/matters/desk-state.tsx'
import { paths, patterns } from './paths.ts'

// The map's library is loaded by those who look at the map.
const MapDesk = lazy(() =>
  import('#web/features/map/desk.tsx').then(({ MapDesk: screen }) => ({ default: screen })),
)

/** The desk's pages below its header. */
export function Routes({ onKeys }: { onKeys: () => void }) {
  return (
    <Suspense fallback={<Waiting />}>
      <Switch>
        <Route path={patterns.matters}>
          {({ id }) => <MattersDesk id={id} views={<SavedViews />} onKeys={onKeys} />}
        </Route>
        <Route path={patterns.map}>
          <MapDesk />
        </Route>
        <Route path={patterns.open}>{({ flow, action }) => <OpenDesk flow={flow} action={action} />}</Route>
        <Route>
          <Redirect to={paths.matters({ queue: 'mine' })} replace />
        </Route>
      </Switch>
    </Suspense>
  )
}
