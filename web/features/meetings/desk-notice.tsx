import { Icon } from '#web/ui/icon.tsx'
import { useNow } from '#web/ui/use-now.ts'
import { dateText } from '#web/ui/when.ts'
import type { Meeting } from './words.ts'

/** What the notice says, and what came back by itself from earlier resolutions. */
export function NoticeOf({ meeting }: { meeting: Meeting }) {
  const { noticedOn, shortReason, law, returned, earliestOn, state, hasCollective } = meeting
  const now = useNow()
  const dayOf = (day: string) => dateText(day, now)
  const [lawName, version] = law.split(' ')
  const facts = [
    noticedOn
      ? `${dayOf(noticedOn)}发出通知，名册已固定，不能再加人减人`
      : `还没有发通知；今天发出的话，最早 ${dayOf(earliestOn)}开`,
    shortReason && `提前的日子不够，理由：${shortReason}`,
    `按《${lawName}》${version ? `（${dayOf(version)}文本）` : ''}计算${hasCollective ? '' : '；本村没有登记集体经济组织'}`,
  ].filter(Boolean)
  return (
    <section aria-label="通知" className="grid gap-3">
      <ul className="grid gap-1 text-ink-2">
        {facts.map((fact) => (
          <li key={String(fact)} className="flex gap-2">
            <Icon name={noticedOn ? 'check' : 'wait'} className="mt-0.5 size-4 text-ink-3" />
            {fact}
          </li>
        ))}
      </ul>
      {returned.length > 0 && state !== 'cancelled' && (
        <div className="rounded-card bg-wait-soft p-4">
          <h2 className="font-bold text-wait">上次决议没办完的，自动上会</h2>
          <ul className="mt-1 grid gap-1">
            {returned.map(({ task, title, words, executor, lateDays }) => (
              <li key={task}>
                {title}：{words}（{executor}，已逾期 {lateDays} 天）
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  )
}
