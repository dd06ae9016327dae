import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '#server/core/config.ts'
import { migrate } from '#server/core/migrate.ts'
import { startPostgres, type Postgres } from '#server/core/postgres.ts'
import { openServices } from '#server/services.ts'

/** A house of the bench's own: an embedded database with the settings of an ordinary start, and its services. */
export type House = {
  dataDir: string
  postgres: Postgres
  services: Awaited<ReturnType<typeof openServices>>
  /** What a server needs in its environment to serve this house. */
  env: Record<string, string>
  close: () => Promise<void>
}

/** Opens a house in that folder, or in a new one that is gone when it closes. Durability is PostgreSQL's default. */
export async function openHouse(folder?: string): Promise<House> {
  const dataDir = folder ?? (await temporaryFolder())
  const postgres = await startPostgres(dataDir)
  await migrate(postgres.url, join(process.cwd(), 'db/migrations'))
  const services = await servicesFor(dataDir, postgres.url)
  return {
    dataDir,
    postgres,
    services,
    env: { DATABASE_URL: postgres.url, DATA_DIR: dataDir },
    close: async () => {
      await services.close()
      await postgres.stop()
      if (folder === undefined) await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** The services as a server with that data directory has them: the same keys, so its tokens are ours. */
export function servicesFor(
  dataDir: string,
  url: string,
): House['services'] extends infer S ? Promise<S> : never {
  return openServices(readConfig({ DATA_DIR: dataDir, DATABASE_URL: url, QUIET: '1' }), url)
}

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'gongzhi-bench-'))
  // PostgreSQL runs as another user when we are root, and has to pass through.
  await chmod(folder, 0o755)
  return folder
}
