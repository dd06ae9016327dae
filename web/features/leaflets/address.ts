/** What is looked at, as it stands in the address: a colleague who gets the link sees the same. */
export type Look = {
  month: string
  village?: string | undefined
  tab: Tab
  publication?: string | undefined
}
export const TABS = { leaflet: '明白纸', boards: '公开栏', words: '短信和广播', jobs: '整批打印' } as const
export type Tab = keyof typeof TABS

const isTab = (value: string | null): value is Tab => value !== null && value in TABS

/** `today` decides the month when none is named: the one before, which is published now. */
export function readLook(search: string, today: string): Look {
  const given = new URLSearchParams(search)
  const [month, village, tab, publication] = ['month', 'village', 'tab', 'publication'].map((key) =>
    given.get(key),
  )
  return {
    month: month && /^20\d{2}-(0[1-9]|1[0-2])$/.test(month) ? month : monthsBefore(today)[0],
    tab: isTab(tab ?? null) ? (tab as Tab) : 'leaflet', // Just looked at.
    ...(village ? { village } : {}),
    ...(publication ? { publication } : {}),
  }
}

const MONTHS = 12

/** The months that can be printed, the newest first. */
export function monthsBefore(today: string): [string, ...string[]] {
  const [year = 0, month = 0] = today.split('-').map(Number)
  const back = (n: number) => new Date(Date.UTC(year, month - 1 - n, 1)).toISOString().slice(0, 7)
  return [back(1), ...Array.from({ length: MONTHS - 1 }, (_, n) => back(n + 2))]
}

export const monthName = (month: string) => `${month.slice(0, 4)}年${Number(month.slice(5))}月`
