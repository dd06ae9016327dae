import { inflateSync } from 'node:zlib'

/**
 * What a PDF says, read from its bytes as a viewer does: the letters drawn on each page, through the table by which an
 * embedded font says which character each is. Enough for files with plain object tables; no package is needed for it.
 */
export type PdfText = { pages: string[]; fonts: { name: string; isEmbedded: boolean }[] }

type Objects = Map<number, { dictionary: string; stream: Buffer | undefined }>

export function readPdf(bytes: Buffer): PdfText {
  const objects = objectsOf(bytes)
  const text = (id: number) => objects.get(id)?.dictionary ?? ''
  const reference = (dictionary: string, key: string) =>
    Number(new RegExp(`/${key} (\\d+) 0 R`).exec(dictionary)?.[1] ?? Number.NaN)
  const root =
    [...objects.values()].find(({ dictionary }) => /\/Type \/Catalog/.test(dictionary))?.dictionary ?? ''
  const kids = /\/Kids \[([^\]]*)\]/.exec(text(reference(root, 'Pages')))?.[1] ?? ''
  const pages = [...kids.matchAll(/(\d+) 0 R/g)].map(([, id]) => {
    const page = text(Number(id))
    const resources = text(reference(page, 'Resources')) || page
    const fonts = /\/Font <<([^>]*)>>/s.exec(resources)?.[1] ?? ''
    const maps = new Map(
      [...fonts.matchAll(/\/(\w+) (\d+) 0 R/g)].map(([, name = '', font]) => [
        name,
        charactersOf(objects.get(reference(text(Number(font)), 'ToUnicode'))?.stream),
      ]),
    )
    return drawnOn(objects.get(reference(page, 'Contents'))?.stream?.toString('latin1') ?? '', maps)
  })
  const descriptors = [...objects.values()].filter(({ dictionary }) =>
    /\/Type \/FontDescriptor/.test(dictionary),
  )
  return {
    pages,
    fonts: descriptors.map(({ dictionary }) => ({
      name: /\/FontName \/(\S+)/.exec(dictionary)?.[1] ?? '',
      isEmbedded: /\/FontFile[23]? \d+ 0 R/.test(dictionary),
    })),
  }
}

/** By the table of offsets at the end, so that a wrong table is found out. */
function objectsOf(bytes: Buffer): Objects {
  const start = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(bytes.subarray(-200).toString('latin1'))?.[1])
  const table = bytes.subarray(start).toString('latin1')
  const objects: Objects = new Map()
  for (const [id, [, offset, use]] of [...table.matchAll(/(\d{10}) \d{5} ([nf])/g)].entries()) {
    if (use !== 'n') continue
    const from = Number(offset)
    if (
      !bytes
        .subarray(from, from + 20)
        .toString('latin1')
        .startsWith(`${id} 0 obj`)
    )
      throw new Error(`object ${id} is not where the table says`)
    const end = bytes.indexOf('endobj', from)
    const mark = bytes.indexOf('stream\n', from)
    const hasStream = mark > 0 && mark < end
    const dictionary = bytes.subarray(from, hasStream ? mark : end).toString('latin1')
    const length = Number(/\/Length (\d+)/.exec(dictionary)?.[1] ?? 0)
    const raw = hasStream ? bytes.subarray(mark + 7, mark + 7 + length) : undefined
    const isPacked = dictionary.includes('/FlateDecode')
    objects.set(id, { dictionary, stream: raw && isPacked ? inflateSync(raw) : raw })
  }
  return objects
}

/** Characters by glyph, from the lines of a ToUnicode map (PDF 9.10.3). */
function charactersOf(map: Buffer | undefined): Map<number, string> {
  const characters = new Map<number, string>()
  const hex = (digits: string) =>
    String.fromCharCode(...(digits.match(/.{4}/g) ?? []).map((unit) => Number.parseInt(unit, 16)))
  const text = map?.toString('latin1') ?? ''
  for (const [, from = '', to = '', list = ''] of text.matchAll(/<(\w+)>\s*<(\w+)>\s*\[([^\]]*)\]/g))
    for (const [n, [, digits = '']] of [...list.matchAll(/<([\w ]*)>/g)].entries())
      if (Number.parseInt(from, 16) + n <= Number.parseInt(to, 16))
        characters.set(Number.parseInt(from, 16) + n, hex(digits.replaceAll(' ', '')))
  return characters
}

function drawnOn(content: string, maps: ReadonlyMap<string, ReadonlyMap<number, string>>): string {
  let map: ReadonlyMap<number, string> | undefined
  const lines: string[] = []
  for (const [, font, shown] of content.matchAll(/\/(\w+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (font !== undefined) map = maps.get(font)
    else
      lines.push(
        [...(shown ?? '').matchAll(/<(\w*)>/g)]
          .flatMap(([, digits = '']) => digits.match(/.{4}/g) ?? [])
          .map((glyph) => map?.get(Number.parseInt(glyph, 16)) ?? '�')
          .join(''),
      )
  }
  return lines.join('\n')
}
