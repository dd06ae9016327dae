import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sealedZip } from '#server/core/sealed-zip.ts'
import { openSecrets } from '#server/core/secrets.ts'
import { filesIn } from '#server/core/zip.ts'
import { openSession } from '#server/modules/session/index.ts'
import { actingIn, DISPATCHER, WATER } from '#test/acting.ts'
import { logOf } from '#test/audit.ts'
import { openWorld, type Who, type World } from '#test/world.ts'
import { verifyDossier } from './index.ts'

/** A dossier leaves the house, and is known again. */

let world: World
let folder: string
let id: string
let sealed: Buffer
beforeAll(async () => {
  world = await openWorld()
  folder = await mkdtemp(join(tmpdir(), 'dossier-'))
  id = await aMatterWithPictures()
  const { must } = actingIn(world)
  await must(DISPATCHER, id, 'dispatch', { unit: 'department-water', advice: '请今天去看 <急>' })
  await must(WATER, id, 'accept')
  sealed = (await dossier(DISPATCHER, id)).rawPayload
})
afterAll(() => rm(folder, { recursive: true }))

async function aMatterWithPictures(): Promise<string> {
  const { person } = await world.scope('刘桂兰')
  const file = await world.services.db.asOwner((tx) =>
    tx.first<{ id: string }>('select file as id from file_adders where person = $1 order by file limit 1', [
      person,
    ]),
  )
  const { report } = actingIn(world)
  return report({ words: '渠边的井盖没有了', item: '0402', photos: [file?.id ?? ''] })
}

async function dossier(who: Who, matter: string, isFresh = true) {
  const [name, role] = typeof who === 'string' ? [who] : who
  const { person, post } = await world.scope(name, role)
  const { token } = await openSession(world.services, world.county, person, post?.id)
  if (!isFresh)
    await world.services.db.asOwner((tx) =>
      tx.rows(`update sessions set proven_at = now() - interval '11 minutes' where person = $1`, [person]),
    )
  return world.http.inject({
    url: `/api/matters/${matter}/dossier`,
    headers: { authorization: `Bearer ${token}` },
  })
}

async function verdictOn(bytes: Buffer): Promise<string[]> {
  const path = join(folder, 'one.zip')
  await writeFile(path, bytes)
  return (await verifyDossier(world.services.secrets, path)).faults
}

async function contentsOf(bytes: Buffer): Promise<Map<string, Buffer>> {
  const path = join(folder, 'read.zip')
  await writeFile(path, bytes)
  const files = new Map<string, Buffer>()
  for await (const { name, bytes: content } of filesIn(path, 2 ** 28))
    files.set(name, content ?? Buffer.alloc(0))
  return files
}

const sha = (...parts: (string | Buffer)[]) => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

describe('what is in it', () => {
  it('is whole, and says so', async () => {
    expect(await verdictOn(sealed)).toEqual([])
    const names = [...(await contentsOf(sealed)).keys()]
    expect(names.filter((name) => !name.startsWith('files/'))).toEqual([
      'index.html',
      'matter.json',
      '核验说明.txt',
      'manifest.json',
      'seal.txt',
    ])
    expect(names.filter((name) => name.startsWith('files/'))).toHaveLength(1)
  })

  it('can be checked by a stranger who has only read 核验说明', async () => {
    const files = await contentsOf(sealed)
    const manifest = JSON.parse(String(files.get('manifest.json'))) as {
      files: { name: string; sha256: string }[]
      matter: { head: string }
    }
    for (const { name, sha256 } of manifest.files)
      expect([name, sha(files.get(name) ?? '').toString('hex')]).toEqual([name, sha256])
    type Entry = Record<'seq' | 'action' | 'actor' | 'post' | 'at' | 'answers' | 'change' | 'hash', unknown>
    const matter = JSON.parse(String(files.get('matter.json'))) as { id: string; entries: Entry[] }
    const sorted = (_: string, value: unknown) =>
      value !== null && typeof value === 'object' && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
        : value
    let before: Buffer = Buffer.alloc(0)
    for (const { seq, action, actor, post, at, answers, change, hash } of matter.entries) {
      before = sha(
        before,
        matter.id,
        JSON.stringify({ seq, action, actor, post, at, answers, change }, sorted),
      )
      expect([seq, before.toString('hex')]).toEqual([seq, hash])
    }
    expect(matter.entries).toHaveLength(3)
    expect(manifest.matter.head).toBe(before.toString('hex'))
  })

  it('reads by itself: words escaped, picture inside, nothing fetched, and no key to the matter', async () => {
    const files = await contentsOf(sealed)
    const page = String(files.get('index.html'))
    expect(page).toContain('渠边的井盖没有了')
    expect(page).toContain('请今天去看 &lt;急&gt;')
    expect(page).toContain('陈晓东')
    expect(page).toMatch(/<img [^>]*src="data:image\/jpeg;base64,/)
    expect(page).not.toMatch(/<script|https?:|<link/)
    const code = world.services.secrets.codeOf(id)
    for (const [name, bytes] of files) expect([name, bytes.includes(code)]).toEqual([name, false])
  })
})

describe('what was done to it afterwards', () => {
  it('is found and named: one changed byte in any file', async () => {
    const files = await contentsOf(sealed)
    for (const [name, bytes] of files) {
      const at = sealed.indexOf(bytes) + Math.floor(bytes.length / 2)
      const flipped = Buffer.from(sealed)
      flipped.writeUInt8(sealed.readUInt8(at) ^ 1, at)
      const faults = await verdictOn(flipped)
      const told = name === 'seal.txt' ? 'manifest.json' : name
      expect([name, faults.some((says) => says.includes(told))]).toEqual([name, true])
    }
  })

  it('is found when hash and content were changed together, by whoever has no key', async () => {
    const stranger = openSecrets({ secretKey: 'ab'.repeat(32), secretKeysOld: [], dataDir: folder })
    const kept = [...(await contentsOf(sealed))].filter(([name]) => !/^(manifest|seal)\./.test(name))
    const forged = kept.map(([name, bytes]) => ({
      name,
      bytes: name === 'index.html' ? Buffer.from('<p>没有这回事</p>') : bytes,
    }))
    const chunks: Buffer[] = []
    for await (const chunk of sealedZip(stranger, {}, forged)) chunks.push(chunk as Buffer)
    expect(await verdictOn(Buffer.concat(chunks))).toEqual([
      '封条与 manifest.json 不符，或者不是本系统封存的',
    ])
  })
})

describe('who gets it', () => {
  it('only a fresh proof, and each leaves a row', async () => {
    const stale = await dossier(DISPATCHER, id, false)
    expect([stale.statusCode, stale.json().code]).toEqual([403, 'prove'])
    const { person } = await world.scope('陈晓东', 'town-dispatcher')
    const [refused, done] = await logOf(world, { route: 'matters.dossier' })
    expect([refused?.outcome, refused?.reason]).toEqual(['refused', 'prove'])
    expect([done?.outcome, done?.record, done?.person]).toEqual(['done', id, person])
  })

  it('nobody, once an entry is not as it was written', async () => {
    const broken = await aMatterWithPictures()
    await world.services.db.asOwner((tx) =>
      tx.rows(`update entries set answers = answers || '{"words": "别的话"}' where matter = $1`, [broken]),
    )
    const answer = await dossier(DISPATCHER, broken)
    expect([answer.statusCode, answer.json().title]).toEqual([
      409,
      '第 1 条记录与存证不符，不能作为卷宗导出，请马上联系系统管理员核验',
    ])
  })
})
