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
  /** How people reach this server, as `https://…` without a path; absent: as each call names it (core/base.ts). */
  publicUrl: string | undefined
  /** The identity provider staff may come in by; absent: none (docs/how-to/connect-an-identity-provider.md). */
  oidc: OidcConfig | undefined
  quiet: boolean
}

export type OidcConfig = {
  issuer: string
  clientId: string
  clientSecret: string
  /** As people know it; stands on buttons. */
  name: string
  /** Where it sends browsers back to. */
  callback: string
  /** What in an id token shows that it asked for two factors, as `amr=…` or `acr=…`; none: the app's code is asked for here. */
  secondFactor: readonly string[]
}

/** A page of the desk (web/surfaces/desk/paths.ts). */
const CALLBACK_PATH = '/desk/oidc'

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
    ownHosts: listOf(env['OWN_HOSTS']?.toLowerCase()),
    publicUrl: env['PUBLIC_URL'] ? webUrl('PUBLIC_URL', env['PUBLIC_URL']).origin : undefined,
    oidc: readOidc(env),
    quiet: env['QUIET'] === '1',
  }
}

const listOf = (text = ''): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)

function readOidc(env: NodeJS.ProcessEnv): OidcConfig | undefined {
  if (!env['OIDC_ISSUER']) return undefined
  const needed = (name: string): string => {
    const value = env[name]
    if (!value) throw new Error(`设了 OIDC_ISSUER，还要设 ${name}`)
    return value
  }
  const secondFactor = listOf(env['OIDC_SECOND_FACTOR'])
  const odd = secondFactor.find((one) => !/^(amr|acr)=./.test(one))
  if (odd !== undefined) throw new Error(`OIDC_SECOND_FACTOR 要写成 amr=… 或 acr=…，用逗号隔开：${odd}`)
  return {
    issuer: safeUrl('OIDC_ISSUER', env['OIDC_ISSUER']).href,
    clientId: needed('OIDC_CLIENT_ID'),
    clientSecret: needed('OIDC_CLIENT_SECRET'),
    name: env['OIDC_NAME'] || '省统一身份认证',
    callback: new URL(CALLBACK_PATH, safeUrl('PUBLIC_URL', needed('PUBLIC_URL'))).href,
    secondFactor,
  }
}

/** A hall's own network may have no TLS. */
function webUrl(name: string, text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol === 'https:' || url?.protocol === 'http:') return url
  throw new Error(`${name} 要写成 https 开头的网址：${text}`)
}

/** Codes and tokens travel there: over TLS, or within this machine. */
function safeUrl(name: string, text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isLocal = url && ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname)
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isLocal)) return url
  throw new Error(`${name} 要用 https 的网址（本机地址除外）：${text}`)
}
