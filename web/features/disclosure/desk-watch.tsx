import { Segmented, Select } from 'antd'
import { useMemo, type ReactNode } from 'react'
import { useLocation, useSearch } from 'wouter'
import { useCall } from '#web/client/queries.ts'
import { actingPost, useMe } from '#web/client/session.ts'
import { DeskSheet } from '#web/matters/desk-export.tsx'
import { useArea } from '#web/matters/desk-reference.ts'
import { Blank, Trouble, Waiting } from '#web/matters/desk-state.tsx'
import { paths } from '#web/surfaces/desk/paths.ts'
import { Figure } from '#web/ui/figure.tsx'
import { Link } from '#web/ui/link.tsx'
import { DayBanner } from './desk-day-banner.tsx'
import { useToday } from './desk-day-of.ts'
import { readWatchFilter, type WatchFilter } from './desk-filter.ts'
import { Classes, LastReminders } from './desk-watch-aside.tsx'
import { otherShare, totalOf, townRows, villageRows } from './desk-watch-rows.ts'
import { tenThousands, WatchTable } from './desk-watch-table.tsx'
import { dayWords, type Watch } from './desk-words.ts'

/** 督看: how the villages of an area stand, worst first, and what is behind every number. */
export function WatchDesk() {
  const search = useSearch()
  const filter = useMemo(() => readWatchFilter(search), [search])
  const { data, error, refetch } = useCall(
    'disclosure.watch',
    { query: filter.under ? { under: filter.under } : {} },
    { keepsLast: true },
  )
  if (!data) return error ? <Trouble error={error} onRetry={() => void refetch()} /> : <Waiting />
  return <Loaded watch={data} filter={filter} />
}

function Loaded({ watch, filter }: { watch: Watch; filter: WatchFilter }) {
  const { villages } = watch
  const hasTowns = new Set(villages.map(({ town }) => town)).size > 1
  const rows = filter.by === 'town' && hasTowns ? townRows(villages) : villageRows(villages)
  return (
    <div className="grid h-full min-h-0 grid-cols-[minmax(0,1fr)_20rem] bg-paper">
      <section aria-label="各村公开情况" className="grid min-h-0 grid-rows-[auto_minmax(0,1fr)]">
        <div>
          <Head watch={watch} filter={filter} hasTowns={hasTowns} />
          <DayBanner under={filter.under} />
          <Totals watch={watch} filter={filter} />
        </div>
        {rows.length === 0 ? (
          <Blank title="这个辖区没有村、社区">请在上面换一个镇（街道）。</Blank>
        ) : (
          <div className="min-h-0 overflow-auto">
            <WatchTable rows={rows} filter={filter} showsTown={hasTowns} />
            <Quiet villages={villages} />
          </div>
        )}
      </section>
      <aside className="grid min-h-0 content-start gap-6 overflow-y-auto border-l border-line bg-ground p-5">
        <Classes classes={watch.classes} under={filter.under} />
        <LastReminders reminders={watch.lastReminders} />
      </aside>
    </div>
  )
}

/** A village without anything due yet is not a good village: it says why its numbers are noughts. */
function Quiet({ villages }: { villages: Watch['villages'] }) {
  const quiet = villages.filter(({ due, soon }) => due === 0 && soon === 0).length
  return (
    <p className="px-6 py-4 text-small text-ink-3">
      共 {villages.length} 个村、社区
      {quiet > 0 && `，其中 ${quiet} 个启用以来还没有一项到期，所以都是 0，不表示已经公开`}。
    </p>
  )
}

function Head({ watch, filter, hasTowns }: { watch: Watch; filter: WatchFilter; hasTowns: boolean }) {
  const post = actingPost(useMe())
  const [, navigate] = useLocation()
  const today = useToday()
  const towns = useArea().filter(({ level }) => level === 'town')
  const go = (next: WatchFilter) => navigate(paths.disclosureWatch(next), { replace: true })
  const { under: _, ...rest } = filter
  const { by: __, ...single } = filter
  return (
    <div className="flex items-center gap-3 px-6 pt-3 pb-2">
      <h1 className="text-lead font-bold">{post?.divisionName || '全区'}各村公开情况</h1>
      {post?.division.length === 6 && (
        <Select
          aria-label="镇（街道）"
          className="w-44"
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder="全部镇、街道"
          value={filter.under ?? null}
          options={towns.map(({ code, name }) => ({ value: code, label: name }))}
          onChange={(code: string | null | undefined) => go(code ? { ...rest, under: code } : rest)}
        />
      )}
      {hasTowns && (
        <Segmented
          aria-label="怎么列"
          value={filter.by ?? 'village'}
          options={[
            { value: 'village', label: '按村' },
            { value: 'town', label: '按镇街' },
          ]}
          onChange={(by) => go(by === 'town' ? { ...filter, by } : single)}
        />
      )}
      <span className="flex-1 text-right text-small text-ink-3">
        {dayWords(watch.from, today)}至{dayWords(watch.to, today)}，更早仍逾期的也算
      </span>
      <DeskSheet of="disclosure.watch" input={{ query: filter.under ? { under: filter.under } : {} }} />
    </div>
  )
}

/** The area in one line; each figure opens its records, or its villages in that order. */
function Totals({ watch, filter }: { watch: Watch; filter: WatchFilter }) {
  const total = totalOf(watch.villages)
  const area = filter.under ? { under: filter.under } : {}
  const by = (sort: string) => paths.disclosureWatch({ ...area, sort })
  const share = otherShare(total)
  const list = (count: string, more = {}) => paths.disclosureDuties({ ...area, count, ...more })
  const linked = (n: number, href: string) => (n > 0 ? href : undefined)
  return (
    <div className="grid grid-cols-[repeat(6,auto)] justify-between gap-4 border-y border-line px-6 py-3">
      <Figure
        label="已公开"
        value={total.published}
        of={total.due}
        unit="项"
        href={linked(total.due, list('due'))}
      />
      <Figure label="逾期" value={total.late} unit="项" href={linked(total.late, list('late'))} />
      <Figure
        label="热点逾期"
        value={total.lateHot}
        unit="项"
        href={linked(total.lateHot, list('late', { hot: 'yes' }))}
      />
      <Figure
        label="待答复的质询"
        value={total.questionsOpen}
        unit="件"
        note={total.questionsOpen > 0 ? `其中超期 ${total.questionsLate} 件` : undefined}
        href={linked(total.questionsOpen, by('questionsOpen'))}
      />
      <Figure
        label="数字有误、应更正"
        value={total.correctionsOwed}
        unit="项"
        href={linked(total.correctionsOwed, by('correctionsOwed'))}
      />
      <Words label="“其他” / 公开的金额" href={linked(total.moneyFen, by('otherShare'))}>
        {share === undefined ? (
          <span className="text-ink-3">没有公开过金额</span>
        ) : (
          <>
            <b className="font-numerals text-display tabular-nums">{(share * 100).toFixed(1)}%</b>{' '}
            <span className="text-small text-ink-2 tabular-nums">
              {tenThousands(total.otherFen)} / {tenThousands(total.moneyFen)} 万元
            </span>
          </>
        )}
      </Words>
    </div>
  )
}

function Words({ label, href, children }: { label: string; href: string | undefined; children: ReactNode }) {
  const inside = (
    <>
      <span className="block text-small text-ink-2">{label}</span>
      <span className="block">{children}</span>
    </>
  )
  return href ? <Link href={href}>{inside}</Link> : <div>{inside}</div>
}
