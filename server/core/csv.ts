import { safeCell } from '#practice/kit/index.ts'

/** Records as RFC 4180, with the mark by which Excel knows UTF-8. No cell of it runs. */
export function csvOf(records: readonly (readonly (string | number)[])[]): string {
  const cell = (value: string | number) => {
    const safe = typeof value === 'number' ? String(value) : safeCell(value)
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
  }
  return `\uFEFF${records.map((cells) => `${cells.map(cell).join(',')}\r\n`).join('')}`
}
