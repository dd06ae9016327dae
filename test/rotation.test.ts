import { execFileSync, spawn } from 'node:child_process'
import { createCipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { cp, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { newId } from '#server/core/ids.ts'
import { openSealedZip, sealedZip } from '#server/core/sealed-zip.ts'
import { openSecrets, type Secrets } from '#server/core/secrets.ts'
import { addClient, serveClient } from '#server/modules/api-clients/index.ts'
import { verifyAudit } from '#server/modules/audit/index.ts'
import { hashOfSeal, KeyWatch } from '#server/modules/audit/rules.ts'
import { insertSeal, lastSeal } from '#server/modules/audit/store.ts'
import { importPeople } from '#server/modules/people/index.ts'
import { SEALED } from '#server/rotation.ts'
import { actingIn } from './acting.ts'
import { sealed } from './audit.ts'
import { moveIn } from './people.ts'
import { openWorld, type World } from './world.ts'

/**
 * The key is changed while the program serves, by the real command, killed in the middle: nothing is lost, whatever was
 * made with the key before is still found, and the log proves which key counted when.
 */

const PROGRAM = 'dist/test/rotation.mjs'
const MANY = 12_000
const NAME = '换钥匙前就在的人'
const PHONE = '13900006611'
const ID_NUMBER = '999999198005016613'

let world: World
let folder: string
let before: { key: string; matter: string; code: string; dossier: string }

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rotation-'))
  // What the seed sealed is read with the key it was made with; only this folder's is changed.
  await cp(join(inject('server').dataDir, 'secret.key'), join(folder, 'secret.key'))
  world = await openWorld({ dataDir: folder })
  execFileSync(process.execPath, ['bin/bundle.mjs', 'server/main.ts', PROGRAM])
  await manyPeople()
  await moveIn(world.services, world.county, { name: NAME, phone: PHONE, home: world.village })
  const acting = actingIn(world)
  const matter = await acting.report()
  const asked = await world.ask('刘桂兰', 'GET', `/api/matters/${matter}`)
  const { code } = asked.body as { code: string }
  const key = await addClient(world.services, world.county, {
    name: '换钥匙前的系统',
    scopes: ['open311.report'],
  })
  const dossier = join(folder, 'dossier.zip')
  const enclosed = [{ name: 'matter.json', bytes: Buffer.from('{}') }]
  await writeFile(dossier, sealedZip(world.services.secrets, {}, enclosed))
  before = { key, matter, code, dossier }
  await sealed(world)
})
afterAll(() => rm(folder, { recursive: true }))

/** People sealed as before keys had marks, by the first key of the file. */
async function manyPeople(): Promise<void> {
  const { db, secrets } = world.services
  const root = Buffer.from((await readFile(join(folder, 'secret.key'), 'utf8')).trim(), 'hex')
  const seal = Buffer.from(hkdfSync('sha256', root, '', 'gongzhi seal', 32))
  const unmarked = (plain: string) => {
    const iv = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', seal, iv)
    const body = Buffer.concat([cipher.update(plain), cipher.final()])
    return Buffer.concat([iv, cipher.getAuthTag(), body])
  }
  const phones = Array.from({ length: MANY }, (_, n) => `1370${String(n).padStart(7, '0')}`)
  await db.asOwner((tx) =>
    tx.rows(
      `insert into people (county, id, name, phone_sealed, phone_hash)
       select $1, n.id, '名册里的人', n.sealed, n.hash from unnest($2::uuid[], $3::bytea[], $4::bytea[]) as n (id, sealed, hash)`,
      [
        world.county,
        phones.map(() => newId()),
        phones.map(unmarked),
        phones.map((phone) => secrets.hash('phone', phone)),
      ],
    ),
  )
}

type Ended = { code: number | null; said: string }
/** Runs the command; with `killAt` it is killed as soon as it says that. */
async function rotate(args: string[], killAt?: string): Promise<Ended> {
  const child = spawn(process.execPath, [PROGRAM, 'rotate-key', ...args], {
    env: {
      ...process.env,
      DATABASE_URL: world.services.db.pool.options.connectionString ?? '',
      DATA_DIR: folder,
      DEMO: '0',
      QUIET: '1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => {
      said += text.toString()
      if (killAt !== undefined && said.includes(killAt)) child.kill('SIGKILL')
    })
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, said }
}

const keys = async () => (await readFile(join(folder, 'secret.key'), 'utf8')).trim().split('\n')

