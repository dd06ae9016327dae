import type { Output } from '#web/client/call.ts'

export type Village = Output<'disclosure.village'>
export type Duty = Village['duties'][number]

/** What each colour of a square means, in words; red and yellow are never colour alone. */
export const COLOURS: Readonly<Record<Duty['colour'], { says: string; square: string }>> = {
  green: { says: '已公布', square: 'bg-brand' },
  yellow: { says: '三天内到期', square: 'bg-harvest-fill' },
  red: { says: '逾期没公布', square: 'bg-late' },
  grey: { says: '还没到期', square: 'border-2 border-edge' },
  exempt: { says: '依规豁免', square: 'border-2 border-dashed border-edge' },
}

export type Month = {
  month: string
  name: string
  duties: Duty[]
  due: number
  published: number
  late: number
}

/** The months of the year in which something comes due, with how each stands. */
export function monthsOf({ duties }: Village): Month[] {
  const months = new Map<string, Duty[]>()
  for (const duty of duties) {
    const month = duty.dueOn.slice(0, 7)
    const list = months.get(month)
    if (list) list.push(duty)
    else months.set(month, [duty])
  }
  return [...months]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([month, list]) => ({
      month,
      name: `${Number(month.slice(5))}月`,
      duties: list,
      due: list.filter(({ colour }) => colour !== 'exempt').length,
      published: list.filter(({ colour }) => colour === 'green').length,
      late: list.filter(({ colour }) => colour === 'red').length,
    }))
}

/** 应公开 n · 已公开 m · 逾期 k, as it stands on every surface. */
export const countsText = ({ due, published, late }: Pick<Village, 'due' | 'published' | 'late'>) =>
  `应公开 ${due} · 已公开 ${published} · 逾期 ${late}`
