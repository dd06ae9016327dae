import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { PACKS } from '#packs/index.ts'
import type { Services } from './core/app.ts'
import { backUp, dropOldBackups, restore } from './core/backup.ts'
import { readConfig, type Config } from './core/config.ts'
import { migrate } from './core/migrate.ts'
import { startPostgres } from './core/postgres.ts'
import { printAddresses, progressBar } from './banner.ts'
import { listen } from './listen.ts'
import { openFirst, type FirstRole } from './modules/accounts/index.ts'
import { addClient } from './modules/api-clients/index.ts'
import { tendMonths } from './modules/audit/index.ts'
import { dryRun, verifyDossier } from './modules/matters/index.ts'
import { loadPack } from './modules/packs/index.ts'
import { countyCodes } from './modules/places/index.ts'
import { proveCounty } from './proof.ts'
import { retain } from './retention.ts'
import { rotateKey } from './rotation.ts'
import { seed } from './seed.ts'
import { openServices } from './services.ts'
import { buildHttp } from './web.ts'
import { startWorker } from './worker.ts'

/**
 * `main.ts` serves and works; `main.ts web` and `main.ts worker` run apart on as many machines as wanted.
 * `main.ts seed PACK --size village`, `main.ts verify COUNTY`, `main.ts dossier FILE`, `main.ts backup`, `main.ts restore [TIME]`,
 * `main.ts administrator PACK NAME SIGN-IN-NAME`, `main.ts retain COUNTY [--dry]`, `main.ts rotate-key [--dry]`, `main.ts client COUNTY NAME`
 * and `main.ts dry-run` do one thing and end.
 */
const [role = 'all', ...rest] = process.argv.slice(2)

/** As long as a month's books may be questioned, and some days. */
const KEPT_DAYS = 35

/** Roles that go on until they are stopped. */
const SERVING = ['all', 'web', 'worker']

type Stop = () => Promise<void>
const stops: Stop[] = []
let stopping: Promise<void> | undefined

/** Ends what was started, last first, once, however often it is asked. */
function stop(): Promise<void> {
  stopping ??= (async () => {
    for (const end of stops.toReversed()) await end().catch((error: unknown) => console.error(error))
  })()
  return stopping
}

// Not `once`: Ctrl-C under npm arrives twice, and the second must not cut the first short.
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => void stop().then(() => process.exit(0)))

async function openDatabase(config: Config): Promise<string> {
  const url = config.databaseUrl ?? (await embedded(config))
  await migrate(url, join(process.cwd(), 'db/migrations'))
  return url
}

async function embedded(config: Config): Promise<string> {
  const server = await startPostgres(config.dataDir, { backupDir: config.backupDir })
  // Whoever started the database also stops it, under the feet of everyone else who serves from it.
  if (server.isGuest && SERVING.includes(role)) {
    throw new Error(
      `数据目录 ${config.dataDir} 正由另一个共治程序使用：请先停掉它，或者用 DATA_DIR=… 换一个目录`,
    )
  }
  stops.push(() => server.stop())
  return server.url
}

async function main(): Promise<void> {
  const config = readConfig()
  if (role === 'restore') return goBack(config, rest[0])
  demandGiven(config)
  const services = await openServices(config, await openDatabase(config))
  stops.push(() => services.close())
  switch (role) {
    case 'seed': {
      const { values, positionals } = parseArgs({
        args: rest,
        options: { size: { type: 'string' } },
        allowPositionals: true,
      })
      const [pack = 'yanliang'] = positionals
      console.log(await seed(services, pack, values.size ?? 'village', { onProgress: progressBar() }))
      return stop()
    }
    case 'verify':
      process.exitCode = (await verify(services, rest[0] ?? '')) ? 0 : 1
      return stop()
    case 'retain':
      await letGo(services, rest)
      return stop()
    case 'rotate-key':
      process.exitCode = (await changeKey(services, rest)) ? 0 : 1
      return stop()
    case 'dossier':
      process.exitCode = (await checkDossier(services, rest[0] ?? '')) ? 0 : 1
      return stop()
    case 'backup':
      return keepBackup(config, services)
    case 'client':
      console.log(
        `密钥只显示这一次：${await addClient(services, rest[0] ?? '', { name: rest[1] ?? '', scopes: ['open311.report'] })}`,
      )
      return stop()
    case 'administrator':
      console.log(await firstAdministrator(services, rest))
      return stop()
    case 'dry-run':
      for (const { county, number, tick } of await dryRun(services, new Date()))
        console.log(county, number, tick)
      return stop()
    case 'all':
    case 'web':
    case 'worker':
      return serve(services, config)
    default:
      console.error(
        `不认识“${role}”。可以用：web、worker、seed、verify、dossier、backup、restore、administrator、retain、rotate-key、client、dry-run，或者什么都不写`,
      )
      process.exitCode = 1
      return stop()
  }
}

