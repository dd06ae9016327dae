import { readConfig } from '#server/core/config.ts'
import { listen } from '#server/listen.ts'
import { openServices } from '#server/services.ts'
import { buildHttp } from '#server/web.ts'

/** Serves as the web process does, without an audit log: what bench/audit.bench.ts holds the real one against. */
export async function serveUntraced(): Promise<void> {
  const config = readConfig()
  const services = await openServices(config, config.databaseUrl ?? '')
  const { http } = await buildHttp(services, { traced: false })
  await listen(http, config)
  process.on('SIGTERM', () => void http.close().then(() => services.close()))
}
