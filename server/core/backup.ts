/**
 * Backups that go back to any second (issue 6): now and then a copy of the whole cluster while it works, and every
 * segment of the log from then on. What a restore gives is what had been committed by that second, no more and no less.
 *
 *     <BACKUP_DIR>/base/<moment>/   the cluster's files and `backup.json`
 *     <BACKUP_DIR>/wal/             the log, written by PostgreSQL itself
 *     <BACKUP_DIR>/files/           pictures and papers, named by their content
 */
import { existsSync } from 'node:fs'
import { copyFile, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Client } from 'pg'
import { startPostgres } from './postgres.ts'
import { restoreSettings, WAL } from './postgres-archive.ts'
import { hasCode } from './postgres-cluster.ts'
import { findPostmaster } from './postgres-process.ts'

export type Backup = {
  /** When copying began; the log from here on belongs to it. */
  begunAt: string
  /** Going back to an earlier second needs an earlier backup. */
  endedAt: string
  server: string
  files: number
  bytes: number
}

const BASE = 'base'
const FILES = 'files'
const ABOUT = 'backup.json'

/** What holds for the running server only (PostgreSQL 18, 25.3.5): their folders stay, what is in them does not. */
const LEFT_OUT = new Set([
  'pg_wal',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
])
const NEVER = /^(postmaster\.(pid|opts)|pg_internal\.init.*|pgsql_tmp.*|recovery\.signal|standby\.signal)$/

/**
 * Copies the cluster behind `url` while it works, and the files beside the database. It has to run on the server's own
 * machine, as a user who may read its folder. Throws a sentence when the server keeps no log for backups.
 */
export async function backUp(
  url: string,
  dir: string,
  dataDir: string,
): Promise<Backup & { folder: string }> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ mode: string; source: string; version: string }>(
      `select current_setting('archive_mode') as mode, current_setting('data_directory') as source,
         current_setting('server_version') as version`,
    )
    const [about] = rows
    if (about?.mode !== 'on')
      throw new Error(
        '数据库没有归档日志，备份不能恢复到任意时刻：请设 BACKUP_DIR 后重新启动，外部数据库请开 archive_mode',
      )
    const begunAt = new Date().toISOString()
    const folder = join(dir, BASE, begunAt.replaceAll(':', '-'))
    const part = `${folder}.part`
    await mkdir(part, { recursive: true, mode: 0o700 })
    await client.query('select pg_backup_start($1, true)', [begunAt])
    const copied = await copyTree(about.source, join(part, 'postgres'))
    const stopped = await client.query<{ labelfile: string; spcmapfile: string }>(
      'select labelfile, spcmapfile from pg_backup_stop(true)',
    )
    const { labelfile = '', spcmapfile = '' } = stopped.rows[0] ?? {}
    await writeFile(join(part, 'postgres', 'backup_label'), labelfile)
    if (spcmapfile !== '') await writeFile(join(part, 'postgres', 'tablespace_map'), spcmapfile)
    await mirrorFiles(dataDir, dir)
    const backup = { begunAt, endedAt: new Date().toISOString(), server: about.version, ...copied }
    await writeFile(join(part, ABOUT), JSON.stringify(backup, undefined, 2))
    await rename(part, folder)
    return { ...backup, folder }
  } finally {
    await client.end()
  }
}

/** Copies the pictures and papers that are not there yet; a name is a content, so nothing is ever written over. */
export async function mirrorFiles(dataDir: string, dir: string): Promise<number> {
  return copyMissing(join(dataDir, FILES), join(dir, FILES))
}

/** The backups of a folder, oldest first. One that was cut short has another name and is none. */
export async function backupsIn(dir: string): Promise<(Backup & { folder: string })[]> {
  const names = await readdir(join(dir, BASE)).catch(() => [] as string[])
  const found = names.filter((name) => !name.endsWith('.part')).toSorted()
  return Promise.all(
    found.map(async (name) => {
      const folder = join(dir, BASE, name)
      // Only `backUp` writes it, and renames its folder into place whole.
      const about = JSON.parse(await readFile(join(folder, ABOUT), 'utf8')) as Backup
      return { ...about, folder }
    }),
  )
}

