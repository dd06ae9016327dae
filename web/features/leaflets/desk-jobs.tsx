import { Alert, Button, Progress, Radio, Select } from 'antd'
import { useState } from 'react'
import { addressOf, newKey, type Output } from '#web/client/call.ts'
import { useCall, useChange } from '#web/client/queries.ts'
import { DeskField } from '#web/matters/desk-field.tsx'
import { Trouble, Waiting } from '#web/matters/desk-state.tsx'
import { Moment } from '#web/matters/desk-time.tsx'
import { monthName } from './address.ts'

type Area = Output<'leaflets.villages'>
type Job = Output<'leaflets.jobs'>[number]
const KINDS = { leaflet: '明白纸', boards: '公开栏' } as const
const LOOK_AGAIN_MS = 1000
const isMoving = ({ state }: Job) => state === 'waiting' || state === 'running'

/** Paper for many villages in one order, and how far each order is. */
export function Jobs({ month, area }: { month: string; area: Area }) {
  const { data, error, refetch } = useCall(
    'leaflets.jobs',
    {},
    { everyMs: (jobs) => (jobs?.some(isMoving) ? LOOK_AGAIN_MS : false) },
  )
  return (
    <div className="min-h-0 overflow-y-auto">
      <div className="grid max-w-[64rem] grid-cols-[20rem_minmax(0,1fr)] items-start gap-8 p-6">
        <Order month={month} area={area} />
        <section aria-labelledby="orders" className="grid gap-3">
          <h2 id="orders" className="font-bold">
            最近的
          </h2>
          {!data &&
            (error ? <Trouble error={error} onRetry={() => void refetch()} /> : <Waiting lines={4} />)}
          {data?.length === 0 && (
            <p className="text-ink-2">还没有整批打印过。做好的文件会在这里，保留 7 天。</p>
          )}
          {data?.map((job) => (
            <One key={job.id} job={job} />
          ))}
        </section>
      </div>
    </div>
  )
}

function Order({ month, area: { area, areaName, rows } }: { month: string; area: Area }) {
  const towns = [...new Map(rows.map(({ town, townName }) => [town, townName]))]
  const areas = [
    { value: area, label: `${areaName}（${rows.length} 个村）` },
    ...towns
      .filter(([town]) => town !== area && town.startsWith(area))
      .map(([value, name]) => ({
        value,
        label: `${name}（${rows.filter((row) => row.town === value).length} 个村）`,
      })),
  ]
  const [chosen, setChosen] = useState(area)
  const [kind, setKind] = useState<keyof typeof KINDS>('leaflet')
  const [paper, setPaper] = useState<'A4' | 'A3'>('A4')
  const [format, setFormat] = useState<'pdf' | 'docx'>('pdf')
  // The same key until it has arrived, so that a second press orders nothing twice.
  const [key, setKey] = useState(newKey)
  const order = useChange('leaflets.order', ['leaflets.jobs'])
  const submit = () =>
    order.mutate(
      { input: { body: { month, kind, paper, format, area: chosen } }, key },
      { onSuccess: () => setKey(newKey()) },
    )
  return (
    <section aria-label="整批打印" className="grid gap-4 rounded-card border border-line bg-paper p-5">
      <h2 className="font-bold">{monthName(month)}，一次做好</h2>
      <DeskField label="哪些村" required>
        {(bound) => (
          <Select {...bound} aria-label="哪些村" value={chosen} options={areas} onChange={setChosen} />
        )}
      </DeskField>
      <Choice label="印什么" value={kind} options={KINDS} onChange={setKind} />
      <Choice label="纸张" value={paper} options={{ A4: 'A4', A3: 'A3' }} onChange={setPaper} />
      <Choice label="文件" value={format} options={{ pdf: 'PDF', docx: 'Word' }} onChange={setFormat} />
      {order.error && <Alert type="error" showIcon title={order.error.message} />}
      <Button type="primary" loading={order.isPending} onClick={submit}>
        开始制作
      </Button>
    </section>
  )
}

