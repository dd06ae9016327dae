import type { Services } from '#server/core/app.ts'
import { ClosingQuery } from '#server/core/closing-query.ts'
import type { Db } from '#server/core/db.ts'
import type { Scope } from '#server/core/scope.ts'
import { Trace } from '#server/core/trace.ts'
import { keepRowsIn } from '#server/modules/audit/index.ts'

/**
 * What our code really sends to the database, taken from the driver while it runs once: the reference of a bench is
 * made from that, so it cannot drift from the product.
 */
export type Said = { text: string; values: readonly unknown[]; closes?: boolean }
/** The statements of one connection, in order; with one that closes the commit travelled. */
export type Capture = Said[]

/** A captured value that must be new every time, and the SQL that makes it. */
export type Fresh = readonly [value: unknown, sql: string]

type Query = (config: string | { text: string; values?: readonly unknown[] }) => unknown

/** Runs `work` and answers with every statement it made the pool send. */
export async function capture(db: Db, work: () => Promise<unknown>): Promise<Capture> {
  const said: Capture = []
  const { pool } = db
  const connect = pool.connect.bind(pool)
  // The driver's overloads cannot be spelled out here; ours calls only the promise forms.
  pool.connect = (async () => {
    const client = await connect()
    // Put back below as they were, and called with their client until then.
    // oxlint-disable-next-line typescript/unbound-method
    const { query, release } = client
    const heard: Query = (config) => {
      said.push(
        typeof config === 'string'
          ? { text: config, values: [] }
          : { text: config.text, values: config.values ?? [], closes: config instanceof ClosingQuery },
      )
      return (query as Query).call(client, config)
    }
    client.query = heard as typeof client.query
    client.release = (broken) => {
      Object.assign(client, { query, release })
      release.call(client, broken)
    }
    return client
  }) as typeof pool.connect
  try {
    await work()
  } finally {
    pool.connect = connect
  }
  return said
}

/** The same for what a call of a route does, with the row that leaves in the audit log, which has its own id each time. */
export async function captureCall(
  services: Services,
  route: string,
  { person, post }: Scope,
  work: () => Promise<unknown>,
): Promise<{ said: Capture; rows: Fresh[] }> {
  const calling = {
    call: 'bench',
    route,
    address: '127.0.0.1',
    surface: 'program',
    record: undefined,
    said: {},
  }
  const keep = keepRowsIn(services)
  const trace = new Trace(calling, 'change', { person, post: post?.id }, keep)
  const said = await capture(services.db, () => trace.run(work))
  const left = said.filter(({ text }) => text.includes('insert into audit_rows'))
  if (left.length === 0) throw new Error(`${route} left no row in the audit log`)
  return { said, rows: left.map(({ values: [id] }) => [id, 'uuidv7()']) }
}