/**
 * Puts a data directory back to what it was at `at`, or as far as the log goes. What was there is set aside, never
 * removed. Answers with the backup it began from. Throws a sentence when a server still runs there, when no backup is
 * old enough, or with PostgreSQL's own words when the log does not reach.
 */
export async function restore(dir: string, dataDir: string, at?: Date): Promise<Backup & { aside?: string }> {
  const target = join(dataDir, 'postgres')
  if (await findPostmaster(target)) throw new Error(`${dataDir} 的数据库还在运行，请先停掉再恢复`)
  const backup = (await backupsIn(dir)).findLast(({ endedAt }) => at === undefined || new Date(endedAt) <= at)
  if (!backup)
    throw new Error(
      `${dir} 里没有${at ? `${at.toISOString()} 以前做好的` : ''}备份，请核对 BACKUP_DIR 和时间`,
    )
  await mkdir(dataDir, { recursive: true })
  const aside = existsSync(target) ? `${target}.before-${Date.now()}` : undefined
  if (aside) await rename(target, aside)
  await copyTree(join(backup.folder, 'postgres'), target)
  await mkdir(join(target, 'pg_wal', 'archive_status'), { recursive: true, mode: 0o700 })
  await writeFile(join(target, 'recovery.signal'), '')
  const server = await startPostgres(dataDir, { backupDir: dir, settings: restoreSettings(dir, at) })
  await server.stop()
  await copyMissing(join(dir, FILES), join(dataDir, FILES))
  const { folder: _, ...about } = backup
  return { ...about, ...(aside ? { aside } : {}) }
}

/** Copies a cluster's folder; files that PostgreSQL removes meanwhile are mended from the log, so they may be missing. */
async function copyTree(from: string, to: string): Promise<{ files: number; bytes: number }> {
  await mkdir(to, { recursive: true, mode: 0o700 })
  const sum = { files: 0, bytes: 0 }
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (NEVER.test(entry.name)) continue
    if (entry.isDirectory()) {
      const within = LEFT_OUT.has(entry.name)
        ? await mkdir(target, { recursive: true, mode: 0o700 }).then(() => ({ files: 0, bytes: 0 }))
        : await copyTree(source, target)
      sum.files += within.files
      sum.bytes += within.bytes
      continue
    }
    try {
      await copyFile(source, target)
      sum.files += 1
      sum.bytes += (await stat(target)).size
    } catch (error) {
      if (!hasCode(error, 'ENOENT')) throw error
    }
  }
  return sum
}

/** Copies what the other folder does not have, each under another name first. */
async function copyMissing(from: string, to: string): Promise<number> {
  let copied = 0
  for (const entry of await readdir(from, { withFileTypes: true }).catch(() => [])) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) copied += await copyMissing(source, target)
    else if (!existsSync(target)) {
      await mkdir(to, { recursive: true })
      await copyFile(source, `${target}.part`)
      await rename(`${target}.part`, target)
      copied += 1
    }
  }
  return copied
}

/** Removes backups older than so many days, but never the newest; the log before the oldest that stays goes with them. */
export async function dropOldBackups(dir: string, days: number, now: Date): Promise<number> {
  const all = await backupsIn(dir)
  const old = all
    .slice(0, -1)
    .filter(({ endedAt }) => now.getTime() - Date.parse(endedAt) > days * 86_400_000)
  for (const { folder } of old) await rm(folder, { recursive: true })
  const [oldest] = all.filter(({ folder }) => !old.some((gone) => gone.folder === folder))
  if (old.length > 0 && oldest) await dropSegmentsBefore(dir, oldest.folder)
  return old.length
}

/** `backup_label` names the first segment a backup needs; names sort as the log goes on, histories always stay. */
async function dropSegmentsBefore(dir: string, folder: string): Promise<void> {
  const label = await readFile(join(folder, 'postgres', 'backup_label'), 'utf8')
  const first = /file ([0-9A-F]{24})/.exec(label)?.[1]
  if (first === undefined) return
  for (const name of await readdir(join(dir, WAL)))
    if (/^[0-9A-F]{24}/.test(name) && name.slice(8) < first.slice(8)) await rm(join(dir, WAL, name))
}
