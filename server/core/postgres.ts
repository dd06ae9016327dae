/**
 * The embedded PostgreSQL: a real server, started beside the program when no DATABASE_URL is set. It promises that a
 * killed program or a killed server costs no committed row and no handwork: the next start takes over a server still
 * running and recovers one that is not, and while the program runs, a server that dies is started again under the
 * same address.
 */
import { randomBytes } from 'node:crypto'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Client, escapeIdentifier, escapeLiteral } from 'pg'
import { archiveSettings, prepareArchive } from './postgres-archive.ts'
import { type Cluster, hasCode, isAlive, prepareCluster } from './postgres-cluster.ts'
import {
  findPostmaster,
  type Place,
  runPostmaster,
  type Settings,
  settingsForMachine,
  signal,
  stopPostmaster,
} from './postgres-process.ts'

export interface PostgresOptions {
  /** The database that `url` names; created when missing. */
  readonly database?: string
  /** Where its log goes, so that backups reach to any second (core/backup.ts). */
  readonly backupDir?: string | undefined
  /** PostgreSQL settings that go before ours. */
  readonly settings?: Settings
  /** Told when the server died and when it is back. */
  readonly log?: (line: string) => void
}

export interface Postgres {
  /** Over the unix socket, as superuser `postgres`: `new URL()` reads it, and `pg` and `psql` connect with it. */
  readonly url: string
  /** Of the server that runs now: another one after a crash. */
  readonly pid: number
  /** Another living program started the server and will stop it. */
  readonly isGuest: boolean
  /** Stops the server, unless another living program started it. Calling it again changes nothing. */
  stop(): Promise<void>
}

/** What `<dataDir>/postgres.json` tells other programs of the same user: how to reach the server that runs. */
export interface PostgresState {
  readonly pid: number
  /** The node process that stops the server when it ends. */
  readonly owner: number
  readonly url: string
  /** The same database over TCP, with the password. */
  readonly tcpUrl: string
}

const watchMs = 500

/**
 * Starts the server of a data directory, or takes over the one that runs there; creates the directory, the cluster
 * and the database on the first start. A server whose owner still lives is only visited: `stop` then leaves it alone.
 *
 * @throws when the platform has no binaries, when running as root is impossible here, or with the end of the server's
 * log when it will not start.
 */
export async function startPostgres(dataDir: string, options: PostgresOptions = {}): Promise<Postgres> {
  const cluster = await prepareCluster(dataDir)
  const { backupDir } = options
  if (backupDir) await prepareArchive(backupDir, cluster.account)
  const archive = backupDir ? archiveSettings(backupDir) : {}
  const settings = { ...settingsForMachine(), ...archive, ...options.settings }
  const started = await runPostmaster(cluster, settings)
  const { database = 'gongzhi', log = () => undefined } = options
  const password = await readOrMakePassword(cluster)
  const url = socketUrl(started.postmaster, database)
  await prepareDatabase(socketUrl(started.postmaster, 'postgres'), database, password)

  if (!started.isNew && (await hasOtherOwner(cluster))) {
    return { url, pid: started.postmaster.pid, isGuest: true, stop: () => Promise.resolve() }
  }
  const tcpUrl = `postgresql://postgres:${password}@127.0.0.1:${started.postmaster.port}/${encodeURIComponent(database)}`
  const keep = (pid: number) => writeState(cluster, { pid, owner: process.pid, url, tcpUrl })
  await keep(started.postmaster.pid)
  return ownServer(cluster, {
    settings,
    place: started.postmaster,
    pid: started.postmaster.pid,
    url,
    keep,
    log,
  })
}

/** Reads how to reach the server of a data directory; undefined when none was left running. */
export async function findPostgresState(dataDir: string): Promise<PostgresState | undefined> {
  try {
    // Only `writeState` writes this file, and it renames it into place whole.
    return JSON.parse(await readFile(join(dataDir, 'postgres.json'), 'utf8')) as PostgresState
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined
    throw error
  }
}

interface Owned {
  readonly settings: Settings
  readonly place: Place
  pid: number
  readonly url: string
  readonly keep: (pid: number) => Promise<void>
  readonly log: (line: string) => void
}

/** Keeps the server running under its address until it is stopped or node ends. */
function ownServer(cluster: Cluster, server: Owned): Postgres {
  let watching: Promise<void> | undefined
  let stopped: Promise<void> | undefined
  const watch = setInterval(() => {
    watching ??= reviveIfDead(cluster, server).finally(() => (watching = undefined))
  }, watchMs).unref()
  // Node may end without calling stop, by an uncaught error say: only a signal can be sent then, and it is enough.
  const stopAtExit = () => signal(server.pid, 'SIGINT')
  process.once('exit', stopAtExit)

  const stop = async () => {
    clearInterval(watch)
    process.off('exit', stopAtExit)
    await watching
    await stopPostmaster(cluster, { ...server.place, pid: server.pid, isReady: true })
    await rm(join(cluster.dataDir, 'postgres.json'), { force: true })
  }
  return {
    url: server.url,
    isGuest: false,
    get pid() {
      return server.pid
    },
    stop: () => (stopped ??= stop()),
  }
}

async function reviveIfDead(cluster: Cluster, server: Owned): Promise<void> {
  try {
    if ((await findPostmaster(cluster.folder))?.pid === server.pid) return
    server.log(`PostgreSQL ${server.pid} has ended unasked; starting it again`)
    const { postmaster } = await runPostmaster(cluster, server.settings, server.place)
    server.pid = postmaster.pid
    await server.keep(postmaster.pid)
    server.log(`PostgreSQL ${postmaster.pid} serves again`)
  } catch (error) {
    // The next watch tries again: a full disk may be cleared meanwhile.
    server.log(String(error))
  }
}

/** Percent-encoding the folder as the host is libpq's way to name a socket, and keeps the address a valid URL. */
function socketUrl({ port, socketDir }: Place, database: string): string {
  return `postgresql://postgres@${encodeURIComponent(socketDir)}:${port}/${encodeURIComponent(database)}`
}

async function readOrMakePassword({ dataDir }: Cluster): Promise<string> {
  const file = join(dataDir, 'postgres.password')
  try {
    await writeFile(file, randomBytes(24).toString('hex'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
  }
  return await readFile(file, 'utf8')
}

/** Run at every start, so a lost password file or a dropped database mends itself. */
async function prepareDatabase(url: string, database: string, password: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`alter role postgres password ${escapeLiteral(password)}`)
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database])
    if (rowCount === 0) await client.query(`create database ${escapeIdentifier(database)}`)
  } finally {
    await client.end()
  }
}

async function hasOtherOwner({ dataDir }: Cluster): Promise<boolean> {
  const owner = (await findPostgresState(dataDir))?.owner
  return owner !== undefined && owner !== process.pid && isAlive(owner)
}

async function writeState({ dataDir }: Cluster, state: PostgresState): Promise<void> {
  const file = join(dataDir, 'postgres.json')
  const draft = `${file}.${process.pid}`
  await writeFile(draft, JSON.stringify(state, undefined, 2) + '\n', { mode: 0o600 })
  await rename(draft, file)
}
