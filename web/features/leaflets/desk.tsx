import { Select, Tabs } from 'antd'
import { useLocation, useSearch } from 'wouter'
import { useCall } from '#web/client/queries.ts'
import { DeskSheet } from '#web/matters/desk-export.tsx'
import { Blank, Trouble, Waiting } from '#web/matters/desk-state.tsx'
import { paths } from '#web/surfaces/desk/paths.ts'
import { useNow } from '#web/ui/use-now.ts'
import { monthName, monthsBefore, readLook, TABS, type Look, type Tab } from './address.ts'
import { Jobs } from './desk-jobs.tsx'
import { Preview } from './desk-preview.tsx'
import { VillageList } from './desk-villages.tsx'
import { Announce } from './desk-announce.tsx'

/** A day in China, from milliseconds. */
const dayOf = (now: number) => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(now)

/** What was published, on paper and by ear: the month and the village on the left, what comes out of it on the right. */
export function LeafletsDesk() {
  const today = dayOf(useNow())
  const look = readLook(useSearch(), today)
  const [, navigate] = useLocation()
  const { data, error, refetch } = useCall(
    'leaflets.villages',
    { query: { month: look.month } },
    { keepsLast: true },
  )
  const go = (next: Partial<Look>) => navigate(paths.leaflets({ ...look, ...next }), { replace: true })
  if (!data) return error ? <Trouble error={error} onRetry={() => void refetch()} /> : <Waiting />
  const village = data.rows.find(({ division }) => division === look.village) ?? firstOf(data.rows)
  return (
    <div className="grid h-full min-h-0 grid-cols-[19rem_minmax(0,1fr)]">
      <aside className="grid min-h-0 grid-rows-[auto_minmax(0,1fr)] border-r border-line bg-paper">
        <div className="grid gap-3 border-b border-line p-4">
          <h1 className="text-lead font-bold">明白纸</h1>
          <Select
            aria-label="哪个月"
            value={look.month}
            options={monthsBefore(today).map((value) => ({ value, label: monthName(value) }))}
            onChange={(month: string) => go({ month, publication: undefined })}
          />
          {data.rows.length > 1 && (
            <DeskSheet
              of="leaflets.villages"
              input={{ query: { month: look.month } }}
              says="导出各村公布情况"
            />
          )}
        </div>
        <VillageList
          rows={data.rows}
          here={village?.division}
          onChoose={(division) =>
            go({
              village: division,
              publication: undefined,
              ...(look.tab === 'jobs' ? { tab: 'leaflet' } : {}),
            })
          }
        />
      </aside>
      {village ? (
        <div className="grid min-h-0 grid-rows-[auto_minmax(0,1fr)]">
          <Tabs
            tabBarStyle={{ paddingInline: 16, marginBottom: 0 }}
            activeKey={look.tab}
            onChange={(tab) => go({ tab: tab as Tab, publication: undefined })} // Keys of TABS.
            items={tabsFor(data.rows.length).map(([key, label]) => ({ key, label }))}
          />
          <Shown look={look} area={data} village={village} onSheet={(publication) => go({ publication })} />
        </div>
      ) : (
        <Blank icon="document" title="您的辖区里没有村" />
      )}
    </div>
  )
}

type Area = Parameters<typeof Jobs>[0]['area']

/** One that has something to print, so that the first look is not at an empty sheet. */
const firstOf = (rows: Area['rows']) => rows.find(({ published }) => published > 0) ?? rows[0]

/** One village alone needs no order. */
const tabsFor = (villages: number) => Object.entries(TABS).filter(([tab]) => tab !== 'jobs' || villages > 1)

function Shown({
  look: { month, tab, publication },
  area,
  village,
  onSheet,
}: {
  look: Look
  area: Area
  village: Area['rows'][number]
  onSheet: (publication: string | undefined) => void
}) {
  const { division } = village
  if (tab === 'jobs') return <Jobs month={month} area={area} />
  if (tab === 'words') return <Announce key={`${division} ${month}`} division={division} month={month} />
  return (
    <Preview
      key={`${division} ${month} ${tab}`}
      division={division}
      month={month}
      kind={tab}
      publication={publication}
      onSheet={onSheet}
    />
  )
}
