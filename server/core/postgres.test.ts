import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { bundle } from '../../bin/bundle.mjs'
import { findPostgresState, type Postgres, startPostgres } from './postgres.ts'
import { isAlive } from './postgres-cluster.ts'

let home: string
let dataDir: string
const started: Postgres[] = []
/** A program of its own for node, so it lies where `#server/…` and node_modules are found from. */
const elsewhere = join(import.meta.dirname, `../../dist/test/elsewhere-${process.pid}`)

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'gongzhi test '))
  // Sockets too go into a folder with a space, and leave with it.
  vi.stubEnv('TMPDIR', home)
  await chmod(home, 0o755)
  dataDir = join(home, 'shared data')
})

afterEach(async () => {
  await Promise.all(started.splice(0).map((postgres) => postgres.stop()))
})

afterAll(async () => {
  await rm(home, { recursive: true, force: true })
  await rm(elsewhere, { recursive: true, force: true })
  vi.unstubAllEnvs()
})

async function start(folder = dataDir): Promise<Postgres> {
  const postgres = await startPostgres(folder)
  started.push(postgres)
  return postgres
}

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const result = await client.query<unknown[]>({ text: sql, rowMode: 'array' })
    return result.rows.flat()
  } finally {
    await client.end()
  }
}

async function until(isTrue: () => Promise<boolean> | boolean): Promise<void> {
  const giveUpAt = Date.now() + 10_000
  while (!(await isTrue())) {
    if (Date.now() > giveUpAt) throw new Error('It did not come true within ten seconds')
    await sleep(50)
  }
}

/** Another program that starts the server of the shared folder and stays. */
async function startElsewhere(): Promise<ChildProcess> {
  const code = `import { startPostgres } from '#server/core/postgres.ts'
    await startPostgres(process.argv[2]); console.log('ready'); setInterval(() => {}, 1000)`
  await mkdir(elsewhere, { recursive: true })
  await writeFile(join(elsewhere, 'program.ts'), code)
  await bundle(join(elsewhere, 'program.ts'), join(elsewhere, 'program.mjs'))
  const program = spawn(process.execPath, [join(elsewhere, 'program.mjs'), dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(program.stdout, 'data')
  return program
}

async function kill(program: ChildProcess): Promise<void> {
  const exit = once(program, 'exit')
  program.kill('SIGKILL')
  await exit
}

describe('a first start', () => {
  test('creates a database that counts in UTF-8 and sorts alike everywhere', async () => {
    const { url } = await start()
    const sql = `select current_database(), pg_encoding_to_char(encoding), datlocprovider, datlocale, datctype
      from pg_database where datname = current_database()`
    expect(await ask(url, sql)).toEqual(['gongzhi', 'UTF8', 'b', 'C.UTF-8', 'C.UTF-8'])
  })

  test('keeps every commit on disk and gives Chinese words trigrams', async () => {
    const { url } = await start()
    expect(await ask(url, `select current_setting('fsync'), current_setting('synchronous_commit')`)).toEqual([
      'on',
      'on',
    ])
    await ask(url, 'create extension if not exists pg_trgm')
    expect(await ask(url, `select cardinality(show_trgm('村务公开'))`)).toEqual([5])
  })

  test('is found over TCP, with the password only', async () => {
    await start()
    const tcpUrl = (await findPostgresState(dataDir))?.tcpUrl ?? ''
    expect(await ask(tcpUrl, 'select 1')).toEqual([1])
    const wrong = new URL(tcpUrl)
    wrong.password = 'guess'
    await expect(ask(wrong.href, 'select 1')).rejects.toThrow('password authentication failed')
    for (const secret of ['postgres.json', 'postgres.password']) {
      expect((await stat(join(dataDir, secret))).mode & 0o777).toBe(0o600)
    }
  })

  test('replaces what a killed first start left behind', async () => {
    const folder = join(home, 'half')
    const abandoned = join(folder, 'postgres.new-999999999')
    await mkdir(abandoned, { recursive: true })
    await writeFile(join(abandoned, 'PG_VERSION'), '18')
    await mkdir(join(folder, 'postgres/base'), { recursive: true })

    expect(await ask((await start(folder)).url, 'select 1')).toEqual([1])
    const names = await readdir(folder)
    expect(names.filter((name) => name.startsWith('postgres.new'))).toEqual([])
    // Not certainly ours, so kept.
    expect(names.filter((name) => name.startsWith('postgres.incomplete'))).toHaveLength(1)
  })

  test('works in a folder whose path is longer than a socket may have', async () => {
    const folder = join(home, '很深的文件夹'.repeat(4), 'a'.repeat(200))
    expect(await ask((await start(folder)).url, 'select 1')).toEqual([1])
  })
})

test.runIf(process.getuid?.() === 0)('root may keep it where nobody else can enter', async () => {
  const closed = join(home, 'closed')
  await mkdir(closed, { mode: 0o700 })
  expect(await ask((await start(join(closed, 'data'))).url, 'select 1')).toEqual([1])
  expect((await stat(join(closed, 'data/postgres'))).uid).toBe(0)
  expect((await stat(join(dataDir, 'postgres'))).uid).not.toBe(0)
})

describe('a stop', () => {
  test('ends the server, removes its address, and may be asked for twice', async () => {
    const postgres = await start()
    await Promise.all([postgres.stop(), postgres.stop()])
    expect(existsSync(join(dataDir, 'postgres/postmaster.pid'))).toBe(false)
    expect(await findPostgresState(dataDir)).toBeUndefined()
  })
})

describe('a killed server', () => {
  test('is started again under its address, with every row', async () => {
    const postgres = await start()
    await ask(postgres.url, 'create table kept as select generate_series(1, 2) as n')
    const killed = postgres.pid
    process.kill(killed, 'SIGKILL')
    await until(() => postgres.pid !== killed)
    expect(await ask(postgres.url, 'select n from kept order by n')).toEqual([1, 2])
  })

  test('does not keep the next start away, though its id now belongs to another program', async () => {
    await (await start()).stop()
    await writeFile(join(dataDir, 'postgres/postmaster.pid'), `${process.pid}\n${dataDir}/postgres\n`)
    expect(await ask((await start()).url, 'select count(*)::int from kept')).toEqual([2])
  })
})

describe('a server that was left running', () => {
  test('is taken over when its program was killed', async () => {
    await kill(await startElsewhere())
    const { pid } = (await findPostgresState(dataDir)) ?? { pid: 0 }
    expect(isAlive(pid)).toBe(true)

    const postgres = await start()
    expect(postgres.pid).toBe(pid)
    expect(await ask(postgres.url, 'select count(*)::int from kept')).toEqual([2])
    await postgres.stop()
    await until(() => !isAlive(pid))
  })

  test('is only visited while its program lives', async () => {
    const program = await startElsewhere()
    const visitor = await startPostgres(dataDir)
    await visitor.stop()
    expect(await ask(visitor.url, 'select 1')).toEqual([1])

    await kill(program)
    await start()
  })
})

test('says what PostgreSQL said when it will not start', async () => {
  await (await start()).stop()
  const version = join(dataDir, 'postgres/PG_VERSION')
  const original = await readFile(version)
  await writeFile(version, '9.6\n')
  await expect(start()).rejects.toThrow('initialized by PostgreSQL version 9.6')
  await writeFile(version, original)
})
