import type { AnyTuning } from '#practice/kit/index.ts'
import type { Position } from '#packs/positions.ts'
import type { Tx } from '#server/core/db.ts'
import type { ListItem } from './rules.ts'

/**
 * The SQL of loading a pack, run as the owner of the tables. Rows travel as one JSON text a table, and a row that
 * says the same already is not written again.
 */

export async function putCounty(
  tx: Tx,
  county: { code: string; name: string; version: string },
): Promise<{ versionIsNew: boolean }> {
  const { code, name, version } = county
  const before = await tx.first<{ pack_version: string }>(
    'select pack_version from counties where county = $1 for update',
    [code],
  )
  await tx.rows(
    `insert into counties as kept (county, name, pack_version) values ($1, $2, $3)
     on conflict (county) do update set name = excluded.name, pack_version = excluded.pack_version
     where (kept.name, kept.pack_version) is distinct from (excluded.name, excluded.pack_version)`,
    [code, name, version],
  )
  return { versionIsNew: before?.pack_version !== version }
}

export async function putCalendar(
  tx: Tx,
  days: readonly { date: string; day: string; name: string; source: string }[],
): Promise<void> {
  await tx.rows(
    `insert into calendar_days as kept (day_on, kind, name, source)
     select date, day, name, source from jsonb_to_recordset($1) as new (date date, day text, name text, source text)
     on conflict (day_on) do update set kind = excluded.kind, name = excluded.name, source = excluded.source
     where (kept.kind, kept.name, kept.source) is distinct from (excluded.kind, excluded.name, excluded.source)`,
    [JSON.stringify(days)],
  )
}

/** What the county has tuned itself stays until a new version of the pack is loaded. */
export async function putTuning(
  tx: Tx,
  county: string,
  flow: string,
  tuning: AnyTuning,
  overwrite: boolean,
): Promise<void> {
  await tx.rows(
    `insert into tunings as kept (county, flow, tuning) values ($1, $2, $3)
     on conflict (county, flow) do update set tuning = excluded.tuning
     where $4 and kept.tuning is distinct from excluded.tuning`,
    [county, flow, JSON.stringify(tuning), overwrite],
  )
}

export type PackDivision = {
  code: string
  level: string
  name: string
  parent: string | null
  seat_lng: number | null
  seat_lat: number | null
  boundary: unknown
  boundary_drawn: boolean
}

export async function putDivisions(tx: Tx, county: string, list: readonly PackDivision[]): Promise<void> {
  await tx.rows(
    `insert into divisions as kept (county, code, level, name, parent, seat_lng, seat_lat, boundary, boundary_drawn)
     select $1, new.* from jsonb_to_recordset($2) as new (code text, level text, name text, parent text,
       seat_lng float8, seat_lat float8, boundary jsonb, boundary_drawn boolean)
     on conflict (county, code) do update set level = excluded.level, name = excluded.name, parent = excluded.parent,
       seat_lng = excluded.seat_lng, seat_lat = excluded.seat_lat, boundary = excluded.boundary,
       boundary_drawn = excluded.boundary_drawn
     where (kept.level, kept.name, kept.parent, kept.seat_lng, kept.seat_lat, kept.boundary, kept.boundary_drawn)
       is distinct from (excluded.level, excluded.name, excluded.parent, excluded.seat_lng, excluded.seat_lat,
       excluded.boundary, excluded.boundary_drawn)`,
    [county, JSON.stringify(list)],
  )
}

export type PackUnit = {
  code: string
  name: string
  kind: string
  level: string
  division: string
  phone: string
}

export async function putUnits(tx: Tx, county: string, list: readonly PackUnit[]): Promise<void> {
  await tx.rows(
    `insert into units as kept (county, code, name, kind, level, division, phone)
     select $1, new.* from jsonb_to_recordset($2)
       as new (code text, name text, kind text, level text, division text, phone text)
     on conflict (county, code) do update set name = excluded.name, kind = excluded.kind, level = excluded.level,
       division = excluded.division, phone = excluded.phone
     where (kept.name, kept.kind, kept.level, kept.division, kept.phone)
       is distinct from (excluded.name, excluded.kind, excluded.level, excluded.division, excluded.phone)`,
    [county, JSON.stringify(list)],
  )
}

