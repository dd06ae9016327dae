import { Button, type InputRef } from 'antd'
import { useMemo, useRef, useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import { may } from '#contract/roles.ts'
import { fitsFilter } from '#practice/disclosure/work.ts'
import type { Input } from '#web/client/call.ts'
import { useCall } from '#web/client/queries.ts'
import { actingPost, useMe } from '#web/client/session.ts'
import { DeskSheet } from '#web/matters/desk-export.tsx'
import { useKeys } from '#web/matters/desk-keys.ts'
import { Blank, Trouble, Waiting } from '#web/matters/desk-state.tsx'
import { paths } from '#web/surfaces/desk/paths.ts'
import { readDutyFilter, sectionsOf, type DutyFilter } from './desk-filter.ts'
import { DutyFilters } from './desk-filters.tsx'
import { OpenDuty } from './desk-open-duty.tsx'
import { keyOf, useBegin } from './desk-row.ts'
import { WorkTable } from './desk-table.tsx'
import type { Work } from './desk-words.ts'

/** So far ahead a village plans; a desk over many villages looks at what is late and what comes within three days. */
const DAYS = { village: 60, area: 3 }
/** The most the server answers with. */
const ROWS_MAX = 500

/** What has to be made public in the post's area: whose turn it is, by due day. */
export function DutiesDesk({ onKeys }: { onKeys: () => void }) {
  const post = actingPost(useMe())
  const search = useSearch()
  const filter = useMemo(() => readDutyFilter(search), [search])
  const [, navigate] = useLocation()
  const [isOpening, setOpening] = useState(false)
  const searchBox = useRef<InputRef>(null)
  const isVillage = post?.division.length === 12
  const days = isVillage ? DAYS.village : DAYS.area
  const work = useCall('disclosure.work', { query: { days } })
  const all = work.data ?? []
  const sections = sectionsOf(all.filter((row) => fitsFilter(row, filter)))
  const rows = sections.flatMap(({ groups }) => groups.flatMap((group) => group.rows))
  const open = (row: Work) => navigate(row.publication ? paths.publication(row.publication) : paths.duty(row))
  // What an address says was checked when it was read.
  const asked = filter as Input<'disclosure.work'>['query']
  const begin = useBegin()
  const cursor = useCursor(rows)
  const drafts = may(post, 'disclosure.draft')
  useKeys({
    ...cursor.bindings,
    Enter: () => cursor.row && open(cursor.row),
    // As in the queue of matters: the first thing this post can do with it.
    d: () => cursor.row && (cursor.row.publication || !drafts ? open(cursor.row) : begin.start(cursor.row)),
    '/': () => searchBox.current?.focus({ cursor: 'all' }),
    '?': onKeys,
    Escape: () => document.activeElement instanceof HTMLElement && document.activeElement.blur(),
  })
  const change = (next: DutyFilter) => navigate(paths.disclosure(next), { replace: true })
  return (
    <div className="grid h-full min-h-0 grid-rows-[auto_minmax(0,1fr)] bg-paper">
      <h1 className="sr-only">公开待办</h1>
      <DutyFilters filter={filter} rows={all} onChange={change} searchBox={searchBox}>
        <DeskSheet of="disclosure.work" input={{ query: { days, ...asked } }} isEmpty={rows.length === 0} />
        {drafts && <Button onClick={() => setOpening(true)}>另开一项公开</Button>}
      </DutyFilters>
      {!work.data && work.error && <Trouble error={work.error} onRetry={() => void work.refetch()} />}
      {!work.data && !work.error && <Waiting />}
      {work.data && rows.length === 0 && <Empty filter={filter} isVillage={isVillage} />}
      {rows.length > 0 && (
        <div className="min-h-0 overflow-y-auto">
          <WorkTable
            sections={sections}
            showsVillage={!isVillage}
            drafts={drafts}
            cursor={cursor.key}
            busy={begin.busy}
            onOpen={open}
            onBegin={begin.start}
          />
          <p className="p-3 text-center text-small text-ink-3">
            {all.length >= ROWS_MAX
              ? `只列最要紧的 ${ROWS_MAX} 项，其余请到督看里按村查`
              : `共 ${rows.length} 项，都在这里了`}
          </p>
        </div>
      )}
      {isOpening && post && <OpenDuty division={post.division} onClose={() => setOpening(false)} />}
    </div>
  )
}

function Empty({ filter, isVillage }: { filter: DutyFilter; isVillage: boolean }) {
  const [, navigate] = useLocation()
  if (Object.keys(filter).length > 0)
    return (
      <Blank
        icon="search"
        title="没有符合条件的公开事项"
        action={<Button onClick={() => navigate(paths.disclosure())}>去掉这些条件</Button>}
      >
        换几个字查查，或者去掉一个条件。
      </Blank>
    )
  return (
    <Blank
      icon="check"
      title="眼下没有要办的公开事项"
      action={<Button onClick={() => navigate(paths.disclosureYear())}>看全年安排</Button>}
    >
      {isVillage
        ? `今天起 ${DAYS.village} 天内没有到期的。有一件事办结、要公开时，会自动出现在这里。`
        : '没有逾期的，三天内也没有到期的；等镇（街道）签字的豁免会出现在这里。'}
    </Blank>
  )
}

/** Where the keyboard stands in the list. */
function useCursor(rows: readonly Work[]) {
  const [key, setKey] = useState<string>()
  const index = rows.findIndex((row) => keyOf(row) === key)
  const go = (by: number) => {
    const next = rows[index < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, index + by))]
    if (!next) return
    setKey(keyOf(next))
    document.querySelector(`[data-row="${keyOf(next)}"]`)?.scrollIntoView({ block: 'nearest' })
  }
  return { key, row: rows[index], bindings: { j: () => go(1), k: () => go(-1) } }
}
