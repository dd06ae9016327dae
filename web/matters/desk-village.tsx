import { Select } from 'antd'
import type { ReactNode } from 'react'
import { useLocation, useSearch } from 'wouter'
import { placeNameOf } from '#contract/division-codes.ts'
import { actingPost, useMe } from '#web/client/session.ts'
import { DeskSheet } from './desk-export.tsx'
import { useArea } from './desk-reference.ts'
import { Blank } from './desk-state.tsx'

/** The village a page of the desk is about: of the post, else the one in the address. */
export function useDeskVillage(): string | undefined {
  const post = actingPost(useMe())
  const asked = new URLSearchParams(useSearch()).get('village') ?? undefined
  if (post && post.division.length >= 12) return post.division.slice(0, 12)
  return asked && /^\d{12}$/.test(asked) ? asked : undefined
}

/** Chooses a village of one’s area, kept in the address; nothing for whoever has only one. */
export function VillageChoice() {
  const area = useArea()
  const village = useDeskVillage()
  const [location, navigate] = useLocation()
  const post = actingPost(useMe())
  if (post && post.division.length >= 12) return null
  const towns = area.filter(({ level }) => level === 'town')
  const options = area
    .filter(({ level }) => level === 'village')
    .map(({ code, name }) => {
      const town = towns.length > 1 ? towns.find((one) => code.startsWith(one.code)) : undefined
      return { value: code, label: town ? `${placeNameOf(name)}（${town.name}）` : placeNameOf(name) }
    })
  return (
    <Select
      aria-label="哪个村、社区"
      placeholder="选一个村、社区"
      className="w-56"
      showSearch={{ optionFilterProp: 'label' }}
      value={village ?? null}
      options={options}
      onChange={(code: string) => navigate(`${location}?village=${code}`)}
    />
  )
}

/** The head of a page about one village; its body waits until one is chosen. */
export function VillagePage({
  title,
  note,
  action,
  list,
  children,
}: {
  title: string
  note?: ReactNode
  action?: ReactNode
  /** The list of the village that may be taken along. */
  list?: 'proposals.list' | 'resolutions.list' | 'covenants.list' | 'seats.list'
  children: (village: string) => ReactNode
}) {
  const village = useDeskVillage()
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex items-center gap-4 px-6 py-4">
        <h1 className="text-lead font-bold whitespace-nowrap">{title}</h1>
        <VillageChoice />
        <p className="min-w-0 flex-1 text-ink-2">{note}</p>
        {village && list && <DeskSheet of={list} input={{ query: { division: village } }} />}
        {village && action}
      </div>
      <div className="min-h-0 flex-1">
        {village ? (
          children(village)
        ) : (
          <Blank icon="place" title="先选一个村、社区">
            在左上角选一个村，就能看到那里的{title}。
          </Blank>
        )}
      </div>
    </div>
  )
}