/** One that is no longer listed stays for the posts in it, and is given to nobody anew. Its role never changes. */
export async function putPositions(tx: Tx, county: string, list: readonly Position[]): Promise<void> {
  await tx.rows(
    `update positions set ordinal = null where county = $1 and ordinal is not null and id <> all($2)`,
    [county, list.map(({ id }) => id)],
  )
  await tx.rows(
    `insert into positions as kept (county, id, name, role, permissions, level, unit, takes_part, ordinal, source)
     select $1, id, name, role, permissions, level, unit, "takesPart", n, source
     from rows from (jsonb_to_recordset($2) as (id text, name text, role text, permissions text[], level text,
       unit text, "takesPart" boolean, source text)) with ordinality
       as new (id, name, role, permissions, level, unit, "takesPart", source, n)
     on conflict (county, id) do update set name = excluded.name, role = excluded.role,
       permissions = excluded.permissions, level = excluded.level, unit = excluded.unit,
       takes_part = excluded.takes_part, ordinal = excluded.ordinal, source = excluded.source
     where (kept.name, kept.role, kept.permissions, kept.level, kept.unit, kept.takes_part, kept.ordinal, kept.source)
       is distinct from (excluded.name, excluded.role, excluded.permissions, excluded.level, excluded.unit,
       excluded.takes_part, excluded.ordinal, excluded.source)`,
    [county, JSON.stringify(list)],
  )
}

export async function putCatalogue(
  tx: Tx,
  county: string,
  list: { id: string; name: string; version: string },
): Promise<void> {
  await tx.rows(
    `insert into catalogues as kept (county, id, name, version) values ($1, $2, $3, $4)
     on conflict (county, id) do update set name = excluded.name, version = excluded.version
     where (kept.name, kept.version) is distinct from (excluded.name, excluded.version)`,
    [county, list.id, list.name, list.version],
  )
}

/** The items that have not ended, and whether the list has ever had any. */
export async function itemsInForce(
  tx: Tx,
  county: string,
  catalogue: string,
): Promise<{ items: ListItem[]; isFirst: boolean }> {
  const items = await tx.rows<ListItem>(
    `select code, class, name, plain, level, limit_unit, limit_n, evidence, confidential, unit, words, details, source
     from catalogue_items where county = $1 and catalogue = $2 and ends_on is null`,
    [county, catalogue],
  )
  const any = await tx.first('select from catalogue_items where county = $1 and catalogue = $2 limit 1', [
    county,
    catalogue,
  ])
  return { items, isFirst: any === undefined }
}

/** Ends items; the day before today is their last, so that what follows can begin today. */
export async function endItems(
  tx: Tx,
  county: string,
  catalogue: string,
  codes: readonly string[],
): Promise<void> {
  await tx.rows(
    `update catalogue_items set ends_on = current_date - 1
     where county = $1 and catalogue = $2 and code = any($3) and ends_on is null`,
    [county, catalogue, codes],
  )
}

/**
 * Begins items, `since` or today. One that began today already is corrected in place: it has not been in force for
 * a day yet.
 */
export async function beginItems(
  tx: Tx,
  county: string,
  catalogue: string,
  items: readonly ListItem[],
  since: string | null,
): Promise<void> {
  await tx.rows(
    `insert into catalogue_items (county, catalogue, code, position, class, name, plain, level, limit_unit, limit_n,
       evidence, confidential, unit, words, details, source, starts_on)
     select $1, $2, code, 0, class, name, plain, level, limit_unit, limit_n, evidence, confidential, unit, words,
       details, source, coalesce($4::date, current_date)
     from jsonb_to_recordset($3) as new (code text, class text, name text, plain text, level text, limit_unit text,
       limit_n numeric, evidence text, confidential boolean, unit text, words text, details jsonb, source text)
     on conflict (county, catalogue, code, starts_on) do update set class = excluded.class, name = excluded.name,
       plain = excluded.plain, level = excluded.level, limit_unit = excluded.limit_unit, limit_n = excluded.limit_n,
       evidence = excluded.evidence, confidential = excluded.confidential, unit = excluded.unit,
       words = excluded.words, details = excluded.details, source = excluded.source, ends_on = null`,
    [county, catalogue, JSON.stringify(items), since],
  )
}

/** Puts the items in force in the order of the file. */
export async function orderItems(
  tx: Tx,
  county: string,
  catalogue: string,
  codes: readonly string[],
): Promise<void> {
  await tx.rows(
    `update catalogue_items as kept set position = new.position
     from unnest($3::text[]) with ordinality as new (code, position)
     where kept.county = $1 and kept.catalogue = $2 and kept.code = new.code and kept.ends_on is null
       and kept.position <> new.position`,
    [county, catalogue, codes],
  )
}

/** Templates are suggestions nobody refers to, so those no longer in the file are removed. */
export async function putTemplates(
  tx: Tx,
  county: string,
  list: readonly { flow: string; action: string; title: string; text: string }[],
): Promise<void> {
  const rows = JSON.stringify(list)
  await tx.rows(
    `insert into templates as kept (county, flow, action, title, text)
     select $1, new.* from jsonb_to_recordset($2) as new (flow text, action text, title text, text text)
     on conflict (county, flow, action, title) do update set text = excluded.text
     where kept.text is distinct from excluded.text`,
    [county, rows],
  )
  await tx.rows(
    `delete from templates where county = $1 and (flow, action, title) not in
     (select flow, action, title from jsonb_to_recordset($2) as new (flow text, action text, title text))`,
    [county, rows],
  )
}