function Choice<Value extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string
  value: Value
  options: Readonly<Record<Value, string>>
  onChange: (value: Value) => void
}) {
  return (
    <DeskField label={label} required group>
      {({ id }) => (
        <Radio.Group id={id} aria-label={label} value={value}>
          {(Object.entries(options) as [Value, string][]).map(([each, says]) => (
            // The entries of a record have its keys.
            <Radio key={each} value={each} onChange={() => onChange(each)}>
              {says}
            </Radio>
          ))}
        </Radio.Group>
      )}
    </DeskField>
  )
}

const STATES: Readonly<Record<Job['state'], string>> = {
  waiting: '排队中',
  running: '正在制作',
  done: '做好了',
  cancelled: '已取消',
}

function One({ job }: { job: Job }) {
  const { kind, month, areaName, by, openedAt, state, total, done, pages, paper, format, faults } = job
  const title = `${areaName} ${monthName(month)}${KINDS[kind]}`
  return (
    <article aria-label={title} className="grid gap-2 rounded-card border border-line bg-paper p-4">
      <div className="flex items-baseline justify-between gap-3">
        <h3 className="font-bold">{title}</h3>
        <span className={state === 'done' ? 'text-done' : state === 'cancelled' ? 'text-ink-3' : 'text-move'}>
          {STATES[state]}
        </span>
      </div>
      <p className="text-small text-ink-2">
        {paper} {format === 'pdf' ? 'PDF' : 'Word'}，{by}，<Moment at={openedAt} />
      </p>
      {isMoving(job) && (
        <Progress
          percent={Math.floor((100 * done) / total)}
          strokeColor="var(--brand)"
          aria-label={`${title}的进度`}
        />
      )}
      <p role="status" className="tabular-nums">
        {state === 'waiting' && '前面的做完就轮到，'}
        {total} 个村，做好 {done - faults.length} 个{format === 'pdf' && `，${pages} 页`}
        {faults.length > 0 && `，没有做成 ${faults.length} 个`}
        {isMoving(job) && '。可以离开这一页。'}
      </p>
      <Faults faults={faults} />
      <Deeds job={job} />
    </article>
  )
}

function Faults({ faults }: { faults: Job['faults'] }) {
  if (faults.length === 0) return null
  return (
    <details>
      <summary className="cursor-pointer text-late">哪些村没有做成</summary>
      <ul className="grid max-h-40 gap-0.5 overflow-y-auto pt-1 text-small">
        {faults.map(({ division, name, says }) => (
          <li key={division}>
            <b className="font-bold">{name}</b>　{says}
          </li>
        ))}
      </ul>
    </details>
  )
}

function Deeds({ job }: { job: Job }) {
  const { id, state, format, keptUntil, mine, pages } = job
  const cancel = useChange('leaflets.cancel', ['leaflets.jobs'])
  const address = (as: 'zip' | 'bound') => addressOf('leaflets.jobFile', { params: { id }, query: { as } })
  if (isMoving(job)) {
    if (!mine) return null
    return (
      <div>
        <Button
          size="small"
          loading={cancel.isPending}
          onClick={() => cancel.mutate({ input: { params: { id } } })}
        >
          取消
        </Button>
        {cancel.error && <p className="text-late">{cancel.error.message}</p>}
      </div>
    )
  }
  if (state !== 'done') return null
  if (!keptUntil) return <p className="text-small text-ink-3">文件已经清理，要用请重新制作。</p>
  if (pages === 0) return null
  return (
    <div className="flex items-center gap-2">
      {format === 'pdf' && (
        <Button type="primary" href={address('bound')}>
          下载合订本
        </Button>
      )}
      <Button href={address('zip')}>下载压缩包</Button>
      <span className="text-small text-ink-3">
        保留到 <Moment at={keptUntil} />
      </span>
    </div>
  )
}
