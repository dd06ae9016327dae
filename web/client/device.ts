import { useState } from 'react'
import { useCounty, useDivisions } from './county.ts'

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
  return village?.replace(/村委会$/, '村').replace(/社区居委会$/, '社区') ?? county
}
