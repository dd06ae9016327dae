import { faultOf, useCall } from '#web/client/queries.ts'
import { Fault } from '#web/matters/fault.tsx'
import { paths } from '#web/surfaces/phone/paths.ts'
import { Skeleton } from '#web/ui/skeleton.tsx'

/** Who is on the roll, one's own household first; read by whoever may say that it is wrong. */
export function RollPhone({ meeting }: { meeting: string }) {
  const read = useCall('challenges.roll', { params: { id: meeting } })
  const fault = faultOf(read)
  if (!read.data)
    return fault ? (
      <Fault
        error={fault}
        onRetry={() => void read.refetch()}
        signInHref={paths.signIn(paths.meeting(meeting))}
      />
    ) : (
      <Skeleton shape="list" />
    )
  const { rows, unit, masked } = read.data
  const own = rows.filter(({ mine }) => mine)
  return (
    <div className="grid gap-2">
      <p className="text-ink-2">
        一共 {rows.length} {unit}。
        {own.length > 0 ? '您家的排在最前面。' : '上面没有您家的人，觉得不对就说。'}
        {masked && '别家的名字中间打了星号，只有您自己家写全。'}
      </p>
      <ul tabIndex={0} aria-label="名册" className="max-h-96 divide-y divide-line overflow-y-auto">
        {[...own, ...rows.filter(({ mine }) => !mine)].map(({ n, name, group, seat, mine }) => (
          <li key={n} className="flex min-h-11 flex-wrap items-center gap-x-3 py-1">
            <span className={mine ? 'font-bold text-brand' : ''}>{name}</span>
            <span className="text-ink-2">{[seat, group].filter(Boolean).join('，')}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
