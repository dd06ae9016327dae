import type { Db } from '#server/core/db.ts'

/**
 * What our code really sends to the database, taken from the driver while it runs once: the reference of a bench is
 * made from that, so it cannot drift from the product.
 */
export type Said = { text: string; values: readonly unknown[] }
/** The statements of one connection, in order; those of one inner list travelled together. */
export type Capture = Said[]

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
          : { text: config.text, values: config.values ?? [] },
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
