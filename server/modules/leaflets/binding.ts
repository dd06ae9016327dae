import { readFile } from 'node:fs/promises'

/**
 * Many PDFs of ours bound into one, for one press of the print button. Only what pdf.ts writes is understood: a plain
 * table of objects and one flat list of pages. A file is in memory while it goes through, and no other.
 */

const CATALOG = 1
const PAGES = 2
const FIRST = 3

/** The bytes of the bound file, piece by piece. `paths` in the order of the pages. */
export async function* bind(paths: readonly string[]): AsyncGenerator<Buffer> {
  const offsets = new Map<number, number>()
  const kids: number[] = []
  let at = 0
  let next = FIRST
  const put = (bytes: Buffer) => {
    at += bytes.length
    return bytes
  }
  const object = (id: number, body: Buffer) => {
    offsets.set(id, at)
    return put(Buffer.concat([Buffer.from(`${id} 0 obj\n`), body, Buffer.from('\nendobj\n')]))
  }
  yield put(Buffer.from('%PDF-1.4\n%\xFF\xFF\xFF\xFF\n', 'latin1'))
  for (const path of paths) {
    const file = partsOf(await readFile(path))
    const ids = new Map([[file.pages, PAGES], ...file.objects.map(({ id }) => [id, next++] as const)])
    for (const { id, body } of file.objects) yield object(ids.get(id) ?? 0, renumbered(body, ids))
    kids.push(...file.kids.map((kid) => ids.get(kid) ?? 0))
  }
  const list = kids.map((kid) => `${kid} 0 R`).join(' ')
  yield object(CATALOG, Buffer.from(`<< /Type /Catalog /Pages ${PAGES} 0 R /Lang (zh-CN) >>`))
  yield object(PAGES, Buffer.from(`<< /Type /Pages /Count ${kids.length} /Kids [${list}] >>`))
  const table = Array.from(
    { length: next - 1 },
    (_, n) => `${String(offsets.get(n + 1) ?? 0).padStart(10, '0')} 00000 n \n`,
  )
  const start = at
  yield Buffer.from(
    `xref\n0 ${next}\n0000000000 65535 f \n${table.join('')}trailer\n<< /Size ${next} /Root ${CATALOG} 0 R >>\nstartxref\n${start}\n%%EOF\n`,
  )
}

type Parts = { pages: number; kids: number[]; objects: { id: number; body: Buffer }[] }

/** The objects of a file without its root, its list of pages and its title. Throws when it is not one of ours. */
function partsOf(bytes: Buffer): Parts {
  const tail = bytes.subarray(-2048).toString('latin1')
  const start = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(tail)?.[1])
  const table = bytes.subarray(start).toString('latin1')
  const size = Number(/^xref\s+0 (\d+)\s/.exec(table)?.[1])
  const root = Number(/\/Root (\d+) 0 R/.exec(table)?.[1])
  const info = Number(/\/Info (\d+) 0 R/.exec(table)?.[1])
  const rows = [...table.matchAll(/(\d{10}) \d{5} ([nf])/g)].slice(0, size)
  const placed = rows
    .flatMap(([, offset = '', use], id) => (use === 'n' ? [{ id, from: Number(offset) }] : []))
    .toSorted((a, b) => a.from - b.from)
  const objects = placed.map(({ id, from }, n) => {
    const whole = bytes.subarray(from, placed[n + 1]?.from ?? start)
    const head = whole.indexOf('obj') + 3
    return { id, body: trimmed(whole.subarray(head, whole.lastIndexOf('endobj'))) }
  })
  const textOf = (wanted: number) => objects.find(({ id }) => id === wanted)?.body.toString('latin1') ?? ''
  const pages = Number(/\/Pages (\d+) 0 R/.exec(textOf(root))?.[1])
  const kids = /\/Kids \[([^\]]*)\]/.exec(textOf(pages))?.[1] ?? ''
  if (!Number.isInteger(pages)) throw new Error('not a PDF of ours')
  return {
    pages,
    kids: [...kids.matchAll(/(\d+) 0 R/g)].map(([, id]) => Number(id)),
    objects: objects.filter(({ id }) => ![root, info, pages].includes(id)),
  }
}

function trimmed(bytes: Buffer): Buffer {
  let [from, to] = [0, bytes.length]
  const isBlank = (byte: number | undefined) => byte === 10 || byte === 13
  while (from < to && isBlank(bytes[from])) from++
  while (to > from && isBlank(bytes[to - 1])) to--
  return bytes.subarray(from, to)
}

/** References point to the new numbers; what lies in a stream is left alone. */
function renumbered(body: Buffer, ids: ReadonlyMap<number, number>): Buffer {
  const stream = body.indexOf('stream')
  const end = stream < 0 ? body.length : stream
  const head = body
    .subarray(0, end)
    .toString('latin1')
    .replaceAll(/\b(\d+) 0 R\b/g, (whole, id: string) => {
      const now = ids.get(Number(id))
      return now === undefined ? whole : `${now} 0 R`
    })
  return Buffer.concat([Buffer.from(head, 'latin1'), body.subarray(end)])
}
