import { useState } from 'react'
import { placeNameOf } from '#contract/division-codes.ts'
import { useCounty, useDivisions, useUnits } from './county.ts'

const KEY = 'village'

/** The village a shared screen stands in: set once by opening it with `?village=CODE`, and kept on the machine. */
function villageCode(): string | undefined {
  const given = new URLSearchParams(window.location.search).get('village')
  if (given !== null && /^\d{12}$/.test(given)) localStorage.setItem(KEY, given)
  return localStorage.getItem(KEY) ?? undefined
}

/** Its name as people say it; the county's where no village was set. */
export function usePlaceName(): string {
  const [code] = useState(villageCode)
  const county = useCounty()?.name ?? ''
  const village = useDivisions()?.find((division) => division.code === code)?.name
  return village === undefined ? county : placeNameOf(village)
}

/** The offices nearest to this screen: the village's and its street's, with their telephones. */
export function useOffices(): { name: string; phone: string }[] {
  const [code = ''] = useState(villageCode)
  const units = useUnits() ?? []
  return [code, code.slice(0, 9)].flatMap((division) => {
    const unit = units.find((one) => one.division === division && one.kind !== 'department')
    return unit?.phone ? [{ name: unit.name, phone: unit.phone }] : []
  })
}
