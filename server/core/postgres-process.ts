/**
 * The running server of a cluster: finding it, starting it, stopping it. It promises that no two servers ever share
 * one folder, and that a server is only called ready when PostgreSQL itself says so in `postmaster.pid`.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { lstat, mkdir, mkdtemp, open, readFile, readlink, rename, rm, rmdir, stat } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { availableParallelism, platform, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Cluster, giveFolder, hasCode, isAlive, ownerOf, spawnAs } from './postgres-cluster.ts'

/** Where a server listens: `127.0.0.1:port`, and the socket of that number in the folder. */
export interface Place {
  readonly port: number
  readonly socketDir: string
}

export interface Postmaster extends Place {
  readonly pid: number
  readonly isReady: boolean
}

export type Settings = Readonly<Record<string, string | number>>

const logBytesMax = 10 * 1024 * 1024
const fastStopMs = 30_000
const retryMs = 15_000
/** Gone by itself within seconds: processes of a killed server still ending, another start being faster, a taken port. */
const passingTroubles = /pre-existing shared memory block|lock file "postmaster.pid"|Address already in use/

/** The living server of this folder, ready or not; undefined when there is none, whatever a left-over pid file says. */
export async function findPostmaster(folder: string): Promise<Postmaster | undefined> {
  const lines = (await readPidFile(folder)).split('\n')
  const pid = Number(lines[0])
  if (!pid || !(await isServing(pid, folder))) return undefined
  return { pid, port: Number(lines[3]), socketDir: lines[4] ?? '', isReady: lines[7]?.trim() === 'ready' }
}

/**
 * Returns the server of the cluster once it is ready: the one that runs, or a new one. Crash recovery is waited for
 * however long it takes.
 *
 * @param place where a new server shall listen; a free port when not given
 * @throws with the end of the server's log when it will not start.
 */
export async function runPostmaster(
  cluster: Cluster,
  settings: Settings,
  place?: Place,
): Promise<{ postmaster: Postmaster; isNew: boolean }> {
  const giveUpAt = Date.now() + retryMs
  for (;;) {
    const running = await untilReady(cluster.folder)
    if (running) return { postmaster: running, isNew: false }
    try {
      const postmaster = await launch(cluster, place ?? (await choosePlace(cluster)), settings)
      return { postmaster, isNew: true }
    } catch (error) {
      const passes = error instanceof Error && passingTroubles.test(error.message)
      if (!passes || Date.now() > giveUpAt) throw error
    }
    await sleep(100)
  }
}

/** Stops the server the fast way: open transactions roll back, nothing committed needs recovery. */
export async function stopPostmaster({ folder }: Cluster, { pid, socketDir }: Postmaster): Promise<void> {
  const isGone = async () => (await findPostmaster(folder))?.pid !== pid
  signal(pid, 'SIGINT')
  const quitAt = Date.now() + fastStopMs
  while (!(await isGone()) && Date.now() < quitAt) await sleep(20)
  // Immediate shutdown: the next start recovers from the log, as after a power cut.
  if (!(await isGone())) signal(pid, 'SIGQUIT')
  await rmdir(socketDir).catch(() => undefined)
}

/** Sends a signal to a server that may have ended in the meantime. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if (!hasCode(error, 'ESRCH')) throw error
  }
}

async function readPidFile(folder: string): Promise<string> {
  try {
    return await readFile(join(folder, 'postmaster.pid'), 'utf8')
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return ''
    throw error
  }
}

/** A process id is soon given to someone else; a postmaster is known by standing in its data directory. */
async function isServing(pid: number, folder: string): Promise<boolean> {
  if (!isAlive(pid)) return false
  if (platform() === 'linux') return (await readlink(`/proc/${pid}/cwd`).catch(() => '')) === folder
  return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout.includes(folder)
}

async function untilReady(folder: string): Promise<Postmaster | undefined> {
  for (;;) {
    const postmaster = await findPostmaster(folder)
    if (!postmaster || postmaster.isReady) return postmaster
    await sleep(20)
  }
}

