import { join } from 'node:path'
import type { Services } from './core/app.ts'
import type { Config } from './core/config.ts'
import { openDb } from './core/db.ts'
import { openFileStore } from './core/file-store.ts'
import { openLive } from './core/live.ts'
import { openSecrets } from './core/secrets.ts'
import { openTexts } from './core/texts.ts'

/** Opens what every part of the program is handed. `close` ends the connections, not the database. */
export async function openServices(
  config: Config,
  url: string,
): Promise<Services & { close: () => Promise<void> }> {
  const db = openDb(url, { named: config.namedStatements })
  const live = await openLive(url, (line) => config.quiet || console.error(line))
  return {
    config,
    db,
    live,
    secrets: openSecrets(config),
    files: openFileStore(join(config.dataDir, 'files')),
    texts: openTexts(join(config.dataDir, 'texts.log')),
    close: async () => {
      await live.close()
      await db.close()
    },
  }
}