const OF_A_COUNTY = ['verify', 'retain', 'client']
const OF_WHAT_IS_THERE = [...OF_A_COUNTY, 'dossier', 'backup', 'rotate-key', 'dry-run']

/** Throws a sentence before anything is opened: no command may make a new house, with a new key, just to look into it. */
function demandGiven({ databaseUrl, dataDir }: Config): void {
  const [first = ''] = rest.filter((word) => !word.startsWith('--'))
  if (OF_A_COUNTY.includes(role) && !/^\d{6}$/.test(first))
    throw new Error(
      `请写县区的6位代码，例如：bin/db ${role} 610114${role === 'client' ? ' "12345热线"' : ''}`,
    )
  if (role === 'client' && !rest[1]?.trim())
    throw new Error('请写这个系统的名称，例如：bin/db client 610114 "12345热线"')
  if (role === 'dossier' && !existsSync(first))
    throw new Error(
      first ? `没有“${first}”这个文件，请核对路径` : '请写卷宗文件的路径，例如：bin/db dossier 卷宗.zip',
    )
  if (OF_WHAT_IS_THERE.includes(role) && !databaseUrl && !existsSync(join(dataDir, 'postgres')))
    throw new Error(`${resolve(dataDir)} 里没有数据，什么也没做。数据在别处的，用 DATA_DIR=目录 指明`)
}

const FIRST: Readonly<Record<string, FirstRole>> = {
  系统管理员: 'system-administrator',
  安全管理员: 'security-administrator',
}

/**
 * Lets the first administrator in, or a security administrator where theirs is lost: loads the county where it is not yet
 * there, and answers with the one-time code.
 */
async function firstAdministrator(services: Services, args: string[]) {
  const [pack = '', name = '', signInName = '', kind = '系统管理员'] = args
  const county = PACKS[pack]?.code
  const which = FIRST[kind]
  if (
    county === undefined ||
    which === undefined ||
    !/^[a-z][a-z0-9.-]{2,31}$/.test(signInName) ||
    name.length < 2
  ) {
    const packs = Object.keys(PACKS).join('、')
    throw new Error(
      `用法：bin/db administrator 县区包 姓名 登录名 [安全管理员]。县区包有 ${packs}；登录名用小写字母开头，3 到 32 位`,
    )
  }
  const known = await services.db.asOwner((tx) => countyCodes(tx))
  if (!known.some((row) => row.county === county)) await loadPack(services, pack)
  const code = await openFirst(services, county, { name, signInName, role: which })
  return [
    `${kind} ${name}，登录名 ${signInName}，启用码只显示这一次：`,
    `  ${code}`,
    '72 小时内在工作台登录页点“第一次登录”，设密码、绑定手机上的动态码，这个码就作废了。',
  ].join('\n')
}

/** Lets go what has outlived its term; with `--dry` only says what would go. */
async function letGo(services: Services, args: string[]): Promise<void> {
  const options = { dry: { type: 'boolean' } } as const
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
  const [county = ''] = positionals
  for (const line of await retain(services, county, values.dry === true)) console.log(line)
}

/** Makes a new key and seals everything by it; with `--dry` only says how much that is. Says whether all could be read. */
async function changeKey(services: Services, args: string[]): Promise<boolean> {
  const { values } = parseArgs({ args, options: { dry: { type: 'boolean' } } as const })
  const isDry = values.dry === true
  const done = await rotateKey(services, { isDry, onProgress: progressBar() })
  const made = `${isDry ? '会' : ''}换${isDry ? '' : '了'}新密钥`
  const says = done.isNew ? made : '没有换新密钥（由 SECRET_KEY 指定，或者接着做上次没做完的）'
  console.log(
    `${says}：${done.values} 个加密的值，${isDry ? '要' : '已'}重新加密 ${done.renewed} 个，打不开 ${done.broken.length} 个`,
  )
  for (const where of done.broken) console.log(`打不开：${where}`)
  return done.broken.length === 0
}

