import { setTimeout as sleep } from 'node:timers/promises'
import {
  Kysely,
  DummyDriver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type CompiledQuery,
} from 'kysely'
import pg from 'pg'
import type { DB } from '#db/types.gen.ts'
import { ClosingQuery } from './closing-query.ts'
import { openGatheringSocket } from './gathering-socket.ts'
import { currentTraces, leaveRows } from './trace.ts'

/**
 * The one way to the database. Every unit of work is a transaction opened for one county: row-level security admits
 * nothing else, and the role can neither change tables nor delete history.
 */
export type Db = {
  /**
   * Runs `work` in a transaction of that county. Rolled back when it throws. Run anew when the database had to give it
   * up for another transaction: what `work` changes outside the database it has to change the same way each time.
   */
  inCounty: <T>(county: string, work: (tx: Tx) => Promise<T>) => Promise<T>
  /** The same, read-only. */
  read: <T>(county: string, work: (tx: Tx) => Promise<T>) => Promise<T>
  /**
   * `inCounty` on one of two connections of its own: for rows of the audit log that are written while an answer holds a
   * connection already, so that many such answers cannot wait for each other.
   */
  aside: <T>(county: string, work: (tx: Tx) => Promise<T>) => Promise<T>
  /** As the owner of the tables, across counties: migrations, the worker's search for what is due, seeding. */
  asOwner: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
  pool: pg.Pool
  close: () => Promise<void>
}

export type Tx = {
  /** The rows of a statement. Statements are prepared by their text, so hot ones are parsed once a connection. */
  rows: <R extends object>(sql: string, values?: readonly unknown[]) => Promise<R[]>
  /** The first row, or undefined. */
  first: <R extends object>(sql: string, values?: readonly unknown[]) => Promise<R | undefined>
  /** How many rows a statement wrote, for who wants none of them back. */
  wrote: (sql: string, values?: readonly unknown[]) => Promise<number>
  /** The rows of a composed query. */
  run: <R>(query: CompiledQuery<R>) => Promise<R[]>
  /** For COPY and other things only the driver can do. */
  client: pg.PoolClient
}

// Instants as Date, dates as text (a day has no time zone), bigint as number: counts stay far below 2^53.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number)

/** Composes SQL where filters vary; it never runs any itself. */
export const sql = new Kysely<DB>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})

/** Names for statements; the text is the identity, so two places that say the same share one plan. */
const names = new Map<string, string>()
function nameOf(text: string): string {
  const known = names.get(text)
  if (known) return known
  const name = `s${names.size}`
  names.set(text, name)
  return name
}

const statementOf = (named: boolean, text: string, values: readonly unknown[] = []) =>
  named ? { name: nameOf(text), text, values: [...values] } : { text, values: [...values] }

/** The last that is said in a transaction: one statement and the commit, or the commit alone. */
function lastOn(
  client: pg.PoolClient,
  named: boolean,
): Pick<Tx, 'wrote'> & { commit: () => Promise<string> } {
  let command: string | undefined
  return {
    wrote: (text, values) =>
      new Promise((resolve, reject) => {
        const done = (error: Error | null | undefined, results: unknown) => {
          if (error) return reject(error)
          const [wrote, committed] = results as [pg.QueryResult, pg.QueryResult]
          command = committed.command
          resolve(wrote.rowCount ?? 0)
        }
        client.query(new ClosingQuery(statementOf(named, text, values), done))
      }),
    commit: async () => command ?? (await client.query('commit')).command,
  }
}

function txOn(client: pg.PoolClient, named: boolean): Tx {
  const send = (text: string, values?: readonly unknown[]) => client.query(statementOf(named, text, values))
  return {
    rows: async (text, values) => (await send(text, values)).rows as never,
    first: async (text, values) => (await send(text, values)).rows[0] as never,
    wrote: async (text, values) => (await send(text, values)).rowCount ?? 0,
    // Composed texts vary without end; naming them would fill every connection with plans.
    run: async (query) =>
      (await client.query({ text: query.sql, values: [...query.parameters] })).rows as never,
    client,
  }
}

