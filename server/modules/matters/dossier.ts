import { buffer } from 'node:stream/consumers'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import type { Change, Entry, Values } from '#practice/kit/index.ts'
import type { Services } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import type { FileStore } from '#server/core/file-store.ts'
import { denied, notFound, Problem } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import { jsonIn, openSealedZip, sealedZip, type Enclosed } from '#server/core/sealed-zip.ts'
import { sha256, type Secrets } from '#server/core/secrets.ts'
import { makerOf } from '#server/modules/people/index.ts'
import { getCounty, type County } from '#server/modules/places/index.ts'
import { drawDossier, type Pictures } from './dossier-page.ts'
import { faultOf } from './jobs.ts'
import { actorIn, sideFor } from './policy.ts'
import { presentDetail } from './present.ts'
import { brokenLink, unnamedFor } from './rules.ts'
import * as store from './store.ts'

/**
 * One matter as it goes to a court or an archive: whole, or not at all. The court asks whether electronic data were kept
 * and handed over unchanged (法释〔2019〕19号 93); chain, hashes and seal let it see for itself.
 */

const FORMAT = 'gongzhi-dossier/1'
const MATTER = 'matter.json'

/**
 * Sends the sealed file. Throws a 404 when the matter may not be seen, a 403 to whoever only watches, a 409 when
 * something of it is not as it was written: that is for the administrator, not for a court.
 */
export async function sendDossier(
  { db, secrets, files }: Services,
  scope: Scope,
  id: string,
  reply: FastifyReply,
): Promise<void> {
  const county = await getCounty(db, scope.county)
  const read = await db.read(scope.county, (tx) => readWhole(tx, county, secrets, scope, id))
  const { row, detail, entries, maker, pictures } = read
  const madeAt = new Date()
  const about = {
    format: FORMAT,
    county: { code: county.code, name: county.name },
    matter: { id, number: row.number, entries: entries.length, head: row.head.toString('hex') },
    madeAt: madeAt.toISOString(),
    madeBy: maker,
  }
  const kept = await picturesOf(files, pictures)
  const page = drawDossier({
    county,
    flow: county.flow(row.flow),
    detail,
    hashes: entries.map(({ hash }) => hash.toString('hex')),
    pictures: kept.small,
    maker,
    madeAt,
  })
  const enclosed: Enclosed[] = [
    { name: 'index.html', bytes: Buffer.from(page) },
    { name: MATTER, bytes: Buffer.from(`${JSON.stringify(matterOf(read), null, 2)}\n`) },
    { name: '核验说明.txt', bytes: Buffer.from(HOW) },
    ...kept.full,
  ]
  void reply
    .header('content-type', 'application/zip')
    .header(
      'content-disposition',
      `attachment; filename*=UTF-8''${encodeURIComponent(`${row.number}卷宗.zip`)}`,
    )
    .send(sealedZip(secrets, about, enclosed))
}

type Whole = Awaited<ReturnType<typeof readWhole>>

async function readWhole(tx: Tx, county: County, secrets: Secrets, scope: Scope, id: string) {
  const row = await store.findMatter(tx, id)
  const side = row && (await sideFor(tx, scope, row))
  if (!row || !side) throw notFound('事项')
  if (side === 'watching') throw denied('您只是关注这件事，卷宗由经办的单位导出')
  // The chain names who asked by their id: where officials must not know them, it stays in the house.
  const actor = await actorIn(tx, scope, row)
  if (unnamedFor(county.flow(row.flow), row, { side, post: actor.post }) !== undefined)
    throw denied('这类事项不告诉经办的人是谁提的，不能导出卷宗；法院调取请联系系统管理员')
  const entries = await store.entriesOf(tx, id)
  const fault = faultOf(row, entries)
  if (fault !== undefined)
    throw new Problem(409, 'broken', `${fault}，不能作为卷宗导出，请马上联系系统管理员核验`)
  const detail = await presentDetail(tx, county, secrets, row, { side, actor })
  return { row, detail, entries, pictures: await filesOf(tx, id), maker: await makerOf(tx, scope) }
}