/** How many values of people are by the key that seals now, and how many are not. */
async function counted(secrets: Secrets): Promise<{ current: number; older: number }> {
  const rows = await world.services.db.asOwner((tx) =>
    tx.rows<{ sealed: Buffer }>('select phone_sealed as sealed from people where phone_sealed is not null'),
  )
  const current = rows.filter((row) => secrets.isCurrent(row.sealed)).length
  return { current, older: rows.length - current }
}

/** Whether a code is sent to that phone, which it is to nobody the county does not know. */
async function isKnown(phone: string): Promise<boolean> {
  await world.services.db.asOwner((tx) => tx.rows('delete from sign_in_codes'))
  const payload = { phone }
  const headers = { 'idempotency-key': newId() }
  const answer = await world.http.inject({ method: 'POST', url: '/api/session/code', payload, headers })
  expect(answer.statusCode).toBeLessThan(300)
  // The answer does not wait for the message, so that nobody learns from it whom the county knows.
  for (let tries = 0; tries < 30; tries++) {
    await sleep(100)
    if ((await readFile(join(folder, 'texts.log'), 'utf8').catch(() => '')).includes(phone)) return true
  }
  return false
}

describe('a new key', { timeout: 240_000 }, () => {
  it('knows every column that is sealed', async () => {
    const schema = await readFile('db/schema.sql', 'utf8')
    const tables = [...schema.matchAll(/create table (\w+) \(([\s\S]*?)\n\)/gi)]
    const found = tables.flatMap(([, table, body = '']) =>
      [...body.matchAll(/^ {2}(\w+_sealed|signing_key) bytea/gm)].map(([, column]) => `${table}.${column}`),
    )
    const known = SEALED.flatMap(({ table, columns }) =>
      columns.map(({ sealed: column }) => `${table}.${column}`),
    )
    expect(found.length).toBeGreaterThan(6)
    expect(known.toSorted()).toEqual(found.toSorted())
  })

  it('is only counted in a dry run', async () => {
    const { code, said } = await rotate(['--dry'])
    expect([code, said]).toEqual([
      0,
      expect.stringMatching(/会换新密钥：\d+ 个加密的值，要重新加密 \d{5} 个，打不开 0 个/),
    ])
    expect(await keys()).toHaveLength(1)
  })

  it('is made once although the command is killed in the middle, and everything is found all the while', async () => {
    const [old] = await keys()
    const killed = await rotate([], '重新加密 ███')
    expect(killed.code).toBeNull()
    const half = await counted(openSecrets(world.services.config))
    expect(Math.min(half.current, half.older)).toBeGreaterThan(500)
    const [fresh, kept, ...more] = await keys()
    expect([kept, more]).toEqual([old, []])
    // A phone of either key, at the door of a program that has been running since before.
    expect(await isKnown('13700000000')).toBe(true)
    expect(await isKnown(`1370${String(MANY - 1).padStart(7, '0')}`)).toBe(true)
    expect(await isKnown('13700099999')).toBe(false)

    const { code, said } = await rotate([])
    expect([code, said]).toEqual([0, expect.stringContaining('没有换新密钥')])
    expect(await keys()).toEqual([fresh, old])
    expect(await counted(openSecrets(world.services.config))).toMatchObject({ older: 0 })
    expect((await stat(join(folder, 'secret.key'))).mode & 0o777).toBe(0o600)
  })

  it('finds by its own hashes afterwards: without the key before nothing of people is missing', async () => {
    const [fresh = ''] = await keys()
    const alone = openSecrets({ secretKey: fresh, secretKeysOld: [], dataDir: folder })
    const rows = await world.services.db.asOwner((tx) =>
      tx.rows<{ sealed: Buffer; hash: Buffer }>(
        'select phone_sealed as sealed, phone_hash as hash from people where phone_hash is not null',
      ),
    )
    expect(rows.length).toBeGreaterThan(MANY)
    expect(
      rows.filter(({ sealed: of, hash }) => !alone.hash('phone', alone.unseal(of)).equals(hash)),
    ).toEqual([])
    expect(await isKnown(PHONE)).toBe(true)
  })

  it('leaves what was made with the key before what it was: sessions, codes on paper, other systems', async () => {
    const { services, county } = world
    // The same token as before the change.
    const asked = await world.ask('刘桂兰', 'GET', `/api/matters/${before.matter}`)
    expect([asked.status, (asked.body as { code: string }).code]).toEqual([200, before.code])
    expect((await world.ask(undefined, 'GET', `/api/track/${before.code}`)).status).toBe(200)
    const nameBy = (key: string) =>
      serveClient(
        services,
        county,
        { key, wanted: 'open311.report', operation: 'open311.read' },
        async ({ name }) => name,
      )
    expect(await nameBy(before.key)).toBe('换钥匙前的系统')
    await expect(nameBy(`${before.key}x`)).rejects.toThrow('接口密钥不对')
    expect((await openSealedZip(services.secrets, before.dossier)).faults).toEqual([])
    const later = await actingIn(world).report()
    const own = await world.ask('刘桂兰', 'GET', `/api/matters/${later}`)
    expect((own.body as { code: string }).code).toBe(services.secrets.codeOf(later))
  })

  it('lets a list meet whom it met before, whichever key they were written under', async () => {
    const { services, county, village } = world
    const { person } = await moveIn(services, county, { name: '名单里的人', home: village })
    const other = openSecrets({ secretKey: (await keys())[1], secretKeysOld: [], dataDir: folder })
    const hash = other.hash('id-number', ID_NUMBER)
    await services.db.asOwner((tx) =>
      tx.rows(
        `update people set born_on = '1980-05-01', id_number_sealed = $2, id_number_hash = $3 where id = $1`,
        [person, other.seal(ID_NUMBER), hash],
      ),
    )
    const cells = {
      name: '名单里的人',
      idNumber: ID_NUMBER,
      phone: '13900006612',
      household: 'R1',
      relation: '户主',
      village: '老寨村',
    }
    const of = { county, file: '名单', rows: [{ row: 2, cells }], area: village }
    expect(await importPeople(services, { ...of, id: newId() })).toMatchObject({ added: 0, changed: 1 })
    const found = await services.db.asOwner((tx) =>
      tx.rows<{ id: string }>(`select id from people where name = '名单里的人'`),
    )
    expect(found).toEqual([{ id: person }])
    // What came late under the key before is taken along, and no further key is made for it.
    const { code, said } = await rotate([])
    expect([code, said]).toEqual([0, expect.stringMatching(/没有换新密钥.*已重新加密 1 个/)])
    expect(await importPeople(services, { ...of, id: newId() })).toMatchObject({ added: 0, unchanged: 1 })
  })

  it('is not made while another run is at it', async () => {
    const client = await world.services.db.pool.connect()
    await client.query(`select pg_advisory_lock(hashtext('rotate key'))`)
    const { code, said } = await rotate([])
    client.release(true)
    expect([code, said]).toEqual([1, expect.stringContaining('另一个窗口正在换密钥')])
  })
})