const COUNTY = /^\d{6}$/

const ASIDE_MAX = 2

function poolOf(url: string, max: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    application_name: 'gongzhi',
    // What is sent without waiting for an answer in between makes one journey, in one piece.
    pipeline: true,
    stream: openGatheringSocket,
  })
  // A connection that breaks is replaced, and whoever held it hears of it with the next statement. Without a listener
  // Node would end the process: the pool's is for idle connections, a client's own for those in use between statements.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

/** Opens the pool. `named` off: for PgBouncer in transaction mode. */
export function openDb(url: string, { named = true, max = 16 }: { named?: boolean; max?: number } = {}): Db {
  const pool = poolOf(url, max)
  const few = poolOf(url, ASIDE_MAX)
  const source = { pool, named }

  const opening = (county: string, mode: string) => {
    if (!COUNTY.test(county)) throw new Error(`not a county code: ${county}`)
    return `begin ${mode}; set local role gongzhi_app; set local app.county = '${county}'`
  }
  return {
    inCounty: (county, work) => insisting(() => transaction(source, opening(county, ''), work, county)),
    aside: (county, work) => transaction({ pool: few, named }, opening(county, ''), work),
    read: (county, work) => reading(source, opening(county, 'read only'), work),
    asOwner: (work) => transaction(source, 'begin', work),
    pool,
    close: async () => void (await Promise.all([pool.end(), few.end()])),
  }
}

/** What was given up: two waited for each other, or could not both have happened. It was done by nobody. */
const GIVEN_UP = new Set(['40P01', '40001'])
const TRIES_MAX = 3
/** Both may have been given up; somewhat apart they do not meet again. */
const APART_MS = 40

async function insisting<T>(once: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await once()
    } catch (error) {
      const isGivenUp = error instanceof pg.DatabaseError && GIVEN_UP.has(error.code ?? '')
      if (!isGivenUp || tries === TRIES_MAX) throw error
      await sleep(Math.random() * APART_MS * tries)
    }
  }
}

type Source = { pool: pg.Pool; named: boolean }

/** `traced`: what a call changes in that county leaves its row in the audit log with it, or neither is there (core/trace.ts). */
async function transaction<T>(
  { pool, named }: Source,
  begin: string,
  work: (tx: Tx) => Promise<T>,
  traced?: string,
): Promise<T> {
  const client = await pool.connect()
  const traces = traced === undefined ? [] : currentTraces()
  let broken: Error | undefined
  try {
    await client.query(begin)
    const tx = txOn(client, named)
    const result = await work(tx)
    const last = lastOn(client, named)
    await leaveRows(traces, last, traced ?? '')
    // Work that went on after a statement was refused is given up without a word.
    if ((await last.commit()) !== 'COMMIT') throw new Error('the transaction was rolled back')
    for (const trace of traces) trace.committed()
    return result
  } catch (error) {
    for (const trace of traces) trace.rolledBack()
    await client.query('rollback').catch((failed: Error) => (broken = failed))
    throw error
  } finally {
    client.release(broken)
  }
}

/**
 * A read is true once it is read: the answer does not wait for the transaction to be closed, which saves a round
 * trip. The connection goes back to the pool when it is.
 */
async function reading<T>({ pool, named }: Source, begin: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  const giveBack = () =>
    client.query('commit').then(
      () => client.release(),
      (failed: Error) => client.release(failed),
    )
  try {
    await client.query(begin)
    return await work(txOn(client, named))
  } finally {
    // On a transaction that failed, commit rolls back.
    void giveBack()
  }
}

/** Whether an error is the database refusing a second row under that unique index. */
export function isDuplicate(error: unknown, index: string): boolean {
  return error instanceof pg.DatabaseError && error.code === '23505' && error.constraint === index
}

/** How many rows a table and its condition have: what follows `from`. */
export async function countOf(tx: Tx, from: string): Promise<number> {
  return (await tx.first<{ n: number }>(`select count(*)::int as n from ${from}`))?.n ?? 0
}
