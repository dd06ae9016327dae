import { resolve } from 'node:path'

/** What the environment says; read once at start. Names and defaults: README. */
export type Config = {
  port: number
  host: string
  dataDir: string
  /** Absent: the embedded server in `dataDir`. */
  databaseUrl: string | undefined
  /** The demo village is seeded and its people can be picked without a code. Never on a real server. */
  demo: boolean
  /** The county served here; absent: the only one in the database. */
  county: string | undefined
  /** Prepared statements by name; off behind PgBouncer in transaction mode (design/stack.md §8). */
  namedStatements: boolean
  /** Key for sealed fields and tracking codes, 32 bytes in hex; absent: generated into `dataDir`. */
  secretKey: string | undefined
  /** With `secretKey`: keys before it, the newest first, for reading what they sealed (core/key-ring.ts). */
  secretKeysOld: readonly string[]
  /** Addresses of the proxies whose word on who calls is taken, separated by commas; absent: nobody's. */
  trustProxy: string | undefined
  /** Where cameras send a meeting to; absent: no live pictures. */
  rtmpPort: number | undefined
  /** The nginx that takes them; absent: the first on the path. */
  nginx: string | undefined
  /** Where backups and the log they need go; absent: none are kept (core/backup.ts). */
  backupDir: string | undefined
  /** Hosts (`host` or `host:port`) of the county's own network that webhooks may reach; everything private is refused else. */
  ownHosts: readonly string[]
  quiet: boolean
}

/** Reads the configuration. Throws a sentence when a value cannot be used. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const port = Number(env['PORT'] ?? 8080)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`PORT 必须是 0 到 65535 的数字：${env['PORT']}`)
  const rtmpPort = env['RTMP_PORT'] ? Number(env['RTMP_PORT']) : undefined
  if (rtmpPort !== undefined && !(Number.isInteger(rtmpPort) && rtmpPort > 0 && rtmpPort <= 65_535))
    throw new Error(`RTMP_PORT 必须是 1 到 65535 的数字：${env['RTMP_PORT']}`)
  const databaseUrl = env['DATABASE_URL'] || undefined
  return {
    port,
    host: env['HOST'] ?? '127.0.0.1',
    dataDir: resolve(env['DATA_DIR'] ?? 'data'),
    databaseUrl,
    demo: env['DEMO'] === undefined ? databaseUrl === undefined : env['DEMO'] !== '0',
    county: env['COUNTY'] || undefined,
    namedStatements: env['PG_NAMED'] !== '0',
    secretKey: env['SECRET_KEY'] || undefined,
    secretKeysOld: listOf(env['SECRET_KEYS_OLD']),
    trustProxy: env['TRUST_PROXY'] || undefined,
    rtmpPort,
    nginx: env['NGINX'] || undefined,
    backupDir: env['BACKUP_DIR'] ? resolve(env['BACKUP_DIR']) : undefined,
    ownHosts: listOf(env['OWN_HOSTS']),
    quiet: env['QUIET'] === '1',
  }
}

const listOf = (said = '') =>
  said
    .toLowerCase()
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean)
