/** How a server hands its log to the folder of the backups, and takes it back (core/backup.ts). */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Account, giveFolder } from './postgres-cluster.ts'
import type { Settings } from './postgres-process.ts'

/** Below the folder of the backups. */
export const WAL = 'wal'

/** A word for the shell that PostgreSQL starts; `%` is its own sign. */
const quoted = (path: string) => `'${path.replaceAll('%', '%%').replaceAll("'", String.raw`'\''`)}'`

/** Makes the folder of the log, for the account PostgreSQL runs as. */
export async function prepareArchive(dir: string, account: Account): Promise<void> {
  await mkdir(join(dir, WAL), { recursive: true })
  await giveFolder(account, join(dir, WAL))
}

/**
 * Settings under which a server hands every segment of its log to the folder, whole or not at all, a minute after its
 * first byte at the latest. One that is there already has to be the same, or the server keeps its own and complains.
 */
export function archiveSettings(dir: string): Settings {
  const to = `${quoted(join(dir, WAL))}/%f`
  return {
    archive_mode: 'on',
    archive_timeout: '60s',
    archive_command: `if test -f ${to}; then cmp -s "%p" ${to}; else cp "%p" ${to}.part && sync ${to}.part && mv ${to}.part ${to}; fi`,
  }
}

/** Settings under which a copied cluster follows that log to a moment, or to its end, and then goes on by itself. */
export const restoreSettings = (dir: string, at: Date | undefined): Settings => ({
  ...archiveSettings(dir),
  restore_command: `cp ${quoted(join(dir, WAL))}/%f "%p"`,
  // Z is no time zone to it here: the files of zones are not read this early.
  ...(at ? { recovery_target_time: at.toISOString().replace('T', ' ').replace('Z', '+00') } : {}),
  recovery_target_action: 'promote',
  // Nobody reads before it is whole, and only then it says that it is ready.
  hot_standby: 'off',
})
