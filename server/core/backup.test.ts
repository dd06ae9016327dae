import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { configFor } from '#test/world.ts'
import { openServices } from '#server/services.ts'
import { verifyMatters } from '#server/modules/matters/index.ts'
import { seedCounty } from '#server/modules/demo/index.ts'
import { loadPack } from '#server/modules/packs/index.ts'
import { jiyuan } from '#packs/jiyuan/pack.ts'
import type { Pack } from '#packs/pack.ts'
import { yanliang } from '#packs/yanliang/pack.ts'
import { zhuhai } from '#packs/zhuhai/pack.ts'
import { backUp, backupsIn, dropOldBackups, mirrorFiles, restore } from './backup.ts'
import { migrate } from './migrate.ts'
import { startPostgres } from './postgres.ts'

let home: string
type Folders = { data: string; kept: string }
const foldersOf = (name: string): Folders => ({
  data: join(home, name, 'data'),
  kept: join(home, name, 'kept'),
})
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "gongzhi's 100% backups "))
  await chmod(home, 0o755)
})
afterAll(() => rm(home, { recursive: true, force: true }))

async function open({ data, kept }: Folders) {
  const postgres = await startPostgres(data, { backupDir: kept })
  await migrate(postgres.url, join(import.meta.dirname, '../../db/migrations'))
  const services = await openServices({ ...configFor(data), databaseUrl: postgres.url }, postgres.url)
  const close = async () => {
    await services.close()
    await postgres.stop()
  }
  return { services, url: postgres.url, close }
}

type Opened = Awaited<ReturnType<typeof open>>['services']

/** A county with so many events, through the commands a client would cause. */
async function seed(services: Opened, name: string, pack: Pack, events: number): Promise<void> {
  await loadPack(services, name)
  await seedCounty(services, pack, 'village', { now: new Date(), events, onProgress: () => undefined })
}

const PICTURE = 'a'.repeat(64)
const LATER = 'b'.repeat(64)

const matters = async ({ db }: Opened) =>
  db.asOwner((tx) =>
    tx.rows<{ n: number; entries: number }>(
      'select count(*)::int as n, (select count(*)::int from entries) as entries from matters',
    ),
  )

describe('a village after a disaster', { timeout: 240_000 }, () => {
  test('is what it was a second before, with every history proved, and goes on', async () => {
    const folders = foldersOf('village')
    const { data, kept } = folders
    const before = await open(folders)
    await seed(before.services, 'yanliang', yanliang, 40)
    await before.services.files.put(PICTURE, 'full', Buffer.from('a picture'))
    const made = await backUp(before.url, kept, data)
    expect(made.files).toBeGreaterThan(500)

    // After the backup, before the disaster: only the log has it.
    await seed(before.services, 'jiyuan', jiyuan, 30)
    await before.services.files.put(LATER, 'full', Buffer.from('taken later'))
    await mirrorFiles(data, kept)
    const held = await matters(before.services)
    await sleep(1100)
    const good = new Date()
    await sleep(1100)
    await before.services.db.asOwner((tx) => tx.rows('drop table entries, matters cascade'))
    await before.services.db.asOwner((tx) => tx.rows('select pg_switch_wal()'))
    await before.close()
    await rm(join(data, 'files'), { recursive: true })

    const { aside } = await restore(kept, data, good)
    expect(await readdir(aside ?? '')).toContain('PG_VERSION')
    const after = await open(folders)
    expect(await matters(after.services)).toEqual(held)
    expect(held[0]?.n).toBe(70)
    for (const { code } of [yanliang, jiyuan])
      expect((await verifyMatters(after.services, code)).faults).toEqual([])
    for (const id of [PICTURE, LATER]) expect(await after.services.files.exists(id, 'full')).toBe(true)
    // It takes new work, and can be backed up again.
    await seed(after.services, 'zhuhai', zhuhai, 10)
    expect((await matters(after.services))[0]?.n).toBe(80)
    await backUp(after.url, kept, data)
    expect(await dropOldBackups(kept, 35, new Date())).toBe(0)
    expect(await dropOldBackups(kept, 1, new Date(Date.now() + 2 * 86_400_000))).toBe(1)
    await after.close()

    // The newest alone stays, with the log it needs, and reaches its own end.
    expect(await backupsIn(kept)).toHaveLength(1)
    await restore(kept, data)
    const again = await open(folders)
    expect((await matters(again.services))[0]?.n).toBe(80)
    await again.close()
  })

  test('is refused in a sentence where it cannot be done', async () => {
    const folders = foldersOf('refused')
    const { data, kept } = folders
    const running = await open(folders)
    await expect(restore(kept, data)).rejects.toThrow('请先停掉再恢复')
    await running.close()
    await expect(restore(kept, data, new Date('2020-01-01'))).rejects.toThrow('以前做好的备份')
    const bare = await startPostgres(data)
    await expect(backUp(bare.url, kept, data)).rejects.toThrow('请设 BACKUP_DIR')
    await bare.stop()
  })
})
