import { isId } from './ids.ts'
import { Problem } from './problem.ts'

/** Where a page of a list ended: the day or the moment of its last row, and the row. */
export type Place = { at: string; id: string }

/** A place as clients carry it, who need not understand it. */
export const cursorAt = (at: Date | string, id: string): string =>
  Buffer.from(`${at instanceof Date ? at.toISOString() : at} ${id}`).toString('base64url')

/** Reads one back; none is the first page. Throws a 400 for what no list of ours gave out, which the database would fail on. */
export function cursorIn(cursor: string | undefined): Place | undefined {
  if (cursor === undefined) return undefined
  const [at = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ')
  if (!isWritten(at) || !isId(id)) throw wrongCursor()
  return { at, id }
}

/** A day, or a moment in UTC to the millisecond, of the calendar: nothing else is ever written into a cursor. */
export function isWritten(at: string): boolean {
  if (!/^(?!0000)\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d\.\d{3}Z)?$/.test(at)) return false
  const read = new Date(at)
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(at)
}

export const wrongCursor = () => new Problem(400, 'cursor', '列表已经变了，请从头再看')
