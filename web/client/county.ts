import { useCall } from './queries.ts'

/** An hour: a county's words and lists change by the day at most. */
const STALE_MS = 3_600_000

export const useCounty = () => useCall('places.county', {}, { staleMs: STALE_MS }).data
export const useUnits = (enabled = true) =>
  useCall('places.units', enabled ? {} : undefined, { staleMs: STALE_MS }).data
export const useDivisions = () => useCall('places.divisions', {}, { staleMs: STALE_MS }).data
export const useCatalogue = (id: string | undefined) =>
  useCall('places.catalogue', id === undefined ? undefined : { params: { id } }, { staleMs: STALE_MS }).data