async function launch(cluster: Cluster, place: Place, settings: Settings): Promise<Postmaster> {
  await clearLocks(cluster.folder, place)
  const log = await openLog(join(cluster.dataDir, 'postgres.log'))
  try {
    const child = spawnAs(cluster.account, cluster.programs.postgres, flags(cluster, place, settings), [
      'ignore',
      log.file.fd,
      log.file.fd,
    ])
    const ended = new AbortController()
    child.once('exit', () => ended.abort()).once('error', (error) => ended.abort(error))
    child.unref()
    while (!ended.signal.aborted) {
      const postmaster = await findPostmaster(cluster.folder)
      if (postmaster?.isReady && postmaster.pid === child.pid) return postmaster
      await sleep(20)
    }
    throw new Error(`PostgreSQL did not start:\n${await log.readNew()}`, { cause: ended.signal.reason })
  } finally {
    await log.file.close()
  }
}

/**
 * PostgreSQL takes the locks of a dead server for those of a running one while a process with that id exists: another
 * program of the same user, or, where nobody collects ended processes, the dead server itself. We know it does not run.
 */
async function clearLocks(folder: string, { port, socketDir }: Place): Promise<void> {
  const pid = Number((await readPidFile(folder)).split('\n')[0])
  if (pid && isAlive(pid) && !(await isServing(pid, folder))) await rm(join(folder, 'postmaster.pid'))
  await rm(join(socketDir, `.s.PGSQL.${port}.lock`), { force: true })
}

async function openLog(path: string) {
  const size = await stat(path).then(
    ({ size: bytes }) => bytes,
    () => 0,
  )
  if (size > logBytesMax) await rename(path, `${path}.1`)
  const file = await open(path, 'a', 0o600)
  const start = (await file.stat()).size
  const readNew = async () => (await readFile(path)).subarray(start).toString().trim()
  return { file, readNew }
}

function flags({ folder }: Cluster, { port, socketDir }: Place, settings: Settings): string[] {
  const all: Settings = {
    ...settings,
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: socketDir,
    unix_socket_permissions: '0700',
  }
  return ['-D', folder, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
}

async function choosePlace(cluster: Cluster): Promise<Place> {
  return { port: await findFreePort(), socketDir: await makeSocketDir(cluster) }
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  // A server listening on TCP has an address with a port.
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

/**
 * A socket's path may have 107 bytes at most (103 on macOS), so it cannot lie in the data directory. The name is
 * always the same for a cluster, lest killed servers fill the temporary folder.
 */
async function makeSocketDir({ folder, account }: Cluster): Promise<string> {
  const base = tmpdir().length > 60 ? '/tmp' : tmpdir()
  const owner = ownerOf(account)
  const usual = join(
    base,
    `gongzhi-${createHash('sha256').update(`${owner} ${folder}`).digest('hex').slice(0, 12)}`,
  )
  try {
    await mkdir(usual, { mode: 0o700 })
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
    const found = await lstat(usual)
    if (found.isDirectory() && found.uid === owner && (found.mode & 0o077) === 0) return usual
    // Somebody else's folder of our name: trusting it would let them pose as the database.
    return await makeRandomDir(base, account)
  }
  await giveFolder(account, usual)
  return usual
}

async function makeRandomDir(base: string, account: Cluster['account']): Promise<string> {
  const folder = await mkdtemp(join(base, 'gongzhi-'))
  await giveFolder(account, folder)
  return folder
}

/** Settings for a machine shared with the program itself. Durability is PostgreSQL's default, said aloud. */
export function settingsForMachine(): Settings {
  const memoryMb = Math.min(totalmem(), process.constrainedMemory() || Infinity) / 1024 ** 2
  // 256 MB on a machine of 8 GB: a small share, because the screens' build and node live beside it.
  const buffersMb = Math.round(Math.min(Math.max(memoryMb / 32, 64), 1024))
  return {
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    max_connections: 100,
    shared_buffers: `${buffersMb}MB`,
    effective_cache_size: `${buffersMb * 8}MB`,
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    // Fewer, larger checkpoints: a seeding run would otherwise force one every second.
    max_wal_size: '2GB',
    checkpoint_timeout: '15min',
    random_page_cost: 1.1,
    // Our statements are short; compiling a plan costs more than it saves.
    jit: 'off',
    max_parallel_workers_per_gather: Math.min(2, Math.max(availableParallelism() - 1, 0)),
    timezone: 'Asia/Shanghai',
    log_timezone: 'Asia/Shanghai',
    log_checkpoints: 'off',
  }
}
