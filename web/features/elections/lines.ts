/** What is copied from paper line by line. A line that cannot be read is told with its number, and never left out in silence. */

export type Read<Row> = { rows: Row[]; unread: number[] }

function read<Row>(text: string, rowOf: (words: string[]) => Row | undefined): Read<Row> {
  const found: Read<Row> = { rows: [], unread: [] }
  for (const [index, line] of text.split('\n').entries()) {
    const words = line.split(/[\s,，、]+/).filter(Boolean)
    if (words.length === 0) continue
    const row = rowOf(words)
    if (row === undefined) found.unread.push(index + 1)
    else found.rows.push(row)
  }
  return found
}

/** Who let whom vote for them: `张三 李四`. */
export const proxiesIn = (text: string) =>
  read(text, ([principal, holder, ...more]) =>
    principal && holder && more.length === 0 ? { principal, holder } : undefined,
  )

/** Who objected to the list of voters, when, and when it was decided: `张三 2025-12-22 2025-12-24`. */
export const objectionsIn = (text: string) =>
  read(text, ([name, asked, decided, ...more]) => {
    const [on, decidedOn] = [dayIn(asked), dayIn(decided)]
    return name && on && decidedOn && more.length === 0 ? { name, on, decidedOn } : undefined
  })

/** A day as people write it: 2026-01-05, 2026-1-5, 2026.1.5, 2026年1月5日. */
function dayIn(written: string | undefined): string | undefined {
  const [, year, month = '', day = ''] =
    /^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?$/.exec(written ?? '') ?? []
  if (!year) return undefined
  const found = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  // 31 February is no day: a calendar would make another one of it.
  return new Date(`${found}T00:00:00Z`).toJSON()?.startsWith(found) ? found : undefined
}

/** Why the list is not sent as it stands; undefined when every line of it was read. */
export const unreadSays = ({ unread }: Read<unknown>): string | undefined =>
  unread.length === 0 ? undefined : `第 ${unread.join('、')} 行没有看懂，请照例子写，一样也不能少`
