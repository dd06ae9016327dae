import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PACKS, type Pack, type PackCatalogue } from '#packs/index.ts'
import { readPositions, type Position } from '#packs/positions.ts'
import { calendarColumns, divisionColumns, readCsv, templateColumns, unitColumns } from '#packs/read.ts'
import type { Services } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import { findRoot } from '#server/core/root.ts'
import { forgetCounties } from '#server/modules/places/index.ts'
import { arranged, diffItems, onDisclosureDay, readItems, withKindNames, type ListItem } from './rules.ts'
import * as store from './store.ts'

/** What loading did to the items of each list. */
export type PackLoaded = {
  county: string
  catalogues: Record<string, { added: number; changed: number; ended: number; unchanged: number }>
}

/** What was read of a pack before anything is written. */
type Lists = {
  calendar: Parameters<typeof store.putCalendar>[1]
  divisions: store.PackDivision[]
  units: store.PackUnit[]
  positions: Position[]
  templates: Parameters<typeof store.putTemplates>[2]
  catalogues: { list: PackCatalogue; items: ListItem[] }[]
}

/**
 * Loads a county's pack in one transaction; again changes nothing. An item that is no longer listed ends, a changed
 * one ends and begins anew. Throws an error naming the file and line when a list cannot be read.
 */
export async function loadPack(
  { db }: Pick<Services, 'db'>,
  packId: string,
  folder: string = join(findRoot(), 'packs'),
): Promise<PackLoaded> {
  const pack = PACKS[packId]
  if (!pack) throw new Error(`没有 ${packId} 这个县区包，可选：${Object.keys(PACKS).join('、')}`)
  const lists = await readLists(folder, pack)
  const loaded = await db.asOwner((tx) => write(tx, pack, lists))
  forgetCounties()
  return loaded
}

async function write(tx: Tx, pack: Pack, lists: Lists): Promise<PackLoaded> {
  const { versionIsNew } = await store.putCounty(tx, pack)
  await store.putCalendar(tx, lists.calendar)
  for (const [flow, tuning] of Object.entries(pack.tunings)) {
    await store.putTuning(tx, pack.code, flow, tuning, versionIsNew)
  }
  await store.putDivisions(tx, pack.code, lists.divisions)
  await store.putUnits(tx, pack.code, lists.units)
  await store.putPositions(tx, pack.code, lists.positions)
  await store.putTemplates(tx, pack.code, lists.templates)
  const loaded: PackLoaded = { county: pack.code, catalogues: {} }
  for (const { list, items } of lists.catalogues) {
    loaded.catalogues[list.id] = await writeItems(tx, pack, list, items)
  }
  return loaded
}

async function writeItems(
  tx: Tx,
  pack: Pack,
  { id, name }: PackCatalogue,
  listed: ListItem[],
): Promise<PackLoaded['catalogues'][string]> {
  await store.putCatalogue(tx, pack.code, { id, name, version: pack.version })
  const { items, isFirst } = await store.itemsInForce(tx, pack.code, id)
  const { added, changed, ended, unchanged } = diffItems(items, listed)
  const over = [...ended, ...changed.map(({ code }) => code)]
  if (over.length > 0) await store.endItems(tx, pack.code, id, over)
  const begin = [...added, ...changed]
  if (begin.length > 0) await store.beginItems(tx, pack.code, id, begin, isFirst ? pack.since : null)
  await store.orderItems(
    tx,
    pack.code,
    id,
    listed.map(({ code }) => code),
  )
  return {
    added: added.length,
    changed: changed.length,
    ended: ended.length,
    unchanged: unchanged.length,
  }
}

async function readLists(folder: string, pack: Pack): Promise<Lists> {
  const read = <T>(file: string, parse: (source: string) => T) => readList(folder, file, parse)
  const { lists, catalogues } = pack
  const units = await read(lists.units, (source) => readCsv(source, unitColumns))
  return {
    calendar: await read(lists.calendar, (source) => readCsv(source, calendarColumns)),
    units,
    positions: await read(lists.positions, (source) => readPositions(source, units)),
    templates: await read(lists.templates, (source) => readCsv(source, templateColumns)),
    divisions: withBoundaries(
      await read(lists.divisions, (source) => readCsv(source, divisionColumns)),
      await read(lists.boundaries, (source) => JSON.parse(source) as Boundaries),
    ),
    catalogues: await Promise.all(
      catalogues.map(async (list) => ({
        list,
        items: await readCatalogue(folder, list),
      })),
    ),
  }
}

async function readCatalogue(folder: string, list: PackCatalogue): Promise<ListItem[]> {
  const listed = await readList(folder, list.file, (source) => readItems(list.columns, source))
  const chosen = list.arrangement
    ? await readList(folder, list.arrangement, (source) => arranged(listed, source))
    : listed
  const items = list.kinds ? withKindNames(chosen, list.kinds) : chosen
  return list.disclosureDay === undefined ? items : onDisclosureDay(items, list.disclosureDay)
}

async function readList<T>(folder: string, file: string, parse: (source: string) => T): Promise<T> {
  const source = await readFile(join(folder, file), 'utf8')
  try {
    return parse(source)
  } catch (error) {
    throw new Error(`packs/${file}, ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    })
  }
}

/** GeoJSON as the generator of boundaries writes it; `drawn` marks areas that are ours, not official. */
type Boundaries = { features: { properties: { code: string; drawn: boolean }; geometry: unknown }[] }
type Listed = { code: string; level: string; name: string; parent: string } & Record<
  'seat_lng' | 'seat_lat',
  number | undefined
>

function withBoundaries(divisions: readonly Listed[], { features }: Boundaries): store.PackDivision[] {
  const areas = new Map(
    features.map(({ properties, geometry }) => [properties.code, { properties, geometry }]),
  )
  return divisions.map(({ code, level, name, parent, seat_lng, seat_lat }) => {
    const area = areas.get(code)
    return {
      code,
      level,
      name,
      parent: parent || null,
      seat_lng: seat_lng ?? null,
      seat_lat: seat_lat ?? null,
      boundary: area?.geometry ?? null,
      boundary_drawn: area?.properties.drawn ?? true,
    }
  })
}
