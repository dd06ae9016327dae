import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { migrate } from '#server/core/migrate.ts'
import { startPostgres } from '#server/core/postgres.ts'
import { seed } from '#server/seed.ts'
import { openServices } from '#server/services.ts'
import { configFor, TEMPLATE, urlOf } from './world.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The running test server, and where its world keeps files and keys. */
    server: { url: string; dataDir: string }
  }
}

/**
 * One real PostgreSQL for the whole run, with one seeded village in a template database. Every test file gets a copy
 * of it in a fifth of a second, so tests write as they please and share nothing.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'gongzhi-test-'))
  // Tests do not outlive a power cut; the crash test sets its own server up.
  const server = await startPostgres(dataDir, {
    database: TEMPLATE,
    settings: { fsync: 'off', synchronous_commit: 'off' },
  })
  await migrate(urlOf(server.url, TEMPLATE), join(process.cwd(), 'db/migrations'))
  const services = await openServices(configFor(dataDir), urlOf(server.url, TEMPLATE))
  await seed(services, 'yanliang', 'village')
  await services.close()
  project.provide('server', { url: server.url, dataDir })
  return async () => {
    await server.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}
