import { readConfig } from '#server/core/config.ts'
import { listen } from '#server/listen.ts'
import { openServices } from '#server/services.ts'
import { buildHttp } from '#server/web.ts'

/** The web process without its audit log: what bench/audit.bench.ts holds the real one against. Nothing else starts it. */
const config = readConfig()
const services = await openServices(config, config.databaseUrl ?? '')
const { http } = await buildHttp(services, { traced: false })
await listen(http, config)
process.on('SIGTERM', () => void http.close().then(() => services.close()))
