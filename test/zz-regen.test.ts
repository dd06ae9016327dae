import { execFileSync } from 'node:child_process'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import type { Tx } from '#server/core/db.ts'
import { openWorld, TEMPLATE, urlOf, type World } from './world.ts'

/** The shape of the database as a reviewer reads it. `npx vitest run test/schema.test.ts -u` writes it anew. */

let world: World
beforeAll(async () => {
  world = await openWorld()
})

describe('the database', () => {
  it('has the shape that db/schema.sql shows', async () => {
    const text = await world.services.db.asOwner(describeSchema)
    await expect(text).toMatchFileSnapshot('../db/schema.sql')
  })

  it('has the types that db/types.gen.ts gives', () => {
    const { url } = inject('server')
    const options = ['--dialect', 'postgres', '--out-file', 'db/types.gen.ts']
    const parsers = ['--numeric-parser', 'number', '--date-parser', 'string']
    const env = { ...process.env, DATABASE_URL: urlOf(url, TEMPLATE) }
    expect(() =>
      execFileSync('node_modules/.bin/kysely-codegen', [...options, ...parsers], { env, stdio: 'pipe' }),
    ).not.toThrow()
  })
})

type Line = { name: string; line: string }

/** Tables with their columns, then what is declared about them, each in a fixed order. */
async function describeSchema(tx: Tx): Promise<string> {
  const tables = await tx.rows<Line>(COLUMNS)
  const rules = await tx.rows<Line>(RULES)
  const names = [...new Set(tables.map(({ name }) => name))]
  const parts = names.map((name) => {
    const columns = tables.filter((row) => row.name === name).map(({ line }) => `  ${line}`)
    const about = rules.filter((row) => row.name === name).map(({ line }) => `${line};`)
    return [`create table ${name} (`, columns.join(',\n'), ');', ...about].join('\n')
  })
  return `-- Read from the migrated database by test/schema.test.ts; the source is db/migrations.\n\n${parts.join('\n\n')}\n`
}

const COLUMNS = `
  select c.relname as name,
    concat_ws(' ', quote_ident(a.attname), format_type(a.atttypid, a.atttypmod),
      case when a.attnotnull then 'not null' end,
      case when a.attgenerated = 's' then 'generated always as (' || pg_get_expr(d.adbin, d.adrelid) || ') stored'
           when d.adbin is not null then 'default ' || pg_get_expr(d.adbin, d.adrelid) end) as line
  from pg_class c
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname not like 'kysely%'
  order by c.relname, a.attnum`

const RULES = `
  select c.relname as name, 'alter table ' || c.relname || ' add ' || pg_get_constraintdef(k.oid) as line, 1 as kind
  from pg_constraint k join pg_class c on c.oid = k.conrelid
  where c.relnamespace = 'public'::regnamespace and c.relname not like 'kysely%' and k.contype in ('p', 'u', 'f', 'c')
  union all
  select i.tablename, i.indexdef, 2 from pg_indexes i
  where i.schemaname = 'public' and i.tablename not like 'kysely%'
    and not exists (select from pg_constraint k where k.conname = i.indexname and k.contype in ('p', 'u'))
  union all
  select p.tablename, 'create policy ' || p.policyname || ' using (' || p.qual || ') with check (' || coalesce(p.with_check, '') || ')', 3
  from pg_policies p where p.schemaname = 'public'
  order by 1, 3, 2`
