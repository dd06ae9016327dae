import pg from 'pg'

/**
 * COPY, for whole histories and large imports: rows go in at several times the speed of INSERT. PostgreSQL refuses it
 * where row-level security applies, so it needs `db.asOwner`; whoever copies names the county itself.
 */
export type Value = string | number | boolean | Date | Uint8Array | null

/** What the driver's connection can do besides what its types say (pg/lib/connection.js). */
type Copying = pg.Connection & { sendCopyFromChunk: (chunk: Buffer) => void; endCopyFrom: () => void }
type Done = (error: Error | null) => void

/** A query of the driver's own, which tells it when the server is ready to take the rows (pg/lib/query.js). */
class Copy extends pg.Query {
  readonly #text: Buffer

  constructor(sql: string, text: Buffer, done: Done) {
    super(sql, done)
    this.#text = text
  }

  handleCopyInResponse(connection: Copying): void {
    connection.sendCopyFromChunk(this.#text)
    connection.endCopyFrom()
  }
}

/** Writes rows into a table, one value a column. Throws what the database refuses; nothing is written then. */
export async function copyInto(
  client: pg.PoolClient,
  table: string,
  columns: readonly string[],
  rows: Iterable<readonly Value[]>,
): Promise<void> {
  const lines: string[] = []
  for (const row of rows) lines.push(row.map(cellOf).join('\t'))
  if (lines.length === 0) return
  const text = Buffer.from(`${lines.join('\n')}\n`)
  await new Promise<void>((resolve, reject) => {
    const done: Done = (error) => (error ? reject(error) : resolve())
    client.query(new Copy(`copy ${table} (${columns.join(', ')}) from stdin`, text, done))
  })
}

const SPECIAL = /[\\\t\n\r]/
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

function cellOf(value: Value): string {
  if (value === null) return '\\N'
  if (typeof value === 'string')
    return SPECIAL.test(value) ? value.replaceAll(/[\\\t\n\r]/g, (each) => ESCAPES[each] ?? each) : value
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Uint8Array) return `\\\\x${Buffer.from(value).toString('hex')}`
  return String(value)
}