const NO_BACKUPS = '请用 BACKUP_DIR 指定备份放在哪个目录'

/** Copies database and files; older backups than the days that are kept go. */
async function keepBackup(config: Config, services: Services): Promise<void> {
  if (!config.backupDir) throw new Error(NO_BACKUPS)
  const url = services.db.pool.options.connectionString ?? ''
  const { folder, bytes, files } = await backUp(url, config.backupDir, config.dataDir)
  const gone = await dropOldBackups(config.backupDir, KEPT_DAYS, new Date())
  console.log(
    `备份好了：${folder}，${files} 个文件，${(bytes / 1024 ** 2).toFixed(0)} MB；删去过期的 ${gone} 份`,
  )
  return stop()
}

/** Back to a moment, `2026-11-26 09:59:59` by the clock of China, or as far as the log goes. */
async function goBack({ backupDir, dataDir }: Config, said: string | undefined): Promise<void> {
  if (!backupDir) throw new Error(NO_BACKUPS)
  const at =
    said === undefined ? undefined : new Date(/[zZ]|[+-]\d\d:?\d\d$/.test(said) ? said : `${said}+08:00`)
  if (at && Number.isNaN(at.getTime())) throw new Error(`看不懂时间“${said}”，请写成 2026-11-26T09:59:59`)
  const { endedAt, aside } = await restore(backupDir, dataDir, at)
  console.log(`恢复好了：从 ${endedAt} 的备份，到${at ? at.toISOString() : '日志的最后一秒'}`)
  if (aside) console.log(`原来的数据挪到了 ${aside}，确认没有问题后再删`)
}

/** Whether everything a county keeps is as it was written; says what is not. */
async function verify(services: Services, county: string): Promise<boolean> {
  let isSound = true
  for await (const { says, faults } of proveCounty(services, county, { disk: true })) {
    for (const fault of faults) console.log(fault)
    console.log(says)
    isSound &&= faults.length === 0
  }
  return isSound
}

/** Whether a dossier is as this house sealed it; says what is not. */
async function checkDossier(services: Services, path: string): Promise<boolean> {
  const { number, faults } = await verifyDossier(services.secrets, path).catch((cause: unknown) => {
    throw new Error(`“${path}”不是共治导出的卷宗，或者没有传完整。请找原来的“…卷宗.zip”，不要解压后再压`, {
      cause,
    })
  })
  for (const says of faults) console.log(says)
  console.log(
    `卷宗 ${number ?? '编号不明'}：${faults.length === 0 ? '与封存时一致' : `${faults.length} 处有问题`}`,
  )
  return faults.length === 0
}

async function serve(services: Services, config: Config): Promise<void> {
  if (config.demo) await seedDemo(services)
  // Nothing can be changed without its row in the log, so its month is there before anybody comes.
  await tendMonths(services)
  if (role !== 'worker') {
    const { http } = await buildHttp(services)
    const address = await listen(http, config)
    stops.push(() => http.close())
    if (!config.quiet) await printAddresses(services, address)
  }
  if (role !== 'web') {
    const worker = startWorker(services)
    stops.push(() => worker.stop())
  }
}

/** The pack of the county served here; the first one where none is named. */
function packOf(county: string | undefined): string {
  const found = Object.entries(PACKS).find(([, { code }]) => county === undefined || code === county)
  if (!found) throw new Error(`没有县区 ${String(county)} 的配置包`)
  return found[0]
}

/** A data folder of an earlier version keeps the village it has; only an empty one cannot be served. */
async function seedDemo(services: Services): Promise<void> {
  try {
    await seed(services, packOf(services.config.county), 'village')
  } catch (error) {
    const counties = await services.db.asOwner((tx) => countyCodes(tx))
    if (counties.length === 0) throw error
    console.error(`演示村没有补新内容（${String(error)}）。想要最新的演示村，请换一个 DATA_DIR`)
  }
}

main().catch(async (error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  if (process.env['DEBUG']) console.error(error)
  await stop()
  process.exit(1)
})