describe('the audit log over a change of keys', () => {
  it('verifies from before to after, and no longer takes a seal by the key before', async () => {
    const { services, county } = world
    await actingIn(world).report()
    await sealed(world)
    expect((await verifyAudit(services, county)).faults).toEqual([])
    const [, old = ''] = await keys()
    const thief = openSecrets({ secretKey: old, secretKeysOld: [], dataDir: folder })
    await services.db.inCounty(county, async (tx) => {
      const last = await lastSeal(tx)
      if (!last) throw new Error('nothing is sealed')
      const forged = { ...last, seq: last.seq + 1, sealed_at: new Date(), rows: [], root: Buffer.alloc(32) }
      await insertSeal(tx, { ...forged, hash: hashOfSeal(thief, last.hash, county, forged) })
    })
    const { faults } = await verifyAudit(services, county)
    expect(faults).toContainEqual(expect.stringMatching(/^第 \d+ 次封存用的是已经换掉的密钥$/))
  })

  it('takes rows by the key before for an hour, as long as one may have waited to be sealed', () => {
    const watch = new KeyWatch()
    const at = (minute: number) => new Date(Date.UTC(2026, 10, 26, 10, minute))
    expect([watch.takesSeal(1, at(0)), watch.takesRow(1, at(0))]).toEqual([true, true])
    expect([watch.takesSeal(0, at(1)), watch.takesRow(1, at(1)), watch.takesRow(0, at(1))]).toEqual([
      true,
      true,
      true,
    ])
    expect([watch.takesSeal(0, at(61)), watch.takesRow(1, at(61))]).toEqual([true, true])
    expect([watch.takesSeal(0, at(62)), watch.takesRow(1, at(62)), watch.takesRow(0, at(62))]).toEqual([
      true,
      false,
      true,
    ])
    expect(watch.takesSeal(1, at(63))).toBe(false)
  })
})
