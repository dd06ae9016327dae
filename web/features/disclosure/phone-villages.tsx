import { useState } from 'react'
import { useSearch } from 'wouter'
import type { Output } from '#web/client/call.ts'
import { useCounty } from '#web/client/county.ts'
import { faultOf, useCall, useKeptSince } from '#web/client/queries.ts'
import { useVillage } from '#web/client/village.ts'
import { Fault } from '#web/matters/fault.tsx'
import { paths } from '#web/surfaces/phone/paths.ts'
import { KeptLine } from '#web/ui/kept-line.tsx'
import { List, Row } from '#web/ui/list.tsx'
import { Page } from '#web/ui/page.tsx'
import { Skeleton } from '#web/ui/skeleton.tsx'
import { TextField } from '#web/ui/text-field.tsx'

type VillageRow = Output<'disclosure.villages'>['rows'][number]

/** So many villages by name are enough to find the right one. */
const FOUND_SHOWN = 20

/** Choosing a village whose board one wants to read: by name, or its street first. */
export function VillagesScreen() {
  const county = useCounty()
  const { code, isOwn } = useVillage()
  const [words, setWords] = useState('')
  const town = new URLSearchParams(useSearch()).get('town') ?? ''
  const read = useCall('disclosure.villages', { query: {} })
  const rows = read.data?.rows ?? []
  const keptAt = useKeptSince(read)
  const fault = faultOf(read)
  const own = rows.find(({ division }) => division === code)
  const name = words.trim()
  const ofTown = rows.filter((row) => row.town === town)
  return (
    <Page
      title={ofTown[0]?.townName ?? '选您的村'}
      back={ofTown.length > 0 ? paths.villages() : paths.home()}
    >
      <div className="grid gap-5">
        <KeptLine at={keptAt} />
        <TextField
          label="村名"
          type="search"
          hint={`${county?.name ?? '本县区'}的村和社区都在，不用登录`}
          value={words}
          maxLength={20}
          onChange={setWords}
        />
        {fault ? (
          <Fault error={fault} onRetry={() => void read.refetch()} signInHref={paths.signIn()} />
        ) : !read.data ? (
          <Skeleton />
        ) : name ? (
          <Found name={name} rows={rows.filter((row) => row.name.includes(name))} />
        ) : ofTown.length > 0 ? (
          <Villages label={ofTown[0]?.townName ?? ''} rows={ofTown} />
        ) : (
          <>
            {own && <Villages label={isOwn ? '我的村' : '上次看的村'} rows={[own]} />}
            <Towns rows={rows} />
          </>
        )}
      </div>
    </Page>
  )
}

function Found({ name, rows }: { name: string; rows: readonly VillageRow[] }) {
  if (rows.length === 0) return <p role="status">没有叫“{name}”的村。只写一两个字再试，或者从镇街里找。</p>
  return (
    <>
      <Villages label="找到的村" rows={rows.slice(0, FOUND_SHOWN)} withTown />
      {rows.length > FOUND_SHOWN && (
        <p className="text-small text-ink-2">共 {rows.length} 个村，再多写一个字就好找了</p>
      )}
    </>
  )
}

function Towns({ rows }: { rows: readonly VillageRow[] }) {
  const towns = new Map<string, VillageRow[]>()
  for (const row of rows) towns.set(row.town, [...(towns.get(row.town) ?? []), row])
  return (
    <section className="grid gap-2">
      <h2 className="text-lead">先选镇街</h2>
      <List label="镇街">
        {[...towns].map(([town, list]) => (
          <Row
            key={town}
            icon="place"
            title={list[0]?.townName ?? town}
            note={`${list.length} 个村、社区${lateNote(list.reduce((sum, { late }) => sum + late, 0))}`}
            href={paths.villages(town)}
          />
        ))}
      </List>
    </section>
  )
}

const lateNote = (late: number) => (late > 0 ? `，逾期 ${late} 项` : '')

function Villages({
  label,
  rows,
  withTown = false,
}: {
  label: string
  rows: readonly VillageRow[]
  withTown?: boolean
}) {
  return (
    <section className="grid gap-2">
      <h2 className="text-lead">{label}</h2>
      <ul className="divide-y divide-line overflow-hidden rounded-card border border-line bg-paper">
        {rows.map(({ division, name, townName, due, published, late }) => (
          <Row
            key={division}
            icon="home"
            title={name}
            note={`${withTown ? `${townName}，` : ''}${due === 0 ? '还没有到期的公开事项' : `应公开 ${due}，已公开 ${published}${lateNote(late)}`}`}
            href={paths.disclosure(division)}
          />
        ))}
      </ul>
    </section>
  )
}