async function filesOf(tx: Tx, matter: string): Promise<string[]> {
  const rows = await tx.rows<{ file: string }>(
    'select file from matter_files where county = current_county() and matter = $1 order by file',
    [matter],
  )
  return rows.map(({ file }) => file)
}

/** For programs: what people see, how it stands, and each entry as it was hashed. */
function matterOf({ row, detail, entries }: Whole): object {
  // What one may do next and the code that opens it without signing in are not of the matter.
  const { actions: _actions, code: _code, side: _side, entries: _entries, ...shown } = detail
  return {
    format: FORMAT,
    id: row.id,
    matter: shown,
    state: row.state,
    entries: entries.map((record) => ({
      ...store.entryOf(record),
      hash: record.hash.toString('hex'),
      actorName: record.name,
      actorPost: record.title,
    })),
  }
}

/** The bytes as they were kept, each proved by its name, and small ones for the page. */
async function picturesOf(
  files: FileStore,
  ids: readonly string[],
): Promise<{ full: Enclosed[]; small: Pictures }> {
  const full: Enclosed[] = []
  const small = new Map<string, string>()
  for (const id of ids) {
    if (!(await files.exists(id, 'full'))) throw missing(id)
    const bytes = await buffer(await files.get(id, 'full'))
    if (sha256(bytes).toString('hex') !== id) throw missing(id)
    full.push({ name: `files/${id}.jpg`, bytes })
    small.set(id, (await buffer(await files.get(id, 'small'))).toString('base64'))
  }
  return { full, small }
}

const missing = (id: string) =>
  new Problem(
    409,
    'broken',
    `照片 ${id.slice(0, 8)} 缺失或与存证不符，不能导出卷宗，请马上联系系统管理员核验`,
  )

const Kept = z.object({
  id: z.string(),
  matter: z.object({ number: z.string() }),
  entries: z.array(
    z.object({
      seq: z.int(),
      action: z.string(),
      actor: z.string(),
      post: z.string().optional(),
      at: z.string(),
      answers: z.record(z.string(), z.unknown()),
      change: z.record(z.string(), z.unknown()),
      hash: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
})

/** Checks a dossier that came back: seal, every file, and the chain of its entries. Throws for what is no archive. */
export async function verifyDossier(
  secrets: Pick<Secrets, 'hashes'>,
  path: string,
): Promise<{ number: string | undefined; faults: string[] }> {
  const { files, faults } = await openSealedZip(secrets, path)
  const read = Kept.safeParse(jsonIn(files.get(MATTER) ?? Buffer.alloc(0)))
  if (!read.success) return { number: undefined, faults: [...faults, `${MATTER} 缺失或读不出来`] }
  const { id, matter, entries } = read.data
  const chain = entries.map(({ hash, answers, change, post, ...entry }): Entry & { hash: Buffer } => ({
    ...entry,
    ...(post === undefined ? {} : { post }),
    // Hashed as they stand; whether they make sense is not asked here.
    answers: answers as Values,
    change: change as Change,
    hash: Buffer.from(hash, 'hex'),
  }))
  const broken = brokenLink(id, chain)
  return {
    number: matter.number,
    faults: broken === undefined ? faults : [...faults, `第 ${broken} 条办理记录与存证不符`],
  }
}

const HOW = `这份卷宗怎样核验

1. 打开 index.html 阅读、打印；matter.json 是同样内容的数据；files 里是原样保存的照片，文件名就是它的 SHA-256。
2. manifest.json 列出每个文件的 SHA-256。任何人都可以重新计算并比对，例如：sha256sum matter.json
3. matter.json 里每条办理记录（entries）的 hash 是：SHA-256（前一条的 hash 的 32 个字节，第一条没有；事项 id；
   该条 seq、action、actor、post、at、answers、change 七项写成的 JSON，各层的键按字母排序、不留空格，没有的项不写）。
   从第一条算到最后一条，都对得上，就没有改过、少过、插过。
4. seal.txt 是出具单位用系统密钥对 manifest.json 全部字节做的 HMAC-SHA-256。只有出具单位能算：
   把整个压缩包交回，由系统管理员运行 bin/db dossier 文件名，会逐项说明是否与封存时一致。
`
