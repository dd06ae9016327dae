import type { z } from 'zod'
import type { OpenPublication } from '#contract/open-data.ts'
import type { Column, Row } from '#practice/disclosure/content.ts'
import type { KnownItem } from '#practice/disclosure/item.ts'
import { xmlText } from '#server/core/xml.ts'
import type { County } from '#server/modules/places/index.ts'
import type { OpenRow } from './store.ts'

/** The promise of this module: what is public for everybody is public for programs too, and no cell of it runs. */

export function presentOpen(county: County, row: OpenRow, item: KnownItem): z.input<typeof OpenPublication> {
  return {
    id: row.id,
    division: row.division,
    divisionName: county.placeName(row.division),
    item: row.item,
    itemName: item.name,
    kind: item.kindName,
    class: item.class,
    period: row.period,
    title: row.title,
    version: row.version,
    ...(row.reason === null ? {} : { corrects: row.reason }),
    publishedAt: row.at.toISOString(),
    postedFrom: row.posted_from,
    ...(row.taken_down_on === null ? {} : { takenDownOn: row.taken_down_on }),
    summary: row.summary,
    columns: row.content.columns,
    rows: row.content.rows,
    hash: row.hash.toString('hex'),
    code: row.code,
  }
}

/** Money in yuan, as people calculate with it. */
function textOf(column: Column, value: Row['cells'][string] | undefined): string {
  if (value === null || value === undefined) return ''
  return column.kind === 'money' && typeof value === 'number' ? (value / 100).toFixed(2) : String(value)
}

/** One publication as its own table. */
export function tableOf({ content: { columns, rows } }: OpenRow): string[][] {
  const grouped = rows.some(({ heading }) => heading !== undefined)
  return [
    [...(grouped ? ['科目'] : []), ...columns.map(({ name }) => name)],
    ...rows.map(({ heading = '', cells }) => [
      ...(grouped ? [heading] : []),
      ...columns.map((column) => textOf(column, cells[column.id])),
    ]),
  ]
}

export const CELL_HEADINGS = [
  '区划代码',
  '村',
  '目录编码',
  '事项',
  '期间',
  '标题',
  '版本',
  '公布日期',
  '行',
  '列',
  '值',
]

/** Many publications as one table: tables differ, so each filled cell is a row. */
export function cellsOf(county: County, row: OpenRow, item: KnownItem): string[][] {
  const common = [
    row.division,
    county.placeName(row.division),
    row.item,
    item.name,
    row.period,
    row.title,
    String(row.version),
    row.posted_from,
  ]
  return row.content.rows.flatMap(({ cells }, index) =>
    row.content.columns.flatMap((column) => {
      const text = textOf(column, cells[column.id])
      return text === '' ? [] : [[...common, String(index + 1), column.name, text]]
    }),
  )
}

/** An Atom feed (RFC 4287). Ids are of the publication, so a correction updates its entry instead of adding one. */
export function atomOf(
  base: string,
  { title, self, updated }: { title: string; self: string; updated: Date },
  rows: readonly { row: OpenRow; item: KnownItem; place: string }[],
): string {
  const entries = rows.map(({ row, item, place }) =>
    [
      '<entry>',
      `<id>urn:uuid:${row.id}</id>`,
      `<title>${xmlText(`${place} ${row.title}`)}</title>`,
      `<updated>${row.at.toISOString()}</updated>`,
      `<published>${row.published_on ?? row.posted_from}T00:00:00+08:00</published>`,
      `<author><name>${xmlText(place)}</name></author>`,
      `<category term="${item.kind}" label="${xmlText(item.kindName)}"/>`,
      `<category term="${xmlText(row.item)}" label="${xmlText(item.name)}"/>`,
      `<link rel="alternate" type="application/json" href="${xmlText(`${base}/api/publications/${row.id}`)}"/>`,
      `<link rel="alternate" type="text/csv" href="${xmlText(`${base}/api/open/publications/${row.id}.csv`)}"/>`,
      `<summary>${xmlText(row.reason === null ? row.summary : `更正（${row.reason}）：${row.summary}`)}</summary>`,
      '</entry>',
    ].join(''),
  )
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">',
    `<id>${xmlText(self)}</id><title>${xmlText(title)}</title><updated>${updated.toISOString()}</updated>`,
    `<link rel="self" type="application/atom+xml" href="${xmlText(self)}"/>`,
    `<author><name>${xmlText(title)}</name></author>`,
    ...entries,
    '</feed>',
    '',
  ].join('\n')
}

/** The vocabulary DCAT's readers know (DCAT-AP, EU authority table “frequency”). */
const FREQUENCY: Record<KnownItem['frequency'], string> = {
  month: 'MONTHLY',
  quarter: 'QUARTERLY',
  half: 'ANNUAL_2',
  year: 'ANNUAL',
  event: 'IRREG',
}
const FREQUENCIES = 'http://publications.europa.eu/resource/authority/frequency/'
const MEDIA_TYPES = 'https://www.iana.org/assignments/media-types/'

/** A DCAT 3 catalogue: a data set for each item that is for all, in two forms; the feed tells of all of them. */
export function dcatOf(
  base: string,
  county: { code: string; name: string },
  items: readonly KnownItem[],
): object {
  const form = (path: string, media: string, title: string) => ({
    '@type': 'dcat:Distribution',
    'dct:title': title,
    'dcat:accessURL': { '@id': `${base}${path}` },
    'dcat:downloadURL': { '@id': `${base}${path}` },
    'dcat:mediaType': { '@id': `${MEDIA_TYPES}${media}` },
  })
  const publisher = { '@type': 'foaf:Agent', 'foaf:name': county.name }
  const place = { '@type': 'dct:Location', 'dct:identifier': county.code, 'rdfs:label': county.name }
  return {
    '@context': {
      rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
      dcat: 'http://www.w3.org/ns/dcat#',
      dct: DCT,
      foaf: FOAF,
    },
    '@id': `${base}/api/open/catalogue.jsonld`,
    '@type': 'dcat:Catalog',
    'dct:title': `${county.name}村务公开数据`,
    'dct:description': '本县各村向全社会公开的内容，与公开栏、手机和触摸屏上的是同一份。',
    'dct:language': { '@id': 'http://id.loc.gov/vocabulary/iso639-1/zh' },
    'dct:publisher': publisher,
    'dct:spatial': place,
    'foaf:homepage': { '@id': `${base}/` },
    'dcat:dataset': items.map((item) => ({
      '@id': `${base}/api/open/catalogue.jsonld#${item.code}`,
      '@type': 'dcat:Dataset',
      'dct:identifier': item.code,
      'dct:title': item.name,
      'dct:description': `${item.kindName}·${item.class}${item.basis ? `。依据：${item.basis}` : ''}`,
      'dcat:keyword': [item.kindName, item.class],
      'dct:publisher': publisher,
      'dct:spatial': place,
      'dct:accrualPeriodicity': { '@id': `${FREQUENCIES}${FREQUENCY[item.frequency]}` },
      'dcat:distribution': [
        form(`/api/open/publications.json?item=${item.code}`, 'application/json', 'JSON'),
        form(`/api/open/publications.csv?item=${item.code}`, 'text/csv', 'CSV'),
      ],
    })),
  }
}

const DCT = 'http://purl.org/dc/terms/'
const FOAF = 'http://xmlns.com/foaf/0.1/'
