import type { Output } from '#web/client/call.ts'
import { Icon, type IconName } from '#web/ui/icon.tsx'
import { dateText } from '#web/ui/when.ts'

/** What the law says to the meeting being written, beside the form: the same judge that decides when it is called. */
export function LawSays({
  law,
  error,
}: {
  law: Output<'meetings.weigh'> | undefined
  error: string | undefined
}) {
  return (
    <aside
      aria-label="法律怎么说"
      tabIndex={0}
      className="overflow-y-auto border-l border-line bg-paper px-5 py-6"
    >
      <h2 className="pb-3 font-bold">法律怎么说</h2>
      {law ? (
        <ul className="grid gap-4" aria-live="polite">
          <Line icon="clock" name="提前几天通知">
            {law.notice}。今天发通知，最早 <b>{dateText(law.earliestOn)}</b> 开。
          </Line>
          <Line icon="people" name="多少人到会">
            {law.quorum}
          </Line>
          <Line icon="check" name="多少人同意">
            {law.pass}
          </Line>
          {law.faults.map((fault) => (
            <Line key={fault} icon="warning" name="现在还不能召集" isFault>
              {fault}
            </Line>
          ))}
          {Object.entries(law.fields)
            .filter(([path]) => path.startsWith('motions.') && !law.fields[path]?.startsWith('没有这种'))
            .map(([path, says]) => (
              <Line key={path} icon="warning" name={`议题 ${Number(path.split('.')[1]) + 1} 被拒绝`} isFault>
                {says}
              </Line>
            ))}
          {!law.hasCollective && (
            <Line icon="document" name="集体经济组织">
              本村没有登记集体经济组织，它的事由村民会议代为决定。
            </Line>
          )}
        </ul>
      ) : (
        <p className="text-ink-2">
          {error ?? '选了开什么会，这里就按条文说：要提前几天、要来多少人、要多少人同意、这个会能不能决定。'}
        </p>
      )}
    </aside>
  )
}

function Line({
  icon,
  name,
  isFault = false,
  children,
}: {
  icon: IconName
  name: string
  isFault?: boolean
  children: React.ReactNode
}) {
  return (
    <li className={`grid grid-cols-[1.5rem_minmax(0,1fr)] gap-x-2 ${isFault ? 'text-late' : ''}`}>
      <Icon name={icon} className={`mt-0.5 size-5 ${isFault ? 'text-late' : 'text-brand'}`} />
      <div>
        <p className="font-bold">{name}</p>
        <p className={isFault ? '' : 'text-ink-2'}>{children}</p>
      </div>
    </li>
  )
}
