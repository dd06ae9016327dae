import { useSyncExternalStore } from 'react'
import { placeNameOf } from '#contract/division-codes.ts'
import { useCounty, useDivisions, useUnits } from './county.ts'

const KEY = 'village'
const BOARD = 'board'
const listeners = new Set<() => void>()
const listen = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The village a shared screen stands in: given by the address `?village=CODE`, by the desk, or chosen on the screen. */
const villageCode = (): string | undefined => localStorage.getItem(KEY) ?? undefined

/** Takes what an address says of the screen, once, as it starts: its village, and that it is a hall's board. */
export function takeAddress(): void {
  const search = new URLSearchParams(window.location.search)
  const given = search.get('village')
  if (given !== null && /^\d{12}$/.test(given)) localStorage.setItem(KEY, given)
  if (search.has('board')) localStorage.setItem(BOARD, 'yes')
}

export const useVillage = (): string | undefined => useSyncExternalStore(listen, villageCode)

/** Puts the screen into another village, or takes it out of any. */
export function setVillage(code: string | undefined): void {
  if (code === undefined) localStorage.removeItem(KEY)
  else localStorage.setItem(KEY, code)
  // A reload must not go back to the one the address named.
  window.history.replaceState(null, '', window.location.pathname)
  for (const listener of listeners) listener()
}

/** Whether a television is a hall's board, which goes through what hangs by itself: `?board`, or chosen on the screen. */
export const useIsBoard = (): boolean =>
  useSyncExternalStore(listen, () => localStorage.getItem(BOARD) !== null)

export function setBoard(isBoard: boolean): void {
  if (isBoard) localStorage.setItem(BOARD, 'yes')
  else localStorage.removeItem(BOARD)
  for (const listener of listeners) listener()
}

/** Its name as people say it; the county's where no village was set. */
export function usePlaceName(): string {
  const code = useVillage()
  const county = useCounty()?.name ?? ''
  const village = useDivisions()?.find((division) => division.code === code)?.name
  return village === undefined ? county : placeNameOf(village)
}

/** The offices nearest to this screen: the village's and its street's, with their telephones. */
export function useOffices(): { name: string; phone: string }[] {
  const code = useVillage() ?? ''
  const units = useUnits() ?? []
  return [code, code.slice(0, 9)].flatMap((division) => {
    const unit = units.find((one) => one.division === division && one.kind !== 'department')
    return unit?.phone ? [{ name: unit.name, phone: unit.phone }] : []
  })
}
